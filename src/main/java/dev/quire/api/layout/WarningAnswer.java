package dev.quire.api.layout;

import dev.quire.image.PageWarning;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a page does not show faithfully. */
@Schema(name = "Warning")
public record WarningAnswer(
    @Schema(examples = "damaged") String type,
    @Schema(description = "What it is, for people") String detail) {

  static WarningAnswer of(PageWarning warning) {
    return new WarningAnswer(warning.kind().id(), warning.detail());
  }
}
