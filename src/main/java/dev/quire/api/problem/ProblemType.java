package dev.quire.api.problem;

/** The kinds of error the service answers with. Their names are part of the API. */
public enum ProblemType {
  EMPTY_BODY(400, "The request is empty"),
  INVALID_PARAMETER(400, "A parameter is out of range"),
  INVALID_MULTIPART(400, "The multipart body cannot be read"),
  BAD_REQUEST(400, "The request cannot be understood"),
  UNAUTHORIZED(401, "A key is needed"),
  NOT_FOUND(404, "There is nothing here"),
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  NOT_ACCEPTABLE(406, "No acceptable representation exists"),
  REQUEST_TIMEOUT(408, "The request took too long to arrive"),
  BODY_TOO_LARGE(413, "The request body is too large"),
  TOO_MANY_PAGES(413, "The document has too many pages"),
  TOO_MANY_TEXTS(413, "There are too many texts"),
  TEXT_TOO_LONG(413, "A text is too long"),
  TOO_MUCH_TEXT(413, "The texts are too long together"),
  URI_TOO_LONG(414, "The path and query are too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
  UNSUPPORTED_ENCODING(415, "The content encoding is not supported"),
  INVALID_IMAGE(422, "The image cannot be read"),
  IMAGE_TOO_LARGE(422, "The image has too many pixels"),
  INVALID_DOCUMENT(422, "The document cannot be read"),
  TEXT_NOT_PERMITTED(422, "The document does not permit that text is added"),
  DOES_NOT_FIT(422, "No device has the memory for this"),
  HEADERS_TOO_LARGE(431, "The header fields are too large"),
  INFERENCE_FAILED(500, "The model failed on this item"),
  INTERNAL_ERROR(500, "Something went wrong inside the service"),
  NOT_IN_THIS_BUILD(501, "The service was built without this"),
  OVERLOADED(503, "The service is busy"),
  NOT_OPEN(503, "The model is still being opened"),
  NO_DEVICE(503, "No device serves the model any more"),
  DEVICES_FAILED(503, "The devices failed that were to serve this"),
  SHUTTING_DOWN(503, "The service is stopping"),
  DEADLINE_EXCEEDED(504, "The request waited too long");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status that goes with it. */
  public int status() {
    return status;
  }

  /** The same for every occurrence. */
  public String title() {
    return title;
  }

  /** An occurrence of this type. */
  public Problem because(String detail) {
    return new Problem(uri(), title, status, detail);
  }

  /** The stable identifier, such as {@code urn:quire:problem:invalid-image}. */
  public String uri() {
    return "urn:quire:problem:" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
