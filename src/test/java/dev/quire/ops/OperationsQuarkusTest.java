package dev.quire.ops;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.Pages;
import dev.quire.support.Pdfs;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OperationsQuarkusTest {

  @ParameterizedTest
  @ValueSource(strings = {"started", "ready", "live"})
  void aRunningServiceIsHealthyAndListsItsDevices(String check) {
    String data = "checks.find { it.name == '" + check + "' }.data.";
    given()
        .get("/q/health/" + check)
        .then()
        .statusCode(200)
        .body("status", equalTo("UP"))
        .body(data + "'page-mini.cpu.state'", equalTo("ready"))
        .body(data + "'cpu.memory_total_bytes'", greaterThan(0L))
        .body(data + "'drawing.waiting'", equalTo(0));
  }

  @Test
  void theProcessesThatDrawAreWatched() {
    given()
        .contentType("application/pdf")
        .body(Pdfs.printed(1))
        .post("/v1/layout")
        .then()
        .statusCode(200);

    given()
        .get("/q/health/ready")
        .then()
        .body("checks.find { it.name == 'ready' }.data.'drawing.state'", equalTo("ready"));
    assertTrue(metric("quire_drawing_processes{state=\"idle\"}") >= 1);
    for (String name :
        new String[] {
          "quire_drawing_waiting",
          "quire_drawing_processes_ended_total",
          "quire_drawing_start_failures_total"
        }) {
      assertTrue(metric(name) >= 0, name);
    }
  }

  @Test
  void theMetricsCountWhatHappened() {
    double before =
        metric("quire_tickets_total{model=\"page-mini\",outcome=\"answered\",task=\"layout\"}");
    given()
        .contentType("image/jpeg")
        .body(Pages.sample())
        .post("/v1/layout")
        .then()
        .statusCode(200);

    String metrics = metrics();
    for (String name :
        new String[] {
          "quire_queue_depth{",
          "quire_queue_capacity{",
          "quire_queue_bytes{",
          "quire_batch_size_bucket{device=\"cpu\"",
          "quire_device_state{",
          "quire_device_memory_used_bytes{",
          "stage=\"prepare\"",
          "stage=\"queue\"",
          "stage=\"run\"",
          "stage=\"finish\"",
          "stage=\"total\"",
          "quire_stage_seconds_bucket{"
        }) {
      assertTrue(metrics.contains(name), name);
    }
    double after =
        metric("quire_tickets_total{model=\"page-mini\",outcome=\"answered\",task=\"layout\"}");
    assertTrue(after > before, before + " then " + after);
  }

  private static String metrics() {
    return given().get("/q/metrics").then().statusCode(200).extract().asString();
  }

  private static double metric(String name) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no metric " + name));
  }
}
