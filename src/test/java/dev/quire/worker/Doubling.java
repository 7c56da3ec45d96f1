package dev.quire.worker;

import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * Doubles numbers, after whatever its test has it do, and watches how it is used: by one thread at
 * a time, not after its end, and closed once.
 */
final class Doubling implements Predictor {

  private final Conduct conduct;
  private final Collection<List<Integer>> batches = new ConcurrentLinkedQueue<>();
  private final Collection<String> breaches = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Thread> user = new AtomicReference<>();
  private final AtomicInteger closings = new AtomicInteger();

  /** What happens in a run before it doubles the numbers: time passes, the run fails, or hangs. */
  @FunctionalInterface
  interface Conduct {

    void run(List<Integer> numbers);
  }

  Doubling(Conduct conduct) {
    this.conduct = conduct;
  }

  /** The runs so far, failed ones included. */
  List<List<Integer>> batches() {
    return new ArrayList<>(batches);
  }

  int closings() {
    return closings.get();
  }

  /** What was done to it that must not be. */
  List<String> breaches() {
    return new ArrayList<>(breaches);
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
    enter("a run");
    try {
      int[] numbers = Numbers.numbers(inputs.get(Numbers.IN));
      List<Integer> batch = IntStream.of(numbers).boxed().toList();
      batches.add(batch);
      conduct.run(batch);
      return Map.of(
          Numbers.OUT, Numbers.tensor(IntStream.of(numbers).map(number -> 2 * number).toArray()));
    } finally {
      user.set(null);
    }
  }

  /** May be called while it runs, but once only. */
  @Override
  public void close() {
    if (closings.incrementAndGet() > 1) {
      breaches.add("closing by %s after it was closed".formatted(Thread.currentThread()));
    }
  }

  private void enter(String what) {
    Thread me = Thread.currentThread();
    Thread other = user.getAndSet(me);
    if (other != null) {
      breaches.add("%s by %s while %s uses it".formatted(what, me, other));
    }
    if (closings.get() > 0) {
      breaches.add("%s by %s after it was closed".formatted(what, me));
    }
  }
}
