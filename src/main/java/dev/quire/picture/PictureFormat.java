package dev.quire.picture;

/** The file that a picture becomes. */
public sealed interface PictureFormat {

  /** The type to serve it as. */
  String mediaType();

  /** Lossless. */
  record Png() implements PictureFormat {

    @Override
    public String mediaType() {
      return "image/png";
    }
  }

  /**
   * Smaller, with the colours' full resolution, so that thin coloured lines stay crisp.
   *
   * @param quality 0 to 1
   */
  record Jpeg(double quality) implements PictureFormat {

    private static final double USUAL = 0.9;

    public Jpeg {
      if (!(quality >= 0 && quality <= 1)) {
        throw new IllegalArgumentException("A JPEG's quality must be 0 to 1, not " + quality);
      }
    }

    /** Quality 0.9. */
    public Jpeg() {
      this(USUAL);
    }

    @Override
    public String mediaType() {
      return "image/jpeg";
    }
  }
}
