package dev.quire.queue;

import dev.quire.batch.BatchDecision;
import dev.quire.batch.BatchDecision.Reason;
import dev.quire.batch.Bucket;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever happens in whatever order, the queue agrees with {@link QueueModel}. */
class RequestQueueProperties {

  /** Something that happens to a queue. */
  private interface Step {
    void happensTo(QueueModel queue);
  }

  private record Offer(Bucket bucket, long bytes, Terms terms, long delay, boolean cancelledBefore)
      implements Step {
    @Override
    public void happensTo(QueueModel queue) {
      queue.offer(bucket, bytes, terms, delay, cancelledBefore);
    }
  }

  private record Poll(List<BatchDecision> decisions) implements Step {
    @Override
    public void happensTo(QueueModel queue) {
      queue.poll(decisions);
    }
  }

  private record EndOne(int batch, int request, boolean answered) implements Step {
    @Override
    public void happensTo(QueueModel queue) {
      queue.endOne(batch, request, answered);
    }
  }

  private record Finish(int batch) implements Step {
    @Override
    public void happensTo(QueueModel queue) {
      queue.finish(batch);
    }
  }

  private record Promote(int request) implements Step {
    @Override
    public void happensTo(QueueModel queue) {
      queue.promote(request);
    }
  }

  private record Loss(int batch, boolean proof) implements Step {
    @Override
    public void happensTo(QueueModel queue) {
      queue.requeueAfterDeviceLoss(batch, proof);
    }
  }

  private record PutBack(int batch) implements Step {
    @Override
    public void happensTo(QueueModel queue) {
      queue.requeue(batch);
    }
  }

  private record Cancel(int request) implements Step {
    @Override
    public void happensTo(QueueModel queue) {
      queue.cancel(request);
    }
  }

  private record Advance(long nanos) implements Step {
    @Override
    public void happensTo(QueueModel queue) {
      queue.advance(nanos);
    }
  }

  private record Expire() implements Step {
    @Override
    public void happensTo(QueueModel queue) {
      queue.expire();
    }
  }

  private record Close() implements Step {
    @Override
    public void happensTo(QueueModel queue) {
      queue.close();
    }
  }

  @Property(tries = 500)
  void everyRequestEndsExactlyOnceAndTheBooksBalance(
      @ForAll("steps") List<Step> steps, @ForAll boolean paced) {
    QueueModel queue = new QueueModel(paced);
    for (Step step : steps) {
      step.happensTo(queue);
      queue.check();
    }
    queue.drain();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> index = Arbitraries.integers().between(0, 40);
    Arbitrary<Step> step =
        Arbitraries.frequencyOf(
            Tuple.of(12, offers()),
            Tuple.of(8, polls()),
            Tuple.of(
                3, Combinators.combine(index, index, Arbitraries.of(true, false)).as(EndOne::new)),
            Tuple.of(2, index.map(Finish::new)),
            Tuple.of(6, Combinators.combine(index, Arbitraries.of(true, false)).as(Loss::new)),
            Tuple.of(2, index.map(Promote::new)),
            Tuple.of(3, index.map(PutBack::new)),
            Tuple.of(2, index.map(Cancel::new)),
            Tuple.of(2, Arbitraries.longs().between(0, 600).map(Advance::new)),
            Tuple.of(1, Arbitraries.create(Expire::new)));
    Arbitrary<Step> last =
        Arbitraries.frequencyOf(Tuple.of(30, step), Tuple.of(1, Arbitraries.create(Close::new)));
    return last.list().ofMinSize(10).ofMaxSize(80).withoutEdgeCases();
  }

  private static Arbitrary<Step> offers() {
    Arbitrary<Terms> terms =
        Combinators.combine(
                Arbitraries.of("a", "b", "c"),
                Arbitraries.of(Priority.class),
                Arbitraries.longs().between(0, 1_000))
            .as((client, priority, nanos) -> new Terms(client, priority, Duration.ofNanos(nanos)));
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(4, QueueModel.BUCKETS.get(0)),
                Tuple.of(1, QueueModel.BUCKETS.get(1)),
                Tuple.of(1, QueueModel.BUCKETS.get(2))),
            Arbitraries.longs().between(0, 40),
            terms,
            Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just(0L)),
                Tuple.of(1, Arbitraries.longs().between(0, 500))),
            Arbitraries.frequency(Tuple.of(19, false), Tuple.of(1, true)))
        .as(Offer::new);
  }

  private static Arbitrary<Step> polls() {
    Arbitrary<BatchDecision> run =
        Combinators.combine(Arbitraries.integers().between(1, 6), Arbitraries.of(Reason.class))
            .as(BatchDecision.Run::new);
    Arbitrary<BatchDecision> wait =
        Arbitraries.longs().between(1, 100).map(BatchDecision.Wait::new);
    return Arbitraries.frequencyOf(
            Tuple.of(8, run),
            Tuple.of(1, wait),
            Tuple.of(1, Arbitraries.longs().between(1, 100).map(BatchDecision.NoRoom::new)),
            Tuple.of(1, Arbitraries.longs().between(0, 1_000).map(BatchDecision.Expire::new)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(Poll::new);
  }
}
