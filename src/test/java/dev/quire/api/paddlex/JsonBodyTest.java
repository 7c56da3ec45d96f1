package dev.quire.api.paddlex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonBodyTest {

  private final JsonBody bodies = new JsonBody();

  @Test
  void aTextMayFillTheWholeBody() {
    String file = "A".repeat(5_000_000);
    assertEquals(file, parse("{\"file\":\"" + file + "\"}"));
  }

  /** Each empty object takes a hundred bytes of memory, and three of the body. */
  @Test
  void howMuchABodyMayHoldIsBounded() {
    assertEquals("x", parse("{\"file\":\"x\",\"y\":[" + "1,".repeat(9_000) + "1]}"));
    for (String part : new String[] {"{},", "[],", "0,", "{\"a\":[]},"}) {
      String body = "{\"file\":\"x\",\"y\":[" + part.repeat(30_000) + "0]}";
      ValidationException refusal = assertThrows(ValidationException.class, () -> parse(body));
      assertTrue(
          String.valueOf(refusal.errors()).contains("20000 values, names and brackets"),
          String.valueOf(refusal.errors()));
    }
  }

  private String parse(String body) {
    return bodies.parse(body.getBytes(StandardCharsets.UTF_8)).path("file").textValue();
  }
}
