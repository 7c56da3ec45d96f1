package dev.quire.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CoreBudgetTest {

  private static final int CORES = 4;
  private static final int RUNS = 300;

  private final CoreBudget budget = new CoreBudget(CORES);
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @Test
  void runsTogetherNeverHaveMoreThreadsThanThereAreCores() throws Exception {
    List<Integer> threads = List.of(1, 1, 2, 3, 4, 0, 9);
    ExecutorService callers = Executors.newFixedThreadPool(threads.size());
    try {
      List<CompletableFuture<?>> done = new ArrayList<>();
      for (int wanted : threads) {
        int taken = wanted == 0 ? CORES : Math.min(wanted, CORES);
        Predictor predictor = budget.share(new Counting(taken), wanted);
        done.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int i = 0; i < RUNS; i++) {
                    RunPermit permit = predictor.permit();
                    predictor.run(Map.of(), List.of());
                    permit.release();
                    permit.release();
                  }
                },
                callers));
      }
      CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).get(1, TimeUnit.MINUTES);
    } finally {
      callers.shutdownNow();
    }

    assertEquals(0, running.get());
    assertTrue(most.get() <= CORES, () -> most + " threads");
  }

  /** Whoever gives a run up releases its cores, and the run itself again when it returns. */
  @Test
  void coresAreGivenBackOnce() {
    Predictor all = budget.share(new Counting(CORES), 0);
    RunPermit hung = all.permit();
    hung.release();

    RunPermit next = all.permit();
    hung.release();

    assertEquals(0, budget.free(), "the first run's return frees nothing of the second's");
    next.release();
    assertEquals(CORES, budget.free());
  }

  /** Counts the threads of the runs under way. */
  private class Counting implements Predictor {

    private final int threads;

    Counting(int threads) {
      this.threads = threads;
    }

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
      most.accumulateAndGet(running.addAndGet(threads), Math::max);
      Thread.yield();
      running.addAndGet(-threads);
      return Map.of();
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
