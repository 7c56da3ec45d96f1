package dev.quire.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An error as RFC 9457 describes it.
 *
 * @param type a stable name that clients may act on
 * @param title the same for every occurrence of the type
 * @param status the HTTP status
 * @param detail what was wrong this time
 */
@Schema(description = "An error, as RFC 9457 describes it")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    @Schema(examples = "urn:quire:problem:invalid-image") String type,
    @Schema(examples = "The image cannot be read") String title,
    @Schema(examples = "422") int status,
    String detail) {

  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";
}
