package dev.quire.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.batch.Bucket;
import dev.quire.batch.ServiceRate;
import dev.quire.queue.BatchConsumer;
import dev.quire.queue.Priority;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.Terms;
import dev.quire.serving.Autoscale.Advice;
import dev.quire.worker.WorkerStatus;
import dev.quire.worker.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoscaleTest {

  private static final Autoscale AUTOSCALE = new Autoscale(Duration.ofSeconds(5), 20);

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "5000,1", "5001,2", "10000,2", "12000,3", "99000,20", "999999,20"})
  void asManyAsDrainInTime(long millis, int replicas) {
    assertEquals(replicas, AUTOSCALE.replicas(Duration.ofMillis(millis)));
  }

  @Test
  void theSlowestQueueDecides() {
    ServedModels models =
        new ServedModels(List.of(model("pages", "layout", 24), model("pairs", "similarity", 3)));

    Advice advice = AUTOSCALE.of(models);

    assertEquals(27, advice.pending());
    assertEquals(12, advice.drainSeconds(), 0.5);
    assertEquals(3, advice.replicas());
    assertEquals(List.of("pages", "pairs"), advice.queues().stream().map(q -> q.model()).toList());
    assertEquals(List.of(24L, 3L), advice.queues().stream().map(q -> q.pending()).toList());
    assertEquals(List.of(3, 1), advice.queues().stream().map(q -> q.replicas()).toList());
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Autoscale(Duration.ZERO, 1));
    assertThrows(IllegalArgumentException.class, () -> new Autoscale(Duration.ofSeconds(1), 0));
  }

  /** With so many tickets before one worker that takes half a second for each. */
  private static ServedModel model(String name, String task, int waiting) {
    RequestQueue<String, String> queue =
        new RequestQueue<>(
            new QueueLimits(100, 1_000, Duration.ofMinutes(5)),
            System::nanoTime,
            (client, outcome) -> {});
    Bucket bucket = new Bucket("any", 1);
    queue.join(new OneByOne());
    for (int i = 0; i < waiting; i++) {
      queue.offer(
          queue.request(
              "item", bucket, 1, new Terms("client", Priority.INTERACTIVE, Duration.ofMinutes(5))));
    }
    return new ServedModel(name, task, new Nobody(), queue, device -> Optional.empty(), List.of());
  }

  /** Half a second for each ticket. */
  private record OneByOne() implements BatchConsumer {

    @Override
    public void wake() {}

    @Override
    public ServiceRate pace(Bucket bucket) {
      return new ServiceRate(1, 500_000_000);
    }

    @Override
    public long busyNanos() {
      return 0;
    }
  }

  private record Nobody() implements Workers {

    @Override
    public List<WorkerStatus> status() {
      return List.of();
    }

    @Override
    public int pressureLevel() {
      return 0;
    }
  }
}
