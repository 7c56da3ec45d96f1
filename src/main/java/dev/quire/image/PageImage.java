package dev.quire.image;

/**
 * A page that can be brought to the size a model wants, wherever it came from: an uploaded picture,
 * one page of several in a file, or pixels that something else drew. Thread-safe; it can be
 * prepared any number of times.
 */
public interface PageImage {

  /** Columns of the upright page, at least 1. */
  int width();

  /** Rows of the upright page, at least 1. */
  int height();

  /** Bytes of memory that decoding the page takes each time; 0 if it is pixels already. */
  default long decodingBytes() {
    return 0;
  }

  /**
   * Brings the page straight to a size, without keeping its proportions.
   *
   * @param targetHeight rows wanted, at least 1
   * @param targetWidth columns wanted, at least 1
   * @throws InvalidImageException if the page turns out to be damaged
   */
  PreparedImage prepare(int targetHeight, int targetWidth, Interpolation interpolation);

  /**
   * All its pixels, upright. They take {@code 3 × width × height} bytes of the heap, which the
   * caller has reserved.
   *
   * @throws InvalidImageException if the page turns out to be damaged
   */
  Bitmap bitmap();
}
