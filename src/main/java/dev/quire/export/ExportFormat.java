package dev.quire.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A file format for the layout of a document. */
public enum ExportFormat {
  /** COCO object detection annotations, one JSON object for all pages. */
  COCO("application/json", "json", new CocoWriter()),
  /** hOCR 1.2; lines and words where text was read. */
  HOCR("application/xhtml+xml", "html", new HocrWriter()),
  /** ALTO 4.4; lines and words where text was read. It has no place for a region's score. */
  ALTO("application/xml", "xml", new AltoWriter());

  private final String mediaType;
  private final String extension;
  private final DocumentWriter writer;

  ExportFormat(String mediaType, String extension, DocumentWriter writer) {
    this.mediaType = mediaType;
    this.extension = extension;
    this.writer = writer;
  }

  /** The name in requests: the constant's in small letters. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type to serve it as; the text is UTF-8. */
  public String mediaType() {
    return mediaType;
  }

  /** The end of a file name, without a dot. */
  public String extension() {
    return extension;
  }

  /** The format that requests call this, if there is one. */
  public static Optional<ExportFormat> named(String id) {
    return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst();
  }

  /** The names of all formats, for messages. */
  public static String ids() {
    return Arrays.stream(values()).map(ExportFormat::id).collect(Collectors.joining(", "));
  }

  DocumentWriter writer() {
    return writer;
  }
}
