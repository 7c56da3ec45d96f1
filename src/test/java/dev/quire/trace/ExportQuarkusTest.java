package dev.quire.trace;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.quire.support.Pages;
import dev.quire.support.Received;
import dev.quire.support.Secured;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Spans arrive at a collector, in OpenTelemetry's own form. */
@QuarkusTest
@TestProfile(Secured.class)
class ExportQuarkusTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @Received BlockingQueue<byte[]> bodies;

  /** What is read of a span. */
  private record Sent(String trace, String name, int links) {}

  @Test
  void aPagesSpansReachTheCollector() throws Exception {
    given()
        .header("X-API-Key", Secured.OF_SETTINGS)
        .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
        .contentType("image/png")
        .body(Pages.blank(319, 401))
        .post("/v1/layout")
        .then()
        .statusCode(200);

    Set<String> wanted =
        Set.of("POST /v1/layout", "layout", "prepare", "queue", "run", "finish", "batch");
    Set<Sent> sent = new HashSet<>();
    while (!names(sent).containsAll(wanted)) {
      byte[] body = bodies.poll(1, TimeUnit.MINUTES);
      assertNotNull(body, () -> "only these came: " + sent);
      // other tests' pages come, too
      spans(body).stream()
          .filter(span -> span.trace().equals(TRACE) || span.name().equals("batch"))
          .forEach(sent::add);
    }
    assertEquals(wanted, names(sent));
    for (Sent span : sent) {
      boolean batch = span.name().equals("batch");
      assertEquals(!batch, span.trace().equals(TRACE), span.name());
      if (batch) {
        assertTrue(span.links() >= 1, "it names its pages");
      } else {
        assertEquals(span.name().equals("run") ? 1 : 0, span.links(), span.name());
      }
    }
  }

  private static Set<String> names(Set<Sent> sent) {
    Set<String> names = new HashSet<>();
    sent.forEach(span -> names.add(span.name()));
    return names;
  }

  /** ExportTraceServiceRequest: resource_spans = 1, scope_spans = 2, spans = 2. */
  private static List<Sent> spans(byte[] request) throws IOException {
    List<Sent> spans = new ArrayList<>();
    for (byte[] resource : fields(request, 1)) {
      for (byte[] scope : fields(resource, 2)) {
        for (byte[] span : fields(scope, 2)) {
          // trace_id = 1, name = 5, links = 13
          spans.add(
              new Sent(
                  HexFormat.of().formatHex(fields(span, 1).get(0)),
                  new String(fields(span, 5).get(0), StandardCharsets.UTF_8),
                  fields(span, 13).size()));
        }
      }
    }
    return spans;
  }

  /** The length-delimited fields of a message with a number. */
  private static List<byte[]> fields(byte[] message, int number) throws IOException {
    List<byte[]> fields = new ArrayList<>();
    CodedInputStream in = CodedInputStream.newInstance(message);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == number) {
        fields.add(in.readByteArray());
      } else {
        in.skipField(tag);
      }
    }
    return fields;
  }
}
