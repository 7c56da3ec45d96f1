package dev.quire.worker;

import dev.quire.batch.AdaptiveBatching;
import dev.quire.batch.Bucket;
import dev.quire.task.Task;
import dev.quire.worker.RunOutcome.Completed;
import dev.quire.worker.RunOutcome.OutOfMemory;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what a device can do before it takes work: batches of blank items of growing size in the
 * usual bucket, and, where memory bounds batches, a single item of every other bucket, which must
 * be known to fit before a request asks for it. For the worker's thread alone.
 */
final class Calibrator<P, R> {

  private final AdaptiveBatching batching;
  private final DeviceMemoryTracker memory;
  private final Task<P, R> task;
  private final Calibration calibration;
  private final BatchExecutor<P, R> executor;

  Calibrator(DeviceContext<P, R> context, BatchExecutor<P, R> executor) {
    this.batching = context.batching();
    this.memory = context.memory();
    this.task = context.task();
    this.calibration = context.model().settings().calibration();
    this.executor = executor;
  }

  /** Fills the latency and memory tables; fails if not even a single usual item runs. */
  WorkOutcome calibrate() {
    List<P> blanks = task.blanks();
    Map<Bucket, Long> singles = new LinkedHashMap<>();
    if (memory.isBounding()) {
      // the largest runs come last, since engines keep what a run took
      List<P> others =
          blanks.stream()
              .skip(1)
              .sorted(Comparator.comparingLong(blank -> task.bucket(blank).cost()))
              .toList();
      for (P blank : others) {
        RunOutcome<R> outcome = measuredTwice(blank);
        if (outcome instanceof Completed<R> completed) {
          singles.put(task.bucket(blank), completed.nanos());
        } else if (outcome instanceof OutOfMemory<R>) {
          memory.doesNotFit(task.bucket(blank));
        } else {
          return WorkOutcome.withoutRequests(outcome);
        }
      }
    }
    P usual = blanks.get(0);
    RunOutcome<R> outcome =
        calibration.measure(size -> measured(usual, size), batching, task.bucket(usual));
    if (outcome instanceof Completed<R>) {
      singles.forEach((bucket, nanos) -> batching.table().anchored(bucket, 1, nanos));
      executor.warmedUp();
    }
    return WorkOutcome.withoutRequests(outcome);
  }

  /** The second run of an item; the first one of a shape may compile kernels. */
  private RunOutcome<R> measuredTwice(P blank) {
    RunOutcome<R> first = measured(blank, 1);
    return first instanceof Completed<R> ? measured(blank, 1) : first;
  }

  private RunOutcome<R> measured(P blank, int size) {
    Bucket bucket = task.bucket(blank);
    RunOutcome<R> outcome =
        executor.execute(Collections.nCopies(size, blank), bucket, RunRequests.none());
    if (outcome instanceof Completed<R>) {
      memory.learn(bucket, size);
    }
    return outcome;
  }
}
