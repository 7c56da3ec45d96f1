package dev.quire.api.intake;

import dev.quire.memory.MemoryReservation;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request's body, all of it. Its bytes count as held until {@link #release} or the end of the
 * response, whichever comes first. Thread-safe.
 */
public final class ReceivedBody {

  private static final byte[] NOTHING = {};

  private final MemoryReservation held;
  private final AtomicReference<byte[]> bytes;

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

  /** Tells that nobody has the bytes any more. */
  public void release() {
    bytes.set(NOTHING);
    held.close();
  }
}
