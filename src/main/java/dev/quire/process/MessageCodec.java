package dev.quire.process;

import java.io.IOException;

/**
 * What the service and its worker processes of one kind say to each other, as bytes. Thread-safe.
 *
 * @param <M> the messages; equal by value
 */
public interface MessageCodec<M> {

  /** The bytes of a message, at least one. */
  byte[] encode(M message) throws IOException;

  /**
   * The message that the bytes are.
   *
   * @throws IOException if they are none
   */
  M decode(byte[] bytes) throws IOException;

  /** The sign of life that a worker process gives again and again; it answers nothing. */
  M beat();
}
