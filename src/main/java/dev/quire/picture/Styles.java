package dev.quire.picture;

import java.awt.Color;
import java.util.HashMap;
import java.util.Map;

/**
 * The styles of classes. PP-DocLayoutV3's labels look as on the service's web page: labels of one
 * kind share a hue, titles have a heavy line, formulas a dotted one, the page's margins a dashed
 * one. Labels of other models take a colour by their class id.
 */
final class Styles {

  private static final float[] SOLID = {};
  private static final float[] DOTTED = {1.5f, 3};
  private static final float[] DASHED = {5, 3.5f};

  /** Successive hues this far apart around the circle stay as distinct as any can. */
  private static final double GOLDEN_RATIO = 0.6180339887498949;

  private static final double LEAST_CONTRAST = 5;

  private final Map<String, Style> byLabel = new HashMap<>();

  Styles() {
    add("doc_title", 0x97300d, 2.25, SOLID);
    add("paragraph_title", 0xc24a17, 2.25, SOLID);

    add("text", 0x1566ad, 1.5, SOLID);
    add("abstract", 0x0b4a82, 1.5, SOLID);
    add("content", 0x2a68c8, 1.5, SOLID);
    add("vertical_text", 0x22748f, 1.5, SOLID);
    add("reference", 0x3f4fa3, 1.5, SOLID);
    add("reference_content", 0x5866bd, 1.5, SOLID);

    add("image", 0x0b7a5b, 1.5, SOLID);
    add("chart", 0x2b7f3a, 1.5, SOLID);
    add("seal", 0x587511, 1.5, SOLID);
    add("figure_title", 0x0c666b, 1.5, SOLID);

    add("table", 0x8e3a86, 1.5, SOLID);
    add("vision_footnote", 0xa34f8b, 1.5, SOLID);

    add("display_formula", 0x8a6200, 1.75, DOTTED);
    add("inline_formula", 0x94660e, 1.75, DOTTED);
    add("formula_number", 0x6e4e00, 1.75, DOTTED);
    add("algorithm", 0x7a5a3a, 1.75, DOTTED);

    add("header", 0x4f5964, 1.5, DASHED);
    add("footer", 0x626c77, 1.5, DASHED);
    add("number", 0x3b4550, 1.5, DASHED);
    add("footnote", 0x5a5f73, 1.5, DASHED);
    add("header_image", 0x566a60, 1.5, DASHED);
    add("footer_image", 0x6b6470, 1.5, DASHED);
    add("aside_text", 0x54606e, 1.5, DASHED);
  }

  /** The style of a class; the same for the same label and id. */
  Style of(String label, int classId) {
    Style known = byLabel.get(label);
    return known != null ? known : new Style(colour(classId), 1.5, SOLID);
  }

  private void add(String label, int rgb, double width, float[] dash) {
    byLabel.put(label, new Style(new Color(rgb), width, dash));
  }

  /** As bright as white text on it allows. */
  private static Color colour(int classId) {
    float hue = (float) (classId * GOLDEN_RATIO % 1);
    float saturation = classId % 2 == 0 ? 0.85f : 0.65f;
    for (float brightness = 0.85f; ; brightness -= 0.02f) {
      Color colour = Color.getHSBColor(hue, saturation, brightness);
      if (contrastWithWhite(colour) >= LEAST_CONTRAST) {
        return colour;
      }
    }
  }

  /** WCAG 2.2, contrast ratio: (1 + 0.05) / (L + 0.05), L the relative luminance. */
  private static double contrastWithWhite(Color colour) {
    double luminance =
        0.2126 * linear(colour.getRed())
            + 0.7152 * linear(colour.getGreen())
            + 0.0722 * linear(colour.getBlue());
    return 1.05 / (luminance + 0.05);
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
