package dev.quire.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.batch.Bucket;
import dev.quire.device.DeviceId;
import dev.quire.engine.EngineException;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.Ticket;
import dev.quire.queue.TicketQueue;
import dev.quire.task.Task;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchRunnerTest {

  private static final DeviceId CPU = DeviceId.parse("cpu");

  private final List<Integer> batchSizes = new ArrayList<>();
  private final TicketQueue<Integer, Served<Integer>> queue =
      new TicketQueue<>(new QueueLimits(100, 1000), System::nanoTime, outcome -> {});

  @Test
  void everyTicketGetsItsOwnResult() {
    List<Ticket<Integer, Served<Integer>>> tickets = tickets(1, 2, 3);

    runner(new Doubling()).run(tickets);

    assertEquals(List.of(2, 4, 6), tickets.stream().map(t -> join(t).result()).toList());
    assertEquals(3, join(tickets.get(0)).batchSize());
    assertEquals(CPU, join(tickets.get(0)).device());
    assertEquals(List.of(3), batchSizes);
  }

  @Test
  void onlyTheGuiltyTicketFails() {
    List<Ticket<Integer, Served<Integer>>> tickets = tickets(IntStream.rangeClosed(1, 8).toArray());

    runner(new FailingOn(6)).run(tickets);

    for (Ticket<Integer, Served<Integer>> ticket : tickets) {
      if (ticket.payload() == 6) {
        CompletionException e = assertThrows(CompletionException.class, () -> join(ticket));
        assertEquals("poisoned", e.getCause().getMessage());
      } else {
        assertEquals(2 * ticket.payload(), join(ticket).result());
      }
    }
  }

  @Test
  void aTicketNobodyWaitsForIsNotRun() {
    List<Ticket<Integer, Served<Integer>>> tickets = tickets(1, 2);
    queue.cancel(tickets.get(0));

    runner(new Doubling()).run(tickets);

    assertEquals(1, join(tickets.get(1)).batchSize());
  }

  @Test
  void aDyingWorkerStillEndsItsTickets() {
    List<Ticket<Integer, Served<Integer>>> tickets = tickets(1, 2);
    BatchRunner<Integer, Integer> runner = runner(new Dying());

    assertThrows(UnsatisfiedLinkError.class, () -> runner.run(tickets));

    for (Ticket<Integer, Served<Integer>> ticket : tickets) {
      CompletionException e = assertThrows(CompletionException.class, () -> join(ticket));
      assertEquals(EngineException.class, e.getCause().getClass());
    }
  }

  private BatchRunner<Integer, Integer> runner(Predictor predictor) {
    return new BatchRunner<>(
        queue,
        new Numbers(),
        predictor,
        CPU,
        (device, size, nanos) -> batchSizes.add(size),
        System::nanoTime);
  }

  private List<Ticket<Integer, Served<Integer>>> tickets(int... numbers) {
    return IntStream.of(numbers)
        .mapToObj(n -> queue.ticket(n, new Bucket("n", 1), 1, Duration.ofMinutes(1)))
        .toList();
  }

  private static Served<Integer> join(Ticket<Integer, Served<Integer>> ticket) {
    return ticket.completion().toCompletableFuture().join();
  }

  /** Items are numbers in one input, results the numbers of one output. */
  private static final class Numbers implements Task<Integer, Integer> {

    @Override
    public List<String> outputs() {
      return List.of("out");
    }

    @Override
    public Map<String, Tensor> assemble(List<Integer> items) {
      Tensor batch = Tensor.allocate(ElementType.INT32, Shape.of(items.size()));
      items.forEach(item -> batch.data().putInt(item));
      batch.data().flip();
      return Map.of("in", batch);
    }

    @Override
    public List<Integer> split(Map<String, Tensor> outputs, List<Integer> items) {
      Tensor out = outputs.get("out");
      return IntStream.range(0, items.size()).mapToObj(i -> out.data().getInt(4 * i)).toList();
    }

    @Override
    public Integer blank() {
      return 0;
    }
  }

  private static class Doubling implements Predictor {

    @Override
    public List<TensorSpec> inputs() {
      return List.of();
    }

    @Override
    public List<TensorSpec> outputs() {
      return List.of();
    }

    @Override
    public Precision precision() {
      return Precision.FP32;
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs, List<String> outputs) {
      Tensor in = inputs.get("in");
      Tensor out = Tensor.allocate(ElementType.INT32, in.shape());
      for (int i = 0; i < in.shape().dimension(0); i++) {
        out.data().putInt(4 * i, 2 * in.data().getInt(4 * i));
      }
      return Map.of("out", out);
    }

    @Override
    public void close() {}
  }

  private static final class FailingOn extends Doubling {
    private final int poison;

    FailingOn(int poison) {
      this.poison = poison;
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs, List<String> outputs) {
      Tensor in = inputs.get("in");
      for (int i = 0; i < in.shape().dimension(0); i++) {
        if (in.data().getInt(4 * i) == poison) {
          throw new EngineException("poisoned");
        }
      }
      return super.run(inputs, outputs);
    }
  }

  private static final class Dying extends Doubling {
    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs, List<String> outputs) {
      throw new UnsatisfiedLinkError("no such library");
    }
  }
}
