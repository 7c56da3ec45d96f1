package dev.quire.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StylesTest {

  private static final int CLASSES = 25;
  private static final Pattern LABEL = Pattern.compile("(\\w+): '#([0-9a-f]{6})'");

  private final Styles styles = new Styles();

  @Test
  void coloursAreTheWebPages() throws IOException {
    Map<String, Integer> shown = webPage();

    assertEquals(CLASSES, shown.size());
    for (Map.Entry<String, Integer> label : shown.entrySet()) {
      int drawn = styles.of(label.getKey(), 0).colour().getRGB() & 0xffffff;
      assertEquals(
          Integer.toHexString(label.getValue()), Integer.toHexString(drawn), label::getKey);
    }
  }

  @Test
  void whiteTextIsReadableOnEveryColour() throws IOException {
    for (String label : webPage().keySet()) {
      requireReadable(styles.of(label, 0).colour());
    }
    for (int classId = 0; classId < 1000; classId++) {
      requireReadable(styles.of("unknown", classId).colour());
    }
  }

  @Test
  void unknownLabelsAreToldApartByClass() {
    Set<Color> colours = new HashSet<>();
    for (int classId = 0; classId < CLASSES; classId++) {
      Color colour = styles.of("unknown", classId).colour();
      assertTrue(colours.add(colour), "class " + classId);
      assertEquals(colour, new Styles().of("another", classId).colour());
    }
  }

  /** WCAG 2.2's contrast with white, linear light by the JDK's colour management. */
  private static void requireReadable(Color colour) {
    ColorSpace linearRgb = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
    float[] linear = colour.getColorComponents(linearRgb, null);
    double luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    double contrast = 1.05 / (luminance + 0.05);
    // 4.5, less what the conversion loses by 8-bit rounding.
    assertTrue(contrast >= 4.45, colour + " has a contrast of " + contrast);
  }

  private static Map<String, Integer> webPage() throws IOException {
    try (InputStream script =
        StylesTest.class.getResourceAsStream("/META-INF/resources/js/labels.js")) {
      assertNotNull(script, "the web page's labels.js");
      String source = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      Map<String, Integer> colours = new TreeMap<>();
      Matcher matcher = LABEL.matcher(source.substring(0, source.indexOf("const OTHER")));
      while (matcher.find()) {
        colours.put(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
      }
      return colours;
    }
  }
}
