package dev.quire.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;

/**
 * Holds one load after the other on a running service. One thread sends, hears and counts; the HTTP
 * client has another one of its own.
 */
public final class LoadRun {

  private final Workload workload;
  private final Timing timing;
  private final Duration timeout;
  private final int mostOpen;
  private final long seed;

  /**
   * @param timing of each step
   * @param timeout after which a request is given up
   * @param mostOpen most requests of an open loop that may be open at a time, each a connection
   * @param seed of the open loops' moments; each step begins with it, so that steps can be repeated
   *     alone
   */
  public LoadRun(Workload workload, Timing timing, Duration timeout, int mostOpen, long seed) {
    this.workload = workload;
    this.timing = timing;
    this.timeout = timeout;
    this.mostOpen = mostOpen;
    this.seed = seed;
  }

  /**
   * Takes the steps.
   *
   * @param listener hears of each at its end
   */
  public List<StepResult> run(List<Step> steps, Consumer<StepResult> listener)
      throws InterruptedException {
    ScheduledThreadPoolExecutor loop = new ScheduledThreadPoolExecutor(1, LoadRun::daemon);
    try {
      HttpLoadClient asker = new HttpLoadClient(workload, timeout, loop);
      LoopTimeline timeline = new LoopTimeline(loop);
      List<StepResult> results = new ArrayList<>();
      for (Step step : steps) {
        StepResult result =
            loop.submit(
                    () ->
                        new StepRun(step, timing, asker, timeline, mostOpen, new Random(seed))
                            .begin())
                .get()
                .get();
        results.add(result);
        listener.accept(result);
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("The load ended: " + e.getCause(), e);
    } finally {
      loop.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "load");
    thread.setDaemon(true);
    return thread;
  }
}
