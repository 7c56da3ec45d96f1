package dev.quire.api.layout;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.Pages;
import dev.quire.support.Secured;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.awt.Color;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Outlines and what else a request may choose, with a model that gives masks. */
@QuarkusTest
@TestProfile(Secured.class)
class OutlinesResourceQuarkusTest {

  /** Masks cover the whole of it. */
  private final byte[] page = Pages.plain(400, 600, Color.WHITE);

  @Test
  void noneUnlessTheyAreAskedFor() {
    for (Map<String, Object> region : regions(Map.of())) {
      assertFalse(region.containsKey("polygon"));
    }
    for (Map<String, Object> region : regions(Map.of("shape", "rect"))) {
      assertFalse(region.containsKey("polygon"));
    }
  }

  @Test
  void aMaskThatCoversItsBoxHasTheBoxForOutline() {
    List<Map<String, Object>> regions = regions(Map.of("shape", "quad"));

    assertTrue(regions.size() > 10, "there are " + regions.size());
    for (Map<String, Object> region : regions) {
      List<Number> box = numbers(region.get("box"));
      List<?> polygon = (List<?>) region.get("polygon");
      assertEquals(4, polygon.size(), polygon::toString);
      // masks are of 40 by 40 cells, which are rounded outwards
      for (int axis = 0; axis < 2; axis++) {
        double cell = (axis == 0 ? 400 : 600) / 40.0;
        int coordinate = axis;
        double[] corners =
            polygon.stream()
                .mapToDouble(corner -> numbers(corner).get(coordinate).doubleValue())
                .sorted()
                .toArray();
        assertEquals(box.get(axis).doubleValue(), corners[0], cell + 1);
        assertEquals(box.get(axis + 2).doubleValue(), corners[3], cell + 1);
      }
    }
  }

  @Test
  void clientsOfPaddlexGetTheirPolygons() {
    Response response =
        given()
            .header("X-API-Key", Secured.OF_SETTINGS)
            .contentType(ContentType.JSON)
            .body(
                Map.of(
                    "image",
                    Base64.getEncoder().encodeToString(page),
                    "file",
                    Base64.getEncoder().encodeToString(page),
                    "fileType",
                    1,
                    "visualize",
                    false,
                    "layoutShapeMode",
                    "poly"))
            .post("/layout-parsing");

    response.then().statusCode(200);
    List<List<List<Number>>> polygons =
        response
            .jsonPath()
            .getList(
                "result.layoutParsingResults[0].prunedResult.parsing_res_list.block_polygon_points");
    assertFalse(polygons.isEmpty());
    for (List<List<Number>> polygon : polygons) {
      assertTrue(polygon.size() >= 4, polygon::toString);
    }
  }

  @Test
  void classesMayDiffer() {
    List<Map<String, Object>> all = regions(Map.of("threshold", "0.1"));
    List<Map<String, Object>> some = regions(Map.of("threshold", "0.1,text:1"));

    long texts = all.stream().filter(OutlinesResourceQuarkusTest::isText).count();
    assertTrue(texts > 0);
    assertEquals(all.size() - texts, some.size());
    assertEquals(0, some.stream().filter(OutlinesResourceQuarkusTest::isText).count());
  }

  @Test
  void nestedRegionsCanBeMerged() {
    int all = regions(Map.of("nms", "false")).size();
    int large = regions(Map.of("nms", "false", "merge", "large")).size();
    int small = regions(Map.of("nms", "false", "merge", "small")).size();
    int union = regions(Map.of("nms", "false", "merge", "union")).size();

    assertTrue(large < all, large + " of " + all);
    assertTrue(small < all, small + " of " + all);
    assertEquals(all, union);
    assertTrue(regions(Map.of()).size() <= all);
    assertTrue(regions(Map.of("nms", "true")).size() < all);
  }

  @Test
  void boxesCanBeStretched() {
    List<Map<String, Object>> plain = regions(Map.of("nms", "false"));
    List<Map<String, Object>> stretched = regions(Map.of("nms", "false", "unclip", "1x1.5,text:1"));

    assertEquals(plain.size(), stretched.size());
    for (int i = 0; i < plain.size(); i++) {
      List<Number> from = numbers(plain.get(i).get("box"));
      List<Number> to = numbers(stretched.get(i).get("box"));
      assertEquals(from.get(0).doubleValue(), to.get(0).doubleValue(), 0.11);
      double margin =
          isText(plain.get(i)) ? 0 : (from.get(3).doubleValue() - from.get(1).doubleValue()) / 4;
      assertEquals(Math.max(0, from.get(1).doubleValue() - margin), to.get(1).doubleValue(), 0.11);
    }
  }

  @Test
  void paddlexsStepsAreOneWord() {
    List<Map<String, Object>> regions = regions(Map.of("refinement", "paddlex"));

    assertFalse(regions.isEmpty());
    for (Map<String, Object> region : regions) {
      assertTrue(region.containsKey("polygon"));
      for (Number side : numbers(region.get("box"))) {
        assertEquals(Math.rint(side.doubleValue()), side.doubleValue());
      }
    }
    assertNotEquals(regions(Map.of()), regions);
  }

  private static boolean isText(Map<String, Object> region) {
    return region.get("label").equals("text");
  }

  @SuppressWarnings("unchecked")
  private static List<Number> numbers(Object list) {
    return (List<Number>) list;
  }

  private List<Map<String, Object>> regions(Map<String, String> query) {
    Response response =
        given()
            .header("X-API-Key", Secured.OF_SETTINGS)
            .contentType("image/png")
            .queryParams(query)
            .body(page)
            .post("/v1/layout");
    response.then().statusCode(200);
    return response.jsonPath().getList("regions");
  }
}
