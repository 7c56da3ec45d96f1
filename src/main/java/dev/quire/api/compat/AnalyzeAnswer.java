package dev.quire.api.compat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.api.layout.LayoutAnswer;
import dev.quire.api.layout.LayoutAnswer.RegionAnswer;
import java.util.List;

/**
 * The answer of {@code POST /analyze}: either the regions or a message.
 *
 * @param status {@code success} or {@code error}
 * @param gpuUsed the number of the GPU that ran the page, −1 where a CPU did
 * @param regionsCount how many regions there are
 * @param message what went wrong
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record AnalyzeAnswer(
    String status,
    Integer gpuUsed,
    Integer regionsCount,
    List<RegionAnswer> regions,
    String message) {

  static AnalyzeAnswer success(LayoutAnswer layout) {
    return new AnalyzeAnswer(
        "success",
        Gpu.number(layout.device()).orElse(-1),
        layout.regions().size(),
        layout.regions(),
        null);
  }

  static AnalyzeAnswer error(String message) {
    return new AnalyzeAnswer("error", null, null, null, message);
  }
}
