package dev.quire.api.paddlex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The body of a request to one of PaddleX's endpoints, as far as it concerns a service that lays
 * pages out and does not read them; what PaddleX's pipelines may be asked about reading is ignored.
 *
 * @param file Base64 or a URL
 * @param fileType empty where only the URL can tell
 * @param markdownIgnoreLabels labels that stay outside the numbering of blocks
 * @param visualize whether pictures are wanted; empty leaves it to the service
 * @param logId the client's own id of the request
 */
record ClientRequest(
    String file,
    Optional<FileType> fileType,
    LayoutWishes wishes,
    Optional<List<String>> markdownIgnoreLabels,
    Optional<Boolean> visualize,
    Optional<String> logId) {

  /**
   * Reads the body of {@code POST /layout-parsing}.
   *
   * @throws ValidationException if a field is missing, of another type or out of range
   * @throws RefusedException if it wants what this service cannot do
   */
  static ClientRequest ofLayoutParsing(ObjectNode body) {
    Fields fields = new Fields(body);
    ClientRequest request =
        new ClientRequest(
            fields.required("file", FieldType.TEXT, ""),
            fields.optional("fileType", FieldType.FILE_TYPE),
            LayoutWishes.of(fields, "layoutThreshold"),
            fields.optional("markdownIgnoreLabels", FieldType.TEXTS),
            fields.optional("visualize", FieldType.FLAG),
            fields.optional("logId", FieldType.TEXT));
    boolean layout = fields.optional("useLayoutDetection", FieldType.FLAG).orElse(true);
    fields.requireValid();
    if (!layout) {
      throw new RefusedException(
          "useLayoutDetection cannot be false: this service lays pages out and does not read them");
    }
    return request;
  }

  /**
   * Reads the body of {@code POST /object-detection}.
   *
   * @throws ValidationException if a field is missing, of another type or out of range
   */
  static ClientRequest ofObjectDetection(ObjectNode body) {
    Fields fields = new Fields(body);
    ClientRequest request =
        new ClientRequest(
            fields.required("image", FieldType.TEXT, ""),
            Optional.empty(),
            LayoutWishes.of(fields, "threshold"),
            Optional.empty(),
            fields.optional("visualize", FieldType.FLAG),
            fields.optional("logId", FieldType.TEXT));
    fields.requireValid();
    return request;
  }

  /** The same without the file's text, which may be large. */
  ClientRequest withoutFile() {
    return new ClientRequest("", fileType, wishes, markdownIgnoreLabels, visualize, logId);
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
