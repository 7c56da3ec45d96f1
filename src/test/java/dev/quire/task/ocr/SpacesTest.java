package dev.quire.task.ocr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.LineImage;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines drawn in several fonts, whose characters were "recognised" about where they stand. */
class SpacesTest {

  private static final int MARGIN = 4;
  private static final double PADDING = 0.8;

  private static final List<String> TEXTS =
      List.of(
          "The eastern reader shapes the rapid detail below the circuit.",
          "At first, the profile compares 611 of 4,426 gardens (28 of 5825).",
          "afforestation on the number of zero flow days in group 1. This",
          "Since 2019, its foundation costs $88.12; a perfect road creates it.",
          "illumination will fill little villages until June",
          "www.elsevier.com/locate/jhydrol",
          "extraordinarily");

  private final Spaces spaces = new Spaces();

  /** A drawn line and what a recogniser that drops spaces would make of it. */
  private record Drawn(LineImage image, PlacedText text) {}

  private static Drawn drawn(String text, Font font, Color ground, Color ink, long seed) {
    FontRenderContext context = new FontRenderContext(null, true, true);
    int width = (int) Math.ceil(font.getStringBounds(text, context).getWidth()) + 2 * MARGIN;
    int height = (int) Math.ceil(font.getSize2D() * 1.3);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setColor(ground);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(ink);
    graphics.setFont(font);
    graphics.drawString(text, MARGIN, font.getSize2D());
    graphics.dispose();
    int filled = (int) Math.ceil(48.0 * width / height / 8);
    int columns = (int) Math.ceil(filled / PADDING);
    double share = 48.0 * width / height / 8 / columns;
    Random random = new Random(seed);
    List<PlacedCharacter> characters = new ArrayList<>();
    int last = -1;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != ' ') {
        double from = font.getStringBounds(text.substring(0, i), context).getWidth();
        double to = font.getStringBounds(text.substring(0, i + 1), context).getWidth();
        double column = (MARGIN + (from + to) / 2) / width * columns * share - 0.5;
        int astray = (int) Math.round(column + random.nextDouble(-0.5, 0.5));
        last = Math.max(last + 1, astray);
        characters.add(new PlacedCharacter(text.substring(i, i + 1), last));
      }
    }
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    return new Drawn(new LineImage(width, height, bgr), new PlacedText(characters, columns, share));
  }

  private String restored(Drawn line) {
    return spaces.restored(line.image(), line.text()).text();
  }

  /**
   * Letters that lean over the space beside them, and lines of one word with uneven gaps, are where
   * ink alone misleads; they are few.
   */
  @Test
  void findsTheSpacesOfDrawnLines() {
    int expected = 0;
    int found = 0;
    int wrong = 0;
    for (String text : TEXTS) {
      for (Drawn line : drawnInManyWays(text)) {
        Set<Integer> places = places(text);
        Set<Integer> restored = places(restored(line));
        expected += places.size();
        found += (int) restored.stream().filter(places::contains).count();
        wrong += (int) restored.stream().filter(place -> !places.contains(place)).count();
      }
    }
    assertTrue(found >= 0.97 * expected, found + " found of " + expected);
    assertTrue(wrong <= 0.01 * expected, wrong + " wrong beside " + expected);
  }

  private static List<Drawn> drawnInManyWays(String text) {
    List<Drawn> lines = new ArrayList<>();
    for (String family : List.of(Font.SERIF, Font.SANS_SERIF)) {
      for (int style : List.of(Font.PLAIN, Font.BOLD, Font.ITALIC)) {
        for (int size : List.of(16, 20, 24, 28, 36, 48)) {
          Font font = new Font(family, style, size);
          lines.add(drawn(text, font, Color.WHITE, Color.BLACK, size));
          lines.add(drawn(text, font, new Color(20, 40, 90), Color.YELLOW, size));
        }
      }
    }
    return lines;
  }

  /** After how many other characters a text has its spaces. */
  private static Set<Integer> places(String text) {
    Set<Integer> places = new HashSet<>();
    int others = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == ' ') {
        places.add(others);
      } else {
        others++;
      }
    }
    return places;
  }

  @ParameterizedTest
  @ValueSource(strings = {"11.11", "196,357", "$88.12", "(1998)", "i.e.", "e-mail"})
  void partsNoNumbersAndMarks(String text) {
    for (Drawn line : drawnInManyWays(text)) {
      assertEquals(text, restored(line));
    }
  }

  @Test
  void spacesThatAreThereStayAlone() {
    Drawn line =
        drawn("two words", new Font(Font.SERIF, Font.PLAIN, 28), Color.WHITE, Color.BLACK, 1);
    PlacedText once = spaces.restored(line.image(), line.text());
    assertEquals("two words", once.text());
    assertSame(once, spaces.restored(line.image(), once));
  }

  /** The same ink, said to be Chinese. */
  @Test
  void neverBesideChinese() {
    Drawn line =
        drawn("ab cd ef", new Font(Font.SERIF, Font.PLAIN, 28), Color.WHITE, Color.BLACK, 1);
    List<PlacedCharacter> characters = new ArrayList<>(line.text().characters());
    characters.set(2, new PlacedCharacter("次", characters.get(2).column()));
    PlacedText mixed = new PlacedText(characters, line.text().columns(), line.text().filledShare());
    assertEquals("ab次d ef", spaces.restored(line.image(), mixed).text());
    characters.set(3, new PlacedCharacter("，", characters.get(3).column()));
    PlacedText mark = new PlacedText(characters, line.text().columns(), line.text().filledShare());
    assertSame(mark, spaces.restored(line.image(), mark));
  }

  @Test
  void aLineWithoutContrastIsLeftAlone() {
    Drawn line =
        drawn("two words", new Font(Font.SERIF, Font.PLAIN, 28), Color.GRAY, Color.GRAY, 1);
    assertSame(line.text(), spaces.restored(line.image(), line.text()));
  }

  @Test
  void shortTextsAreLeftAlone() {
    LineImage pixel = new LineImage(1, 1, new byte[3]);
    PlacedText none = new PlacedText(List.of(), 1, 1);
    assertSame(none, spaces.restored(pixel, none));
    PlacedText two =
        new PlacedText(List.of(new PlacedCharacter("a", 0), new PlacedCharacter("b", 0)), 1, 1);
    assertSame(two, spaces.restored(pixel, two));
  }
}
