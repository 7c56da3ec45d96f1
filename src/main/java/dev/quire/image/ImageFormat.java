package dev.quire.image;

import java.util.Arrays;
import java.util.Optional;

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

  /**
   * The format that a file begins as, whatever its sender calls it; nothing if it is none of these.
   */
  public static Optional<ImageFormat> of(byte[] file) {
    ByteReader bytes = ByteReader.bigEndian(file);
    return Arrays.stream(values()).filter(format -> format.begins(bytes)).findFirst();
  }

  private boolean begins(ByteReader bytes) {
    return switch (this) {
      case JPEG -> bytes.is(0, "\u00ff\u00d8\u00ff");
      case PNG -> bytes.is(0, "\u0089PNG\r\n\u001a\n");
      case WEBP -> bytes.is(0, "RIFF") && bytes.is(8, "WEBP");
      case BMP -> bytes.is(0, "BM");
      case TIFF -> TiffDirectory.begins(bytes);
    };
  }

  /** The registered media type, such as {@code image/jpeg}. */
  public String mediaType() {
    return mediaType;
  }
}
