package dev.quire.api.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.api.paddlex.JsonBody;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferRequestTest {

  @ParameterizedTest
  @ValueSource(strings = {"[\"{}\"]", "[[\"{}\"]]"})
  void theTextMayStandInARowOrInTheTensorsShape(String data) {
    InferRequest request =
        parse(
            "{\"id\":\"7\",\"inputs\":[{\"name\":\"input\",\"shape\":[1,1],\"datatype\":\"BYTES\","
                + "\"data\":"
                + data
                + "}],\"outputs\":[{\"name\":\"output\"}]}");
    assertEquals(new InferRequest(Optional.of("7"), "{}"), request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"inputs\":{}}",
        "{\"inputs\":[]}",
        "{\"inputs\":[1]}",
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"BYTES\",\"data\":[\"{}\"]}]}",
        "{\"inputs\":[{\"name\":\"input\",\"datatype\":\"FP32\",\"data\":[1]}]}",
        "{\"inputs\":[{\"name\":\"input\",\"datatype\":\"BYTES\"}]}",
        "{\"inputs\":[{\"name\":\"input\",\"datatype\":\"BYTES\",\"data\":[]}]}",
        "{\"inputs\":[{\"name\":\"input\",\"datatype\":\"BYTES\",\"data\":[{}]}]}",
        "{\"inputs\":[{\"name\":\"input\",\"datatype\":\"BYTES\",\"data\":[\"{}\",\"{}\"]}]}"
      })
  void everythingElseIsRefused(String body) {
    InferenceException e = assertThrows(InferenceException.class, () -> parse(body));
    assertEquals(400, e.error().status());
  }

  @Test
  void theAnswerIsTritons() throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    InferRequest request = new InferRequest(Optional.empty(), "{}");
    assertEquals(
        json.readTree(
            """
            {"model_name": "layout-parsing", "model_version": "1", "outputs": [
             {"name": "output", "datatype": "BYTES", "shape": [1, 1], "data": ["{\\"a\\":1}"]}]}\
            """),
        json.valueToTree(InferAnswer.of("layout-parsing", "1", request, List.of(), "{\"a\":1}")));
    assertEquals(
        "7",
        json.valueToTree(
                InferAnswer.of("m", "1", new InferRequest(Optional.of("7"), "{}"), List.of(), "{}"))
            .path("id")
            .textValue());
    assertEquals(
        json.readTree("{\"page_warnings\": \"damaged,invisible\"}"),
        json.valueToTree(InferAnswer.of("m", "1", request, List.of("damaged", "invisible"), "{}"))
            .path("parameters"));
  }

  private static InferRequest parse(String body) {
    return InferRequest.of(new JsonBody().parse(body.getBytes(StandardCharsets.UTF_8)));
  }
}
