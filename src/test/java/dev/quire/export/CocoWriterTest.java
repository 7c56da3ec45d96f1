package dev.quire.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.image.Point;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CocoWriterTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void looksAsAgreed() throws IOException {
    try (InputStream golden = getClass().getResourceAsStream("/export/two-pages.coco.json")) {
      assertEquals(MAPPER.readTree(golden), coco(Documents.twoPages()));
    }
  }

  @Test
  void everyReferenceHasItsTarget() throws IOException {
    JsonNode coco = coco(Documents.twoPages());
    Set<Integer> images = ids(coco.get("images"));
    Set<Integer> categories = ids(coco.get("categories"));

    assertEquals(2, images.size());
    assertEquals(Documents.LABELS.size(), categories.size());
    assertEquals(7, ids(coco.get("annotations")).size());
    for (JsonNode annotation : coco.get("annotations")) {
      assertTrue(images.contains(annotation.get("image_id").asInt()), annotation::toString);
      assertTrue(categories.contains(annotation.get("category_id").asInt()), annotation::toString);
      assertEquals(0, annotation.get("iscrowd").asInt());
    }
    // COCO's evaluation takes an annotation with the id 0 for a missing one.
    assertFalse(images.contains(0));
    assertFalse(categories.contains(0));
    assertFalse(ids(coco.get("annotations")).contains(0));
  }

  @Test
  void boxesAreLeftTopWidthHeight() throws IOException {
    JsonNode annotation = only(Documents.of(Documents.region(1, 0.75f, 10.5f, 20, 110.75f, 60, 3)));

    assertEquals(MAPPER.readTree("[10.5, 20.0, 100.25, 40.0]"), annotation.get("bbox"));
    assertEquals(4010, annotation.get("area").asDouble(), 1e-9);
    assertEquals(
        MAPPER.readTree("[[10.5, 20.0, 110.75, 20.0, 110.75, 60.0, 10.5, 60.0]]"),
        annotation.get("segmentation"));
    assertEquals(0.75, annotation.get("score").asDouble());
    assertEquals(3, annotation.get("order").asInt());
  }

  @Test
  void noPlaceInTheReadingOrderIsNull() throws IOException {
    JsonNode annotation = only(Documents.of(Documents.region(1, 0.75f, 0, 0, 1, 1, null)));

    assertTrue(annotation.has("order"));
    assertTrue(annotation.get("order").isNull());
  }

  @Test
  void polygonsAreSegmentationsAndHaveTheirOwnArea() throws IOException {
    List<Point> corners =
        List.of(new Point(0, 0), new Point(60, 10), new Point(30, 20), new Point(10, 50));
    JsonNode annotation =
        only(Documents.of(Documents.outlined(Documents.region(1, 0.5f, 0, 0, 60, 50, 1), corners)));

    assertEquals(
        MAPPER.readTree("[[0.0, 0.0, 60.0, 10.0, 30.0, 20.0, 10.0, 50.0]]"),
        annotation.get("segmentation"));
    assertEquals(measured(corners), annotation.get("area").asDouble(), 5);
  }

  @Test
  void imagesHaveTheirWarnings() throws IOException {
    JsonNode images = coco(Documents.warned()).get("images");

    assertFalse(images.get(0).has("warnings"));
    assertEquals(
        MAPPER.readTree(
            """
            [{"type": "damaged", "detail": "Its lower half & more is grey <--\\u0000--->-"},
             {"type": "not-drawn", "detail": "A picture is left out"}]\
            """),
        images.get(1).get("warnings"));
  }

  @Test
  void leavesTheStreamOpen() throws IOException {
    boolean[] closed = {false};
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    for (ExportFormat format : ExportFormat.values()) {
      new DocumentExporter().write(Documents.twoPages(), format, out);
      assertFalse(closed[0], format.id());
    }
  }

  /** By counting points. */
  private static double measured(List<Point> corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(corners.get(0).x(), corners.get(0).y());
    corners.forEach(corner -> path.lineTo(corner.x(), corner.y()));
    Area area = new Area(path);
    Rectangle2D bounds = area.getBounds2D();
    int inside = 0;
    for (double y = 0.05; y < bounds.getMaxY(); y += 0.1) {
      for (double x = 0.05; x < bounds.getMaxX(); x += 0.1) {
        inside += area.contains(x, y) ? 1 : 0;
      }
    }
    return inside / 100.0;
  }

  private static JsonNode only(LaidOutDocument document) throws IOException {
    JsonNode annotations = coco(document).get("annotations");
    assertEquals(1, annotations.size());
    return annotations.get(0);
  }

  private static JsonNode coco(LaidOutDocument document) throws IOException {
    return MAPPER.readTree(new DocumentExporter().export(document, ExportFormat.COCO));
  }

  private static Set<Integer> ids(JsonNode entries) {
    Set<Integer> ids = new HashSet<>();
    for (JsonNode entry : entries) {
      assertTrue(ids.add(entry.get("id").asInt()), "twice: " + entry);
    }
    return ids;
  }
}
