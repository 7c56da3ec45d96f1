package dev.quire.document;

import dev.quire.memory.MemoryReservation;

/** What the pictures of a page may cost. */
interface PictureBudget {

  /**
   * Before a picture is decoded, by the size that it declares itself.
   *
   * @throws InvalidDocumentException if it is too large
   * @throws dev.quire.memory.MemoryExhaustedException if other requests hold the memory
   */
  void admit(long width, long height);

  /**
   * Native memory for decoding a picture; closed when that is done.
   *
   * @throws dev.quire.memory.MemoryExhaustedException if other requests hold it
   */
  MemoryReservation decoding(long nativeBytes);
}
