package dev.quire.log;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.support.Observed;
import dev.quire.support.Pages;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import org.jboss.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With one setting each line of the log is a JSON object, with fields to search by. */
@QuarkusTest
@TestProfile(Observed.class)
class JsonLogQuarkusTest {

  private static final Logger LOG = Logger.getLogger("of.this.test");
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319d";

  @Inject Vertx vertx;

  private final ObjectMapper json = new ObjectMapper();
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Handler listener = new Listener();

  /** Writes lines as the console's handler does. */
  private final class Listener extends ExtHandler {

    private final Formatter formatter = console().getFormatter();

    @Override
    protected void doPublish(ExtLogRecord logged) {
      lines.add(formatter.format(logged));
    }
  }

  private static Handler console() {
    return Arrays.stream(InitialConfigurator.DELAYED_HANDLER.getHandlers())
        .filter(ConsoleHandler.class::isInstance)
        .findFirst()
        .orElseThrow(() -> new AssertionError("Nothing is logged on the console"));
  }

  @BeforeEach
  void listen() {
    java.util.logging.Logger.getLogger("").addHandler(listener);
  }

  @AfterEach
  void leave() {
    java.util.logging.Logger.getLogger("").removeHandler(listener);
  }

  @Test
  void hostileTextStaysWithinItsField() throws Exception {
    String hostile = "a\n{\"level\":\"FATAL\"}\r\n\"b\\ \u0000\u001b[31m\u2028 \ud800 </script>";

    LOG.errorf(new IllegalStateException(hostile), "A client said %s", hostile);

    JsonNode line = only("of.this.test");
    assertEquals("ERROR", line.get("level").asText());
    assertEquals("A client said " + hostile, line.get("message").asText());
    String trace = line.get("stackTrace").asText();
    assertTrue(trace.contains(hostile.split("\n")[0]), trace);
    assertTrue(
        trace.contains("at dev.quire.log.JsonLogQuarkusTest.hostileTextStaysWithinItsField"),
        trace);
    for (String field :
        List.of("timestamp", "hostName", "processName", "processId", "threadName")) {
      assertFalse(line.path(field).asText().isEmpty(), field);
    }
  }

  @Test
  void aFailureIsFoundByTheIdThatTheClientWasTold() throws Exception {
    String detail =
        given()
            .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
            .contentType("image/png")
            .body(Pages.blank(666, 402))
            .post("/v1/layout")
            .then()
            .statusCode(500)
            .extract()
            .path("detail");

    JsonNode line = only("dev.quire.api.problem.ErrorCatalog");
    JsonNode fields = line.get("mdc");
    String id = fields.path("requestId").asText();
    assertFalse(id.isEmpty(), line::toString);
    assertTrue(detail.endsWith(id), detail);
    assertEquals(TRACE, fields.path("traceId").asText());
    assertEquals(16, fields.path("spanId").asText().length());
    assertNull(line.get("stackTrace"), "a client's page brings it about");
  }

  @Test
  void fieldsLastAsLongAsTheirLines() throws Exception {
    LogFields outer = LogFields.model("page-mini").on("gpu:0");

    outer.around(
        () -> {
          LOG.info("one");
          LogFields.device("gpu:1").around(() -> LOG.info("two"));
          LOG.info("three");
        });
    LOG.info("four");

    List<String> fields = new ArrayList<>();
    for (JsonNode line : parsed("of.this.test")) {
      fields.add(
          line.path("mdc").path("model").asText() + line.path("mdc").path("device").asText());
    }
    assertEquals(List.of("page-minigpu:0", "page-minigpu:1", "page-minigpu:0", ""), fields);
  }

  @Test
  void timersAndWorkersHaveFieldsToo() throws Exception {
    LogFields fields = LogFields.model("page-mini").on("gpu:0");
    CountDownLatch logged = new CountDownLatch(2);

    for (Context context : List.of(vertx.getOrCreateContext(), workers())) {
      context.runOnContext(
          ignored -> {
            fields.around(() -> LOG.info("one"));
            LOG.info("two");
            logged.countDown();
          });
    }
    assertTrue(logged.await(1, TimeUnit.MINUTES));

    for (JsonNode line : parsed("of.this.test")) {
      assertEquals(
          line.get("message").asText().equals("one") ? "gpu:0" : "",
          line.path("mdc").path("device").asText(),
          line::toString);
    }
  }

  /** A verticle's context on a worker's thread. */
  private Context workers() {
    return ((VertxInternal) vertx).createWorkerContext();
  }

  private JsonNode only(String logger) throws JsonProcessingException {
    List<JsonNode> found = parsed(logger);
    assertEquals(1, found.size(), found::toString);
    return found.get(0);
  }

  /** All lines of a logger; all others are JSON, too. */
  private List<JsonNode> parsed(String logger) throws JsonProcessingException {
    List<JsonNode> found = new ArrayList<>();
    for (String text : lines) {
      assertEquals(text.length() - 1, text.indexOf('\n'), () -> "not one line: " + text);
      JsonNode line = json.readTree(text);
      assertTrue(line.isObject(), text);
      if (line.path("loggerName").asText().equals(logger)) {
        found.add(line);
      }
    }
    return found;
  }
}
