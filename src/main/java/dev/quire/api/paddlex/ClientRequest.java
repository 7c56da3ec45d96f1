package dev.quire.api.paddlex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;

/**
 * The body of a request to one of PaddleX's endpoints, as far as it concerns this service; what
 * else PaddleX's pipelines may be asked about is ignored.
 *
 * @param <W> what the endpoint can be asked for
 * @param file Base64 or a URL
 * @param fileType empty where only the URL can tell
 * @param visualize whether pictures are wanted; empty leaves it to the service
 * @param logId the client's own id of the request
 */
record ClientRequest<W>(
    String file,
    Optional<FileType> fileType,
    W wishes,
    Optional<Boolean> visualize,
    Optional<String> logId) {

  /**
   * Reads the body of {@code POST /layout-parsing}.
   *
   * @throws ValidationException if a field is missing, of another type or out of range
   * @throws RefusedException if it wants what this service cannot do
   */
  static ClientRequest<ParsingWishes> ofLayoutParsing(ObjectNode body) {
    return ofDocument(new Fields(body), ParsingWishes::of);
  }

  /**
   * Reads the body of {@code POST /layout-parsing} where pages are read as well.
   *
   * @throws ValidationException if a field is missing, of another type or out of range
   * @throws RefusedException if it wants what this service cannot do
   */
  static ClientRequest<DocumentWishes> ofDocumentParsing(ObjectNode body) {
    return ofDocument(new Fields(body), DocumentWishes::of);
  }

  /**
   * Reads the body of {@code POST /ocr}.
   *
   * @throws ValidationException if a field is missing, of another type or out of range
   * @throws RefusedException if it wants what this service cannot do
   */
  static ClientRequest<ReadingWishes> ofOcr(ObjectNode body) {
    return ofDocument(new Fields(body), ReadingWishes::of);
  }

  /**
   * Reads the body of {@code POST /object-detection}.
   *
   * @throws ValidationException if a field is missing, of another type or out of range
   */
  static ClientRequest<LayoutWishes> ofObjectDetection(ObjectNode body) {
    return of(
        new Fields(body),
        "image",
        absent -> Optional.empty(),
        fields -> LayoutWishes.of(fields, "threshold"));
  }

  private static <W> ClientRequest<W> ofDocument(Fields body, Function<Fields, W> wishes) {
    return of(body, "file", fields -> fields.optional("fileType", FieldType.FILE_TYPE), wishes);
  }

  private static <W> ClientRequest<W> of(
      Fields fields,
      String file,
      Function<Fields, Optional<FileType>> type,
      Function<Fields, W> wishes) {
    ClientRequest<W> request =
        new ClientRequest<>(
            fields.required(file, FieldType.TEXT, ""),
            type.apply(fields),
            wishes.apply(fields),
            fields.optional("visualize", FieldType.FLAG),
            fields.optional("logId", FieldType.TEXT));
    fields.requireValid();
    return request;
  }

  /** The same without the file's text, which may be large. */
  ClientRequest<W> withoutFile() {
    return new ClientRequest<>("", fileType, wishes, visualize, logId);
  }

  /**
   * What the file is; as PaddleX has it, without looking inside.
   *
   * @throws RefusedException if neither the request nor the URL's path tells
   */
  FileType type() {
    if (fileType.isPresent()) {
      return fileType.get();
    }
    if (!ClientFiles.isUrl(file)) {
      throw new RefusedException("File type cannot be determined");
    }
    return FileType.ofUrl(file).orElseThrow(() -> new RefusedException("Unsupported file type"));
  }
}
