package dev.quire.api.intake;

import dev.quire.memory.MemoryReservation;

/**
 * A request's body, all of it. Its bytes count as held until {@link #release} or the end of the
 * response, whichever comes first. Thread-safe.
 */
public final class ReceivedBody {

  private final MemoryReservation held;
  private volatile byte[] bytes;

  /**
   * @param held what the bytes take; closed by {@link #release}
   */
  ReceivedBody(byte[] bytes, MemoryReservation held) {
    this.bytes = bytes;
    this.held = held;
  }

  /**
   * The bytes, not to be changed; empty once they are released.
   *
   * @param body may be null, for requests that have none
   */
  public static byte[] bytesOf(ReceivedBody body) {
    return body == null ? new byte[0] : body.bytes;
  }

  /** Lets go of the bytes. Whoever has taken them must have done with them. */
  public void release() {
    bytes = new byte[0];
    held.close();
  }
}
