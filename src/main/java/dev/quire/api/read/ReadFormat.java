package dev.quire.api.read;

import dev.quire.export.ExportFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The forms in which the answer of {@code POST /v1/read} can be had by the parameter {@code
 * format}.
 */
enum ReadFormat {
  JSON("application/json"),
  MARKDOWN("text/markdown"),
  TEXT("text/plain"),
  PDF("application/pdf"),
  HOCR(ExportFormat.HOCR.mediaType()),
  ALTO(ExportFormat.ALTO.mediaType());

  private final String mediaType;

  ReadFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The type it is served as; text is UTF-8. */
  String mediaType() {
    return mediaType;
  }

  /** Whether it has a place for the pictures of figures. */
  boolean hasFigures() {
    return this == JSON || this == MARKDOWN;
  }

  /** The name in requests. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format that requests call this, if there is one. */
  static Optional<ReadFormat> named(String id) {
    return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst();
  }

  /** The names of all, for messages. */
  static List<String> ids() {
    return Arrays.stream(values()).map(ReadFormat::id).toList();
  }
}
