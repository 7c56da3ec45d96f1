package dev.quire.api.inference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * The answer of {@code POST /v2/models/layout-parsing/infer}.
 *
 * @param id the client's own id of the request; absent without one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
record InferAnswer(String modelName, String modelVersion, String id, List<Output> outputs) {

  static final String OUTPUT = "output";

  /**
   * A tensor.
   *
   * @param data one text, itself the JSON answer of {@code POST /layout-parsing}
   */
  record Output(String name, String datatype, List<Integer> shape, List<String> data) {}

  static InferAnswer of(String model, String version, InferRequest request, String json) {
    return new InferAnswer(
        model,
        version,
        request.id().orElse(null),
        List.of(new Output(OUTPUT, InferRequest.BYTES, List.of(1, 1), List.of(json))));
  }
}
