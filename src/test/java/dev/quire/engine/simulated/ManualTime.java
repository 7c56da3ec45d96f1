package dev.quire.engine.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A clock that only pauses move. */
final class ManualTime implements Pause, LongSupplier {

  final List<Long> pauses = new ArrayList<>();
  private Runnable during = () -> {};
  private long now;

  /** What happens in every pause, after its time has passed. */
  void during(Runnable hook) {
    during = hook;
  }

  void pass(long nanos) {
    now += nanos;
  }

  @Override
  public void nanos(long nanos) {
    pauses.add(nanos);
    now += nanos;
    during.run();
  }

  @Override
  public long getAsLong() {
    return now;
  }
}
