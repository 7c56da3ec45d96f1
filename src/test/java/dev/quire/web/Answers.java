package dev.quire.web;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/**
 * What the service answers about pages of 400 × 600, for tests that give its answers themselves.
 */
final class Answers {

  static final int WIDTH = 400;
  static final int HEIGHT = 600;

  /** An L: of its box's quarters, the one at the top right is not in it. */
  static final String OUTLINE = "[[40,240],[200,240],[200,340],[360,340],[360,440],[40,440]]";

  private Answers() {}

  /** A title, a text with an outline, and two columns; the header stands outside of the order. */
  static String outlined() {
    return answer(
        region("doc_title", 0.9, "[40,40,360,80]", 1, null),
        region("text", 0.8, "[40,240,360,440]", 2, OUTLINE),
        region("text", 0.8, "[40,460,180,560]", 3, null),
        region("text", 0.8, "[220,460,360,560]", 4, null),
        region("header", 0.7, "[40,8,120,24]", null, null));
  }

  /** A page of a document with one title and its picture, as a line. */
  static String line(int page, int pages) {
    String regions = members(region("doc_title", 0.9, "[40,40,360,80]", 1, null));
    return "{\"page\":%d,\"page_count\":%d,%s,%s}\n"
        .formatted(page, pages, regions, pictureMember());
  }

  /** A page that failed, as a line. */
  static String failedLine(int page, int pages) {
    return """
        {"page":%d,"page_count":%d,"error":{"type":"urn:quire:problem:invalid-document",\
        "title":"The page cannot be drawn","status":422,"detail":"Page %d is torn"}}
        """
        .formatted(page, pages, page);
  }

  /** An answer whose page is not shown faithfully: types and details in turn. */
  static String warned(String answer, String... typesAndDetails) {
    StringBuilder warnings = new StringBuilder();
    for (int i = 0; i < typesAndDetails.length; i += 2) {
      warnings.append(
          "%s{\"type\":\"%s\",\"detail\":\"%s\"}"
              .formatted(i == 0 ? "" : ",", typesAndDetails[i], typesAndDetails[i + 1]));
    }
    return answer.substring(0, answer.length() - 1) + ",\"warnings\":[" + warnings + "]}";
  }

  private static String answer(String... regions) {
    return "{" + members(regions) + "}";
  }

  private static String members(String... regions) {
    return """
        "model":"page-mini","width":%d,"height":%d,"regions":[%s],\
        "timing":{"prepare_ms":1.5,"queue_ms":0.2,"run_ms":20.1,"finish_ms":0.4,"total_ms":22.2},\
        "device":"cpu","batch_size":1,"resolution":{"height":640,"width":640},"precision":"fp32\""""
        .formatted(WIDTH, HEIGHT, String.join(",", regions));
  }

  private static String region(
      String label, double score, String box, Integer order, String polygon) {
    return "{\"class_id\":1,\"label\":\"%s\",\"score\":%s,\"box\":%s,\"order\":%s%s}"
        .formatted(label, score, box, order, polygon == null ? "" : ",\"polygon\":" + polygon);
  }

  /** The picture of a white page, as a member of an answer. */
  static String pictureMember() {
    return "\"picture\":{\"media_type\":\"image/png\",\"width\":%d,\"height\":%d,\"data\":\"%s\"}"
        .formatted(WIDTH, HEIGHT, Base64.getEncoder().encodeToString(png()));
  }

  /** A white page in PNG. */
  static byte[] png() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
