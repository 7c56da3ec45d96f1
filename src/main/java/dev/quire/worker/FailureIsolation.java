package dev.quire.worker;

import dev.quire.batch.BatchDecision.Reason;
import dev.quire.batch.Bucket;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.PollResult;
import dev.quire.queue.RequestQueue;
import dev.quire.task.Task;
import dev.quire.worker.RunOutcome.Completed;
import dev.quire.worker.RunOutcome.DeviceLost;
import dev.quire.worker.RunOutcome.Failed;
import dev.quire.worker.RunOutcome.OutOfMemory;
import dev.quire.worker.WorkOutcome.Abandoned;
import dev.quire.worker.WorkOutcome.DeviceFailed;
import dev.quire.worker.WorkOutcome.Done;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Serves batches and ensures that each of their requests ends, here or on another device, whatever
 * fails:
 *
 * <ul>
 *   <li>out of memory: the limit of the batch size is lowered and the batch runs in halves;
 *   <li>any other error: the batch is bisected until the request that causes it runs alone and
 *       fails twice. If the device then passes a probe, that request fails; if not, the device has
 *       failed;
 *   <li>the device has failed: requests that were not served are requeued. The ones that were
 *       running are suspects: next time each runs alone, and only after a probe, so that none is
 *       blamed for a device that was broken before. A run that never began makes no suspects.
 * </ul>
 *
 * <p>For the worker's thread alone.
 */
final class FailureIsolation<P, R> {

  private final DeviceContext<P, R> context;
  private final RequestQueue<P, Served<R>> queue;
  private final Task<P, R> task;
  private final BatchExecutor<P, R> executor;
  private final Requeue<P, R> requeue;

  FailureIsolation(DeviceContext<P, R> context, BatchExecutor<P, R> executor) {
    this.context = context;
    this.queue = context.queue();
    this.task = context.task();
    this.executor = executor;
    this.requeue = new Requeue<>(queue, context.id());
  }

  /** Runs a blank item, to see whether the device works. */
  WorkOutcome probe() {
    return probe(RunRequests.none());
  }

  private WorkOutcome probe(RunRequests<P, R> requests) {
    P blank = task.blank();
    Bucket bucket = task.bucket(blank);
    RunOutcome<R> outcome = executor.execute(List.of(blank), bucket, requests);
    if (outcome instanceof Completed<R> completed) {
      context.batching().table().probed(bucket, 1, completed.nanos());
      executor.warmedUp();
    }
    return WorkOutcome.withoutRequests(outcome);
  }

  /** Ends every request of the batch, or requeues it. */
  WorkOutcome serve(PollResult.Batch<P, Served<R>> batch) {
    return new Isolation(batch).run();
  }

  /** One batch, and the parts of it that are yet to run. */
  private final class Isolation {

    private final Reason reason;
    private final Deque<List<InferenceRequest<P, Served<R>>>> parts = new ArrayDeque<>();
    private final Set<InferenceRequest<P, Served<R>>> failedAlone = new HashSet<>();
    private boolean served;

    Isolation(PollResult.Batch<P, Served<R>> batch) {
      reason = batch.reason();
      parts.push(batch.requests());
    }

    WorkOutcome run() {
      Optional<WorkOutcome> end = Optional.empty();
      while (end.isEmpty() && !parts.isEmpty()) {
        List<InferenceRequest<P, Served<R>>> part =
            parts.pop().stream().filter(InferenceRequest::isOpen).toList();
        if (!part.isEmpty()) {
          end = runOrCut(part);
        }
      }
      return end.orElse(new Done(served));
    }

    /** Empty if the rest of the batch is to go on. */
    private Optional<WorkOutcome> runOrCut(List<InferenceRequest<P, Served<R>>> part) {
      int most = context.batching().cap().size(part.get(0).bucket());
      if (part.size() > most) {
        // the limit sank since the batch was made: this size, too, would fail
        cut(part, most);
        return Optional.empty();
      }
      boolean suspect = part.size() == 1 && part.get(0).isSuspect();
      return suspect ? runSuspect(part) : run(part, false);
    }

    private void cut(List<InferenceRequest<P, Served<R>>> part, int size) {
      parts.push(part.subList(size, part.size()));
      parts.push(part.subList(0, size));
    }

    private List<InferenceRequest<P, Served<R>>> waiting() {
      return parts.stream().flatMap(List::stream).toList();
    }

    /** Probes the device first: if that fails, the suspect has no part in it. */
    private Optional<WorkOutcome> runSuspect(List<InferenceRequest<P, Served<R>>> suspect) {
      List<InferenceRequest<P, Served<R>>> all =
          Stream.concat(suspect.stream(), waiting().stream()).toList();
      RunRequests<P, R> requests = RunRequests.probe(List.of(), all);
      WorkOutcome device = probe(requests);
      if (device instanceof Done) {
        return run(suspect, true);
      }
      if (device instanceof DeviceFailed) {
        requeue.beforeRun(requests);
      }
      return Optional.of(device);
    }

    private Optional<WorkOutcome> run(List<InferenceRequest<P, Served<R>>> part, boolean proved) {
      Bucket bucket = part.get(0).bucket();
      RunRequests<P, R> requests = new RunRequests<>(part, waiting(), false, proved);
      RunOutcome<R> outcome =
          executor.execute(part.stream().map(InferenceRequest::payload).toList(), bucket, requests);
      if (outcome instanceof Completed<R> completed) {
        answer(part, completed);
        return Optional.empty();
      }
      if (outcome instanceof OutOfMemory<R> full) {
        context.batching().cap().outOfMemory(bucket, part.size());
        return bisect(requests, full.cause());
      }
      if (outcome instanceof Failed<R> failed) {
        return bisect(requests, failed.cause());
      }
      if (outcome instanceof DeviceLost<R> lost) {
        return Optional.of(lost(requests, lost));
      }
      return Optional.of(new Abandoned());
    }

    private void answer(List<InferenceRequest<P, Served<R>>> part, Completed<R> run) {
      Bucket bucket = part.get(0).bucket();
      int size = part.size();
      context.batching().ran(bucket, size, run.nanos(), reason == Reason.TRIAL);
      for (int i = 0; i < size; i++) {
        InferenceRequest<P, Served<R>> request = part.get(i);
        queue.answer(
            request,
            new Served<>(
                run.results().get(i),
                context.id(),
                executor.precision(),
                size,
                run.startedNanos() - request.createdNanos(),
                run.nanos(),
                run.trace()));
      }
      served = true;
      context
          .model()
          .listener()
          .ran(new BatchRun(context.id(), bucket, size, content(part), reason, run.nanos()));
    }

    private long content(List<InferenceRequest<P, Served<R>>> part) {
      return part.stream().mapToLong(request -> task.content(request.payload())).sum();
    }

    /** Empty if the rest of the batch is to go on. */
    private Optional<WorkOutcome> bisect(RunRequests<P, R> requests, RuntimeException cause) {
      List<InferenceRequest<P, Served<R>>> part = requests.running();
      if (part.size() > 1) {
        cut(part, part.size() / 2);
        return Optional.empty();
      }
      InferenceRequest<P, Served<R>> request = part.get(0);
      if (failedAlone.add(request)) {
        // the error may have been a transient one
        parts.push(part);
        return Optional.empty();
      }
      WorkOutcome device = probe(RunRequests.probe(part, requests.waiting()));
      if (device instanceof Done) {
        queue.fail(request, cause);
        return Optional.empty();
      }
      if (device instanceof DeviceFailed) {
        requeue.duringRun(requests, cause, false);
        return Optional.of(new DeviceFailed(cause));
      }
      return Optional.of(device);
    }

    private WorkOutcome lost(RunRequests<P, R> requests, DeviceLost<R> lost) {
      if (lost.mayBeCausedByItems()) {
        requeue.duringRun(requests, lost.cause(), requests.isProved() && lost.isReportedByEngine());
      } else {
        requeue.beforeRun(requests);
      }
      return new DeviceFailed(lost.cause());
    }
  }
}
