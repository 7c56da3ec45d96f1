package dev.quire.picture;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The outlines of the printable ASCII characters, so that a picture's text needs none of the host's
 * fonts and looks the same everywhere. Sizes are ems in pixels. Immutable and thread-safe.
 */
final class Typeface {

  private static final String RESOURCE = "/picture/labels.glyphs";
  private static final char REPLACEMENT = '?';

  private final double unitsPerEm;
  private final double capHeight;
  private final Map<Character, Glyph> glyphs;

  private Typeface(double unitsPerEm, double capHeight, Map<Character, Glyph> glyphs) {
    this.unitsPerEm = unitsPerEm;
    this.capHeight = capHeight;
    this.glyphs = Map.copyOf(glyphs);
  }

  /** One character: its outline with y upwards, and how far it moves the pen. */
  private record Glyph(double advance, Path2D outline) {}

  /**
   * Reads the typeface from the class path.
   *
   * @throws IllegalStateException if it is not there
   */
  static Typeface load() {
    try (InputStream stream = Typeface.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException("classpath:%s is missing".formatted(RESOURCE.substring(1)));
      }
      return read(new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read classpath:" + RESOURCE.substring(1), e);
    }
  }

  /** How far a line of text reaches. */
  double width(String text, double size) {
    return text.chars().mapToDouble(c -> glyph((char) c).advance).sum() * size / unitsPerEm;
  }

  /** How high a capital letter or a digit is. */
  double capHeight(double size) {
    return capHeight * size / unitsPerEm;
  }

  /** The outline of a line of text that begins at a point of its baseline. */
  Path2D outline(String text, double size, double x, double baseline) {
    Path2D line = new Path2D.Double();
    double scale = size / unitsPerEm;
    double pen = x;
    for (int i = 0; i < text.length(); i++) {
      Glyph glyph = glyph(text.charAt(i));
      AffineTransform place = AffineTransform.getTranslateInstance(pen, baseline);
      place.scale(scale, -scale);
      line.append(glyph.outline.getPathIterator(place), false);
      pen += glyph.advance * scale;
    }
    return line;
  }

  private Glyph glyph(char character) {
    Glyph known = glyphs.get(character);
    return known != null ? known : glyphs.get(REPLACEMENT);
  }

  /**
   * After comments, a line with units per em and capital height, then one for each character: its
   * code in hexadecimal, its advance, and its outline as in SVG, all numbers absolute.
   */
  private static Typeface read(BufferedReader reader) {
    List<String> lines = reader.lines().filter(line -> !line.startsWith("#")).toList();
    String[] metrics = lines.get(0).split(" ");
    Map<Character, Glyph> glyphs = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      Iterator<String> words = List.of(line.split(" ")).iterator();
      char character = (char) Integer.parseInt(words.next(), 16);
      glyphs.put(character, new Glyph(number(words), path(words)));
    }
    return new Typeface(Double.parseDouble(metrics[0]), Double.parseDouble(metrics[1]), glyphs);
  }

  private static Path2D path(Iterator<String> words) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    while (words.hasNext()) {
      String command = words.next();
      switch (command) {
        case "M" -> path.moveTo(number(words), number(words));
        case "L" -> path.lineTo(number(words), number(words));
        case "Q" -> path.quadTo(number(words), number(words), number(words), number(words));
        case "Z" -> path.closePath();
        default -> throw new IllegalStateException("No outline has the command " + command);
      }
    }
    return path;
  }

  private static double number(Iterator<String> words) {
    return Double.parseDouble(words.next());
  }
}
