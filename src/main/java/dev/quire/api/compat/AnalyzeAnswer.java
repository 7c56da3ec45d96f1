package dev.quire.api.compat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.api.document.WarningAnswer;
import dev.quire.api.layout.LayoutAnswer;
import dev.quire.api.layout.LayoutAnswer.RegionAnswer;
import java.util.List;

/**
 * The answer of {@code POST /analyze}: either the regions or a message.
 *
 * @param status {@code success} or {@code error}
 * @param gpuUsed the number of the GPU that ran the page, −1 where a CPU did
 * @param regionsCount how many regions there are
 * @param warnings what the page does not show faithfully; left out where it is whole
 * @param message what went wrong
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record AnalyzeAnswer(
    String status,
    Integer gpuUsed,
    Integer regionsCount,
    List<RegionAnswer> regions,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<WarningAnswer> warnings,
    String message) {

  static AnalyzeAnswer success(LayoutAnswer layout) {
    return new AnalyzeAnswer(
        "success",
        Gpu.number(layout.device()).orElse(-1),
        layout.regions().size(),
        layout.regions(),
        layout.warnings(),
        null);
  }

  static AnalyzeAnswer error(String message) {
    return new AnalyzeAnswer("error", null, null, null, null, message);
  }
}
