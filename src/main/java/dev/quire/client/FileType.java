package dev.quire.client;

import java.nio.charset.StandardCharsets;

/**
 * What a file is, told by its first bytes as the service itself does; names play no part. The
 * service refuses what is {@link #UNKNOWN} and says what it takes.
 */
public enum FileType {
  PDF("application/pdf", true),
  TIFF("image/tiff", true),
  JPEG("image/jpeg", false),
  PNG("image/png", false),
  WEBP("image/webp", false),
  BMP("image/bmp", false),
  UNKNOWN("application/octet-stream", false);

  /** Readers of PDF look for its beginning in so many bytes (ISO 32000-1, Annex H.3.4.1). */
  private static final int PDF_WITHIN = 1024;

  private final String mediaType;
  private final boolean mayHavePages;

  FileType(String mediaType, boolean mayHavePages) {
    this.mediaType = mediaType;
    this.mayHavePages = mayHavePages;
  }

  /** What a file with these bytes is. */
  public static FileType of(byte[] file) {
    String head =
        new String(file, 0, Math.min(file.length, PDF_WITHIN), StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
      return PNG;
    }
    if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
      return TIFF;
    }
    if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return WEBP;
    }
    if (head.contains("%PDF-")) {
      return PDF;
    }
    return head.startsWith("BM") ? BMP : UNKNOWN;
  }

  /** The media type that the service is told. */
  public String mediaType() {
    return mediaType;
  }

  /** Whether such a file may have several pages. */
  public boolean mayHavePages() {
    return mayHavePages;
  }
}
