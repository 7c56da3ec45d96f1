package dev.quire.image;

/** A picture of a file whose header has been read. Immutable and thread-safe. */
interface Picture {

  /** What the file says of it. */
  ImageHeader header();

  /** Bytes of native memory that decoding it takes at its worst. */
  long decodingBytes();

  /**
   * Decodes it.
   *
   * @param damage what becomes of it if its data are damaged and it can be shown all the same
   * @return native memory that the caller closes
   * @throws InvalidImageException CORRUPT if it cannot be decoded, or is not what its header says
   */
  DecodedImage decode(Damage damage);
}
