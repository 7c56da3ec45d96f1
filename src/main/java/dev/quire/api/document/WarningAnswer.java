package dev.quire.api.document;

import dev.quire.image.PageWarning;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a page does not show faithfully. */
@Schema(name = "Warning")
public record WarningAnswer(
    @Schema(examples = "damaged") String type,
    @Schema(description = "What it is, for people") String detail) {

  /** What is said of a page's warnings, in their order. */
  public static List<WarningAnswer> of(List<PageWarning> warnings) {
    return warnings.stream().map(WarningAnswer::of).toList();
  }

  private static WarningAnswer of(PageWarning warning) {
    return new WarningAnswer(warning.kind().id(), warning.detail());
  }
}
