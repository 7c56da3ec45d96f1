package dev.quire.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.quire.image.PageWarning;
import dev.quire.image.Point;
import dev.quire.task.layout.Region;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * COCO's object detection format (cocodataset.org/#format-data), with {@code score} as in its
 * results and {@code order} besides. Images, annotations and categories are counted from 1, as
 * COCO's own tools expect; a category's id is the class id plus one. A region without a polygon is
 * segmented as its box. An image that its page does not show faithfully has {@code warnings}.
 */
final class CocoWriter implements DocumentWriter {

  private static final double PIXEL_DIGITS = 100;
  private static final double SCORE_DIGITS = 10_000;

  private final JsonFactory factory =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  @Override
  public void write(LaidOutDocument document, OutputStream out) throws IOException {
    try (JsonGenerator json = factory.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeObjectFieldStart("info");
      json.writeStringField("description", document.name());
      json.writeEndObject();
      images(json, document.pages());
      annotations(json, document.pages());
      categories(json, document.labels());
      json.writeEndObject();
    }
  }

  private static void images(JsonGenerator json, List<LaidOutPage> pages) throws IOException {
    json.writeArrayFieldStart("images");
    for (int i = 0; i < pages.size(); i++) {
      LaidOutPage page = pages.get(i);
      json.writeStartObject();
      json.writeNumberField("id", i + 1);
      json.writeStringField("file_name", page.name());
      json.writeNumberField("width", page.width());
      json.writeNumberField("height", page.height());
      json.writeNumberField("page", page.number());
      warnings(json, page.warnings());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void warnings(JsonGenerator json, List<PageWarning> warnings) throws IOException {
    if (warnings.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("warnings");
    for (PageWarning warning : warnings) {
      json.writeStartObject();
      json.writeStringField("type", warning.kind().id());
      json.writeStringField("detail", warning.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void annotations(JsonGenerator json, List<LaidOutPage> pages) throws IOException {
    json.writeArrayFieldStart("annotations");
    int id = 0;
    for (int i = 0; i < pages.size(); i++) {
      for (Region region : pages.get(i).regions()) {
        annotation(json, ++id, i + 1, region);
      }
    }
    json.writeEndArray();
  }

  private static void annotation(JsonGenerator json, int id, int image, Region region)
      throws IOException {
    List<Point> corners = region.polygon().isEmpty() ? corners(region) : region.polygon();
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeNumberField("image_id", image);
    json.writeNumberField("category_id", region.classId() + 1);
    json.writeArrayFieldStart("bbox");
    json.writeNumber(pixels(region.x1()));
    json.writeNumber(pixels(region.y1()));
    json.writeNumber(pixels((double) region.x2() - region.x1()));
    json.writeNumber(pixels((double) region.y2() - region.y1()));
    json.writeEndArray();
    json.writeNumberField("area", pixels(area(corners)));
    json.writeArrayFieldStart("segmentation");
    json.writeStartArray();
    for (Point corner : corners) {
      json.writeNumber(pixels(corner.x()));
      json.writeNumber(pixels(corner.y()));
    }
    json.writeEndArray();
    json.writeEndArray();
    json.writeNumberField("iscrowd", 0);
    json.writeNumberField("score", rounded(region.score(), SCORE_DIGITS));
    json.writeFieldName("order");
    if (region.order() == null) {
      json.writeNull();
    } else {
      json.writeNumber(region.order());
    }
    json.writeEndObject();
  }

  private static void categories(JsonGenerator json, List<String> labels) throws IOException {
    json.writeArrayFieldStart("categories");
    for (int i = 0; i < labels.size(); i++) {
      json.writeStartObject();
      json.writeNumberField("id", i + 1);
      json.writeStringField("name", labels.get(i));
      json.writeStringField("supercategory", "");
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static List<Point> corners(Region region) {
    return List.of(
        new Point(region.x1(), region.y1()),
        new Point(region.x2(), region.y1()),
        new Point(region.x2(), region.y2()),
        new Point(region.x1(), region.y2()));
  }

  /** The shoelace formula. */
  private static double area(List<Point> corners) {
    double twice = 0;
    Point last = corners.get(corners.size() - 1);
    for (Point corner : corners) {
      twice += last.x() * corner.y() - corner.x() * last.y();
      last = corner;
    }
    return Math.abs(twice) / 2;
  }

  private static double pixels(double value) {
    return rounded(value, PIXEL_DIGITS);
  }

  private static double rounded(double value, double digits) {
    return Math.round(value * digits) / digits;
  }
}
