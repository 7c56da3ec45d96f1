package dev.quire.engine;

import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import dev.quire.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The processor cores that the models on CPUs share: together their runs never have more threads
 * than there are cores, since threads that wait for each other cost more than turns do. Runs are
 * admitted in the order in which they come, so a large one is not passed for ever. A run that hangs
 * gives its cores back when it is given up. Thread-safe.
 */
public final class CoreBudget {

  private final int cores;
  private final Semaphore free;

  /**
   * @param cores at least 1
   */
  public CoreBudget(int cores) {
    if (cores < 1) {
      throw new IllegalArgumentException("There is at least 1 core, not " + cores);
    }
    this.cores = cores;
    this.free = new Semaphore(cores, true);
  }

  /**
   * A predictor whose {@link Predictor#permit} takes its part of the cores.
   *
   * @param threads of each of its runs; 0 or more than there are cores takes all
   */
  public Predictor share(Predictor predictor, int threads) {
    return new Sharing(predictor, threads == 0 ? cores : Math.min(threads, cores));
  }

  /** How many cores no run has. */
  int free() {
    return free.availablePermits();
  }

  private final class Sharing implements Predictor {

    private final Predictor predictor;
    private final int threads;

    Sharing(Predictor predictor, int threads) {
      this.predictor = predictor;
      this.threads = threads;
    }

    @Override
    public List<TensorSpec> inputs() {
      return predictor.inputs();
    }

    @Override
    public List<TensorSpec> outputs() {
      return predictor.outputs();
    }

    @Override
    public Precision precision() {
      return predictor.precision();
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs, List<String> outputs) {
      return predictor.run(inputs, outputs);
    }

    @Override
    public RunPermit permit() {
      free.acquireUninterruptibly(threads);
      AtomicBoolean held = new AtomicBoolean(true);
      return () -> {
        if (held.compareAndSet(true, false)) {
          free.release(threads);
        }
      };
    }

    @Override
    public Tensors tensors() {
      return predictor.tensors();
    }

    @Override
    public void whenLost(Consumer<DeviceLostException> listener) {
      predictor.whenLost(listener);
    }

    @Override
    public void trim() {
      predictor.trim();
    }

    @Override
    public void close() {
      predictor.close();
    }
  }
}
