package dev.quire.train.run;

import dev.quire.train.data.Feed;
import dev.quire.train.data.Pages;
import dev.quire.train.data.Sample;
import dev.quire.train.loss.DetectionLoss;
import dev.quire.train.net.PageMini;
import dev.quire.train.run.Checkpoint.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Trains the embedded model.
 *
 * <pre>
 * Train --run FOLDER [--from MODEL.onnx] [--minutes M | --hours H | --images N]
 *       [--seed S] [--rate R] [--stages until:size:batch,…] [--warmup SHARE] [--save-every MINUTES] [--feeders N]
 * </pre>
 *
 * <p>A run goes on from the newest checkpoint in its folder; without one it starts from the model
 * given with {@code --from}, or from chance. With a time limit the schedule follows the time spent
 * training, summed over all restarts; with a number of images it follows the images. A termination
 * signal saves a checkpoint first.
 */
public final class Train {

  private static final String STAGES = "0.45:448:8,0.8:512:8,1:640:8";

  private static final String NO_MODEL = "none";

  /** Samples on which a warm start measures batch norm's statistics. */
  private static final int CALIBRATION = 24;

  private Train() {}

  public static void main(String[] args) throws Exception {
    Options options =
        Options.parse(
            args,
            Set.of(
                "run",
                "from",
                "minutes",
                "hours",
                "images",
                "seed",
                "rate",
                "stages",
                "warmup",
                "save-every",
                "feeders"));
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch saved = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.set(true);
                  try {
                    saved.await(1, TimeUnit.MINUTES);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    try {
      run(options, new Synthetic(options.whole("seed", 1)), stop);
    } finally {
      saved.countDown();
    }
  }

  private static void run(Options options, Pages pages, AtomicBoolean stop)
      throws IOException, InterruptedException {
    Path folder = Path.of(options.text("run", "run"));
    long seed = options.whole("seed", 1);
    double minutes = options.number("minutes", 60 * options.number("hours", 0));
    long nanosPlanned = (long) (minutes * 60e9);
    long imagesPlanned = options.whole("images", 100_000);
    long saveEvery = (long) (options.number("save-every", 5) * 60e9);
    Schedule schedule =
        new Schedule(
            (float) options.number("rate", 0.002),
            options.number("warmup", 0.02),
            Schedule.stages(options.text("stages", STAGES)));

    Optional<Path> newest = Checkpoint.newest(folder);
    String model = options.text("from", NO_MODEL);
    boolean warm = newest.isEmpty() && !model.equals(NO_MODEL);
    PageMini net = new PageMini(PageMini.Widths.STANDARD);
    Checkpoint from =
        newest.isPresent()
            ? Checkpoint.load(newest.get())
            : warm ? WarmStart.read(Path.of(model), net, seed) : Learner.fresh(net, seed);
    Progress progress = from.progress();
    Report report = new Report(System.out, System.console() != null, progress.images());
    report.say(
        newest
            .map(p -> "going on from " + p)
            .orElse(warm ? "starting from " + model : "starting anew"));

    try (Learner learner = new Learner(from);
        Feed feed =
            new Feed(
                pages,
                seed,
                progress.nextPage(),
                schedule.stage(0).size(),
                (int) options.whole("feeders", 1))) {
      if (warm) {
        learner.calibrate(feed.take(CALIBRATION, schedule.stage(0).size()));
      }
      long last = System.nanoTime();
      long lastSave = last;
      while (!stop.get()) {
        double point =
            nanosPlanned > 0
                ? (double) progress.nanos() / nanosPlanned
                : (double) progress.images() / imagesPlanned;
        if (point >= 1) {
          break;
        }
        Schedule.Stage stage = schedule.stage(point);
        float rate = schedule.rate(point);
        long before = System.nanoTime();
        List<Sample> batch = feed.take(stage.batch(), stage.size());
        report.waited(System.nanoTime() - before);
        DetectionLoss.Parts parts = learner.step(batch, rate);
        long now = System.nanoTime();
        progress =
            new Progress(
                learner.steps(),
                progress.images() + stage.batch(),
                progress.nanos() + now - last,
                feed.next());
        last = now;
        Duration left =
            Duration.ofNanos(
                nanosPlanned > 0
                    ? nanosPlanned - progress.nanos()
                    : (long) (progress.nanos() / Math.max(point, 1e-6) * (1 - point)));
        report.step(point, left, progress.images(), stage.size(), rate, parts);
        if (now - lastSave > saveEvery) {
          report.say("saved " + learner.checkpoint(progress).save(folder));
          lastSave = now;
        }
      }
      report.say("saved " + learner.checkpoint(progress).save(folder));
    }
  }
}
