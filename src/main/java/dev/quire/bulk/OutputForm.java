package dev.quire.bulk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** As what documents are read into files of their own. */
public enum OutputForm {
  /** The service's answer, a line for each page. */
  JSON(".jsonl", "application/x-ndjson"),
  /** The whole document as Markdown. */
  MARKDOWN(".md", "text/markdown"),
  /** The whole document as plain text. */
  TEXT(".txt", "text/plain"),
  /** The document with a layer of text that can be searched. */
  PDF(".pdf", "application/pdf"),
  /** Lines and words with their places as hOCR. */
  HOCR(".hocr", "application/xhtml+xml"),
  /** Lines and words with their places as ALTO. */
  ALTO(".alto.xml", "application/xml");

  private final String ending;
  private final String mediaType;

  OutputForm(String ending, String mediaType) {
    this.ending = ending;
    this.mediaType = mediaType;
  }

  /**
   * The form of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static OutputForm named(String name) {
    return Arrays.stream(values())
        .filter(form -> form.id().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--to must be one of %s, not '%s'".formatted(ids(), name)));
  }

  private static List<String> ids() {
    return Arrays.stream(values()).map(OutputForm::id).toList();
  }

  /** What users call it. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is appended to a document's name. */
  String ending() {
    return ending;
  }

  /** What the service is asked for. */
  String mediaType() {
    return mediaType;
  }
}
