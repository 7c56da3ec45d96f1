package dev.quire.api.document;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A picture within an answer.
 *
 * @param data the file; Base64 in JSON
 */
@Schema(name = "Picture")
@JsonNaming(SnakeCaseStrategy.class)
public record PictureAnswer(
    @Schema(examples = "image/jpeg") String mediaType,
    @Schema(description = "The file in Base64") byte[] data) {}
