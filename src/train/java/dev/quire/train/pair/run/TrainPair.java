package dev.quire.train.pair.run;

import dev.quire.train.pair.Edit;
import dev.quire.train.pair.Language;
import dev.quire.train.pair.Split;
import dev.quire.train.pair.SyntheticPairs;
import dev.quire.train.pair.loss.PairLoss;
import dev.quire.train.pair.net.PairMini;
import dev.quire.train.pair.piece.PieceLearner;
import dev.quire.train.pair.piece.Vocabulary;
import dev.quire.train.pair.piece.WordPiece;
import dev.quire.train.pair.run.PairCheckpoint.Progress;
import dev.quire.train.run.Options;
import dev.quire.train.run.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Trains the embedded similarity model.
 *
 * <pre>
 * TrainPair --run FOLDER [--minutes M] [--seed S] [--rate R] [--batch N] [--pieces N]
 * </pre>
 *
 * <p>A run goes on from the checkpoint in its folder; without one it learns a vocabulary and starts
 * from chance. The schedule follows the time spent training, summed over all restarts. A checkpoint
 * is saved every two minutes and at the end.
 */
public final class TrainPair {

  /** The file that export takes along. */
  public static final String VOCABULARY = "vocab.txt";

  private static final double WARM_UP = 0.03;
  private static final long SECOND = 1_000_000_000L;
  private static final long SAVED = 120 * SECOND;
  private static final long LOGGED = 30 * SECOND;

  /** Pairs of each language: enough for every word of the generator and many a made-up one. */
  private static final int VOCABULARY_PAIRS = 15_000;

  private TrainPair() {}

  public static void main(String[] args) throws IOException {
    Options options =
        Options.parse(args, Set.of("run", "minutes", "seed", "rate", "batch", "pieces"));
    Path folder = Path.of(options.text("run", "run"));
    Files.createDirectories(folder);
    long seed = options.whole("seed", 1);
    SyntheticPairs pairs = new SyntheticPairs(seed, Split.TRAIN);
    Path file = folder.resolve(VOCABULARY);
    if (!Files.exists(file)) {
      vocabulary(pairs, (int) options.whole("pieces", 7400)).write(file);
    }
    Vocabulary vocabulary = Vocabulary.read(file);
    say("%d pieces".formatted(vocabulary.size()));
    PairMini net = new PairMini(vocabulary.size(), PairMini.STANDARD_WIDTH);
    PairCheckpoint from =
        PairCheckpoint.in(folder) ? PairCheckpoint.load(folder) : PairLearner.fresh(net, seed);
    int batch = (int) options.whole("batch", 128);
    long planned = (long) (options.number("minutes", 30) * 60 * SECOND);
    Schedule schedule =
        new Schedule(
            (float) options.number("rate", 0.002),
            WARM_UP,
            List.of(new Schedule.Stage(1, PairMini.MOST_PIECES, batch)));
    try (PairLearner learner =
        new PairLearner(from, new WordPiece(vocabulary, PairMini.MOST_PIECES))) {
      run(learner, new TripletFeed(pairs, from.progress().next()), schedule, from, planned, folder);
    }
  }

  /** The vocabulary of a source's sentences, which are free from slips where only reworded. */
  private static Vocabulary vocabulary(SyntheticPairs pairs, int pieces) {
    return PieceLearner.learn(
        Arrays.stream(Language.values())
            .flatMap(l -> pairs.pairs(l, Edit.REWORDED, VOCABULARY_PAIRS).stream())
            .flatMap(p -> Stream.of(p.left(), p.right())),
        pieces);
  }

  private static void run(
      PairLearner learner,
      TripletFeed feed,
      Schedule schedule,
      PairCheckpoint from,
      long planned,
      Path folder)
      throws IOException {
    int batch = schedule.stage(0).batch();
    long before = from.progress().nanos();
    long start = System.nanoTime();
    long saved = start;
    long logged = start;
    Progress progress = from.progress();
    while (progress.nanos() < planned) {
      double point = (double) progress.nanos() / planned;
      PairLoss.Result result = learner.step(feed.take(batch), schedule.rate(point));
      long now = System.nanoTime();
      progress = new Progress(learner.steps(), before + now - start, feed.next());
      if (now - logged > LOGGED) {
        logged = now;
        say(
            String.format(
                Locale.ROOT,
                "%5.1f %%  step %d  loss %.3f (ranking %.3f, grading %.3f)  %.0f %% right",
                100 * point,
                progress.steps(),
                result.total(),
                result.ranking(),
                result.grading(),
                100 * result.right()));
      }
      if (now - saved > SAVED) {
        saved = now;
        learner.checkpoint(progress).save(folder);
      }
    }
    learner.checkpoint(progress).save(folder);
    say("saved step %d".formatted(progress.steps()));
  }

  private static void say(String line) {
    System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + line);
  }
}
