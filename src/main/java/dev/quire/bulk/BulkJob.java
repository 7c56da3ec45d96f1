package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.client.Input;
import dev.quire.client.InputFiles;
import dev.quire.client.ServiceAddress;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Has a service lay out or read files and appends a line for each page or document to a file, in
 * the order in which the service finishes them. Pages that have their line already are left out, so
 * that the job may be killed at any moment and begun again: no page is missing then, and none is
 * there twice.
 *
 * <p>The calling thread finds, reads and cuts the files, as far ahead as requests may be in flight;
 * a second one asks, hears and writes; a third one counts the files and ends. So memory holds the
 * files in flight and the one that is next, however many there are in all, and 64 bytes for each
 * line that was there.
 */
public final class BulkJob {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration SYNC = Duration.ofSeconds(5);
  private static final long LOOK_MILLIS = 100;
  private static final int MOST_CHANGES_TOLD = 5;

  private final InputFiles files;
  private final ResultNames names;
  private final Shard shard;
  private final BulkWork work;
  private final FileReader reader = FileReader.ofHeap(Runtime.getRuntime().maxMemory());
  private final BulkSettings settings;
  private final BulkListener listener;

  /**
   * @param files what is to be laid out
   * @param names how they are called in the results
   * @param shard which of them
   * @param work what is made of them
   */
  public BulkJob(
      InputFiles files,
      ResultNames names,
      Shard shard,
      BulkWork work,
      BulkSettings settings,
      BulkListener listener) {
    this.files = files;
    this.names = names;
    this.shard = shard;
    this.work = work;
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Does what is left to do.
   *
   * @param out the lines' file
   * @param service asked for once there is something to do
   * @throws BulkException if the job ends early; begun again, it goes on from there
   */
  public BulkReport run(Path out, Supplier<ServiceAddress> service) throws InterruptedException {
    try {
      return new Run(out, service).run();
    } catch (IOException e) {
      throw new BulkException("%s cannot be written: %s".formatted(out, e.getMessage()), e);
    }
  }

  /** Exceptions of file systems say only of what they speak. */
  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "It is gone";
    }
    if (cause instanceof AccessDeniedException) {
      return "Access is denied";
    }
    if (cause instanceof FileSystemLoopException) {
      return "The link leads back up";
    }
    return String.valueOf(cause.getMessage());
  }

  /** One run. */
  private final class Run implements ChunkUpload.Recipient, Input.Visitor {

    private final Path out;
    private final Supplier<ServiceAddress> service;
    private final Counters tally = new Counters();
    private final FilePlanner planner;
    private final InFlight room = new InFlight(settings.inFlight(), settings.inFlightBytes());
    private final AtomicReference<String> end = new AtomicReference<>();
    private final ScheduledThreadPoolExecutor loop =
        new ScheduledThreadPoolExecutor(1, task -> daemon(task, "bulk"));
    private ResultFile results;
    private ChunkUpload.Means means;
    private long linesSince;
    private long problemsBefore;
    private long unreadable;
    private long changed;

    Run(Path out, Supplier<ServiceAddress> service) {
      this.out = out;
      this.service = service;
      this.planner = work.planner(files, out, reader, settings);
    }

    BulkReport run() throws IOException, InterruptedException {
      linesSince = Files.exists(out) ? Files.getLastModifiedTime(out).toMillis() : Long.MAX_VALUE;
      results = ResultFile.open(out, work.heading(), this::existing);
      loop.setRemoveOnCancelPolicy(true);
      try (ResultFile closed = results) {
        if (results.cutBytes() > 0) {
          listener.warning(
              "The last line of %s was unfinished; its %d bytes were cut off"
                  .formatted(out, results.cutBytes()));
        }
        daemon(this::count, "bulk-count").start();
        repeat(() -> listener.standing(tally.counts()), listener.interval());
        repeat(this::sync, SYNC);
        files.walk(this);
        awaitAll();
        stopLoop();
        results.sync();
        if (end.get() != null) {
          throw new BulkException(
              "%s. What is done is in %s; the same command goes on from there"
                  .formatted(end.get(), out));
        }
        tally.allFound();
        listener.standing(tally.counts());
        return new BulkReport(tally.counts(), problemsBefore, unreadable);
      } finally {
        loop.shutdownNow();
      }
    }

    private void existing(ResultLine line) {
      planner.existing(line);
      if (!line.isFlawless()) {
        problemsBefore++;
      }
    }

    /** Beside the job: what is left of it is known the sooner. */
    private void count() {
      try {
        files.walk(new FileCount(tally, path -> shard.has(names.of(path)), end));
        tally.allFound();
      } catch (IOException e) {
        // the job itself finds the same and says so
      }
    }

    @Override
    public boolean file(Path path) {
      InputFile file = new InputFile(names.of(path), path);
      if (!shard.has(file.name())) {
        return true;
      }
      try {
        Plan plan = planner.plan(file);
        tally.planned(plan.pages(), plan.done());
        if (plan.done() > 0) {
          noteChange(file);
        }
        plan.problem().ifPresent(problem -> tell(file, problem));
        return send(plan.pieces());
      } catch (LeftOutException e) {
        tally.planned(0, 0);
        unreadable++;
        listener.warning("%s is left out: %s".formatted(file.name(), e.getMessage()));
        return end.get() == null;
      } catch (IOException e) {
        tally.planned(1, 0);
        tell(file, Problems.unreadable(reason(e)));
        return end.get() == null;
      }
    }

    private void tell(InputFile file, ObjectNode problem) {
      loop.execute(() -> problem(PageKey.whole(file.name()), problem));
    }

    private boolean send(List<Chunk> pieces) {
      try {
        for (Chunk piece : pieces) {
          if (!acquire(piece.body().length)) {
            return false;
          }
          if (means == null) {
            means = means();
          }
          loop.execute(() -> work.start(piece, means, this));
        }
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        end.compareAndSet(null, "The job was interrupted");
        return false;
      }
    }

    private void noteChange(InputFile file) {
      if (lastModified(file.path()) > linesSince && ++changed <= MOST_CHANGES_TOLD) {
        listener.warning(
            "%s has changed since the last run; the lines it has are kept%s"
                .formatted(
                    file.name(), changed == MOST_CHANGES_TOLD ? ". Others are not named" : ""));
      }
    }

    private long lastModified(Path path) {
      try {
        return Files.getLastModifiedTime(path).toMillis();
      } catch (IOException e) {
        return 0;
      }
    }

    @Override
    public void unreadable(Path path, IOException cause) {
      unreadable++;
      listener.warning(
          "%s cannot be read and is left out: %s".formatted(names.of(path), reason(cause)));
    }

    private ChunkUpload.Means means() {
      return new ChunkUpload.Means(
          new HttpPageService(
              service.get(), work.endpoint(settings.withTiming()), loop, settings.silence()),
          new RetryPauses(FIRST_PAUSE, settings.longestPause(), new Random()),
          new ServiceWait(settings.patience(), System::nanoTime),
          settings.retries(),
          (pause, task) -> loop.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS));
    }

    private boolean acquire(long bytes) throws InterruptedException {
      while (!room.tryTake(bytes, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (end.get() != null) {
          return false;
        }
      }
      return end.get() == null;
    }

    private void awaitAll() throws InterruptedException {
      while (end.get() == null && !room.awaitNone(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        // looks whether the job is at its end
      }
    }

    /** What was given to the loop is done before it ends; what waits for a later time is not. */
    private void stopLoop() throws InterruptedException {
      loop.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
      loop.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
      loop.shutdown();
      loop.awaitTermination(settings.silence().toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public boolean result(PageKey page, ObjectNode result) {
      if (result.path("missing").isEmpty()) {
        tally.result(!result.path("warnings").isEmpty());
      } else {
        tally.problem();
      }
      return write(ResultLine.result(page, result));
    }

    @Override
    public void problem(PageKey page, ObjectNode problem) {
      tally.problem();
      write(ResultLine.problem(page, problem));
    }

    @Override
    public void retried() {
      tally.retry();
    }

    @Override
    public void delivered(long bytes) {
      room.giveBack(bytes);
    }

    @Override
    public void hopeless(String why) {
      end.compareAndSet(null, why);
    }

    private boolean write(byte[] line) {
      if (end.get() != null) {
        return false;
      }
      try {
        results.append(line);
        return true;
      } catch (IOException e) {
        hopeless("A line cannot be written: " + e.getMessage());
        return false;
      }
    }

    private void sync() {
      try {
        results.sync();
      } catch (IOException e) {
        hopeless("The lines cannot be written: " + e.getMessage());
      }
    }

    private void repeat(Runnable task, Duration interval) {
      loop.scheduleAtFixedRate(task, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Thread daemon(Runnable task, String name) {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    }
  }
}
