package dev.quire.api.intake;

import dev.quire.memory.MemoryReservation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request's body, all of it. Its bytes count as held until {@link #release} or the end of the
 * response, whichever comes first. Thread-safe.
 */
public final class ReceivedBody implements RequestHold {

  private static final byte[] NOTHING = {};

  private final MemoryReservation held;
  private final AtomicReference<byte[]> bytes;
  private final List<Runnable> whenSent = new ArrayList<>(0);
  private boolean sent;

  /**
   * @param held what the bytes take; closed by {@link #release}
   */
  ReceivedBody(byte[] bytes, MemoryReservation held) {
    this.bytes = new AtomicReference<>(bytes);
    this.held = held;
  }

  /**
   * Hands the bytes over, once: afterwards nothing is left here, but they still count as held.
   *
   * @param body may be null, for requests that have none
   * @return not to be changed; empty if there are none, or none any more
   */
  public static byte[] take(ReceivedBody body) {
    return body == null ? NOTHING : body.bytes.getAndSet(NOTHING);
  }

  @Override
  public void shrinkTo(long left) {
    held.shrinkTo(left);
  }

  @Override
  public void release() {
    bytes.set(NOTHING);
    held.close();
  }

  @Override
  public void whenSent(Runnable step) {
    synchronized (this) {
      if (!sent) {
        whenSent.add(step);
        return;
      }
    }
    step.run();
  }

  /** The response has ended. */
  void end() {
    List<Runnable> steps;
    synchronized (this) {
      sent = true;
      steps = List.copyOf(whenSent);
      whenSent.clear();
    }
    release();
    steps.forEach(Runnable::run);
  }
}
