package dev.quire.image;

/** The formats that are read. */
public enum ImageFormat {
  JPEG("image/jpeg"),
  PNG("image/png"),
  WEBP("image/webp"),
  BMP("image/bmp"),
  TIFF("image/tiff");

  private final String mediaType;

  ImageFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The registered media type, such as {@code image/jpeg}. */
  public String mediaType() {
    return mediaType;
  }
}
