package dev.quire.api.inference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;

/**
 * The answer of {@code POST /v2/models/{model}/infer}.
 *
 * @param id the client's own id of the request; absent without one
 * @param parameters the protocol's place for what belongs to no output: the types of the warnings
 *     that pages have, which the output tells in full; absent without any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
record InferAnswer(
    String modelName,
    String modelVersion,
    String id,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> parameters,
    List<Output> outputs) {

  static final String WARNINGS = "page_warnings";

  static final String OUTPUT = "output";

  /**
   * A tensor.
   *
   * @param data one text, itself the JSON answer of {@code POST /layout-parsing} or {@code POST
   *     /ocr}
   */
  record Output(String name, String datatype, List<Integer> shape, List<String> data) {}

  /**
   * The answer to a request.
   *
   * @param warnings types of the warnings that pages have, each once
   */
  static InferAnswer of(
      String model, String version, InferRequest request, List<String> warnings, String json) {
    return new InferAnswer(
        model,
        version,
        request.id().orElse(null),
        warnings.isEmpty() ? Map.of() : Map.of(WARNINGS, String.join(",", warnings)),
        List.of(new Output(OUTPUT, InferRequest.BYTES, List.of(1, 1), List.of(json))));
  }
}
