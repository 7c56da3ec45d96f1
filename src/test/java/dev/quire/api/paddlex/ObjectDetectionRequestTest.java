package dev.quire.api.paddlex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.model.Nms;
import dev.quire.task.layout.LayoutParameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectDetectionRequestTest {

  private static final LayoutParameters SILENT = new LayoutParameters(0.3, Nms.off(), Set.of());

  @Test
  void theImageAndTheThresholdHaveNamesOfTheirOwn() {
    ClientRequest<LayoutWishes> request =
        parse("{\"image\":\"AAAA\",\"threshold\":{\"22\":0.7},\"layoutThreshold\":0.1}");
    assertEquals("AAAA", request.file());
    assertEquals(Map.of(22, 0.7), request.wishes().over(SILENT).classThresholds());
    assertEquals(Optional.empty(), request.visualize());
  }

  @Test
  void withoutAnImageItIsRefused() {
    ValidationException e =
        assertThrows(ValidationException.class, () -> parse("{\"file\":\"AAAA\"}"));
    assertEquals(List.of("body", "image"), e.errors().get(0).loc());
  }

  private static ClientRequest<LayoutWishes> parse(String body) {
    return ClientRequest.ofObjectDetection(
        new JsonBody().parse(body.getBytes(StandardCharsets.UTF_8)));
  }
}
