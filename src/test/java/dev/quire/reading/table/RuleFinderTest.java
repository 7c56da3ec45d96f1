package dev.quire.reading.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules drawn into a picture are found where they were drawn. */
class RuleFinderTest {

  private static GreyPlane picture(int width, int height, Consumer<Graphics2D> drawing) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.BLACK);
    drawing.accept(graphics);
    graphics.dispose();
    return new GreyPlane(((DataBufferByte) image.getRaster().getDataBuffer()).getData(), width, height);
  }

  private static void line(Graphics2D g, double x1, double y1, double x2, double y2, double wide) {
    g.setStroke(new BasicStroke((float) wide, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    g.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  static Stream<Arguments> horizontal() {
    return Stream.of(
        one("thin", g -> line(g, 50, 100.5, 750, 100.5, 1)),
        one("between pixels", g -> line(g, 50, 100, 750, 100, 1)),
        one("thick", g -> line(g, 50, 100, 750, 100, 5)),
        one("light grey", g -> {
          g.setColor(new Color(225, 225, 225));
          line(g, 50, 100.5, 750, 100.5, 1);
        }),
        one("coloured", g -> {
          g.setColor(new Color(180, 200, 240));
          line(g, 50, 100, 750, 100, 2);
        }),
        one("broken", g -> {
          for (int x = 50; x < 750; x += 70) {
            line(g, x, 100.5, x + 60, 100.5, 1);
          }
          line(g, 740, 100.5, 750, 100.5, 1);
        }),
        one("dashed", g -> {
          for (int x = 50; x <= 740; x += 15) {
            line(g, x, 100, x + 11, 100, 2);
          }
        }),
        one("double", g -> {
          line(g, 50, 98.5, 750, 98.5, 1);
          line(g, 50, 102.5, 750, 102.5, 1);
        }),
        one("half a degree", g -> line(g, 50, 97, 750, 103, 1)),
        one("one degree", g -> line(g, 50, 94, 750, 106, 1)),
        one("one degree, thick", g -> line(g, 50, 94, 750, 106, 3)));
  }

  private static Arguments one(String name, Consumer<Graphics2D> drawing) {
    return arguments(name, drawing);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("horizontal")
  void findsAHorizontalRule(String name, Consumer<Graphics2D> drawing) {
    List<Rule> found = new RuleFinder(30).find(picture(800, 200, drawing));
    assertEquals(1, found.size(), found.toString());
    Rule rule = found.get(0);
    assertTrue(rule.horizontal());
    assertEquals(50, rule.from(), 6);
    assertEquals(750, rule.to(), 6);
    assertEquals(100, rule.at(), 2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("horizontal")
  void findsAVerticalRule(String name, Consumer<Graphics2D> drawing) {
    List<Rule> found = new RuleFinder(30).find(picture(800, 200, drawing).turned());
    assertEquals(1, found.size(), found.toString());
    Rule rule = found.get(0);
    assertTrue(!rule.horizontal());
    assertEquals(50, rule.from(), 6);
    assertEquals(750, rule.to(), 6);
    assertEquals(100, rule.at(), 2);
  }

  @Test
  void findsTheBordersOfAShadedRow() {
    List<Rule> found =
        new RuleFinder(30)
            .find(
                picture(
                    800,
                    300,
                    g -> {
                      g.setColor(new Color(230, 230, 230));
                      g.fillRect(50, 100, 700, 60);
                    }));
    List<Double> places =
        found.stream().filter(Rule::horizontal).map(Rule::at).sorted().toList();
    assertEquals(2, places.size(), found.toString());
    assertEquals(100, places.get(0), 2);
    assertEquals(160, places.get(1), 2);
  }

  @Test
  void findsNoRulesInText() {
    List<Rule> found =
        new RuleFinder(30)
            .find(
                picture(
                    900,
                    400,
                    g -> {
                      for (int y = 20; y < 380; y += 30) {
                        for (int x = 20; x < 860; x += 13) {
                          letter(g, x, y, (x * 31 + y) % 5);
                        }
                      }
                    }));
    assertEquals(List.of(), found);
  }

  private static void letter(Graphics2D g, int x, int y, int shape) {
    g.setStroke(new BasicStroke(2));
    if (shape != 1) {
      g.drawLine(x + 1, y, x + 1, y + 18);
    }
    if (shape != 2) {
      g.drawLine(x, y + 18, x + 9, y + 18);
    }
    if (shape > 1) {
      g.drawOval(x, y + 8, 9, 10);
    }
  }

  @Test
  void findsAGridWithNoise() {
    GreyPlane plane =
        picture(
            1000,
            600,
            g -> {
              for (int y = 50; y <= 550; y += 50) {
                line(g, 50, y, 950, y, 2);
              }
              for (int x = 50; x <= 950; x += 150) {
                line(g, x, 50, x, 550, 2);
              }
            });
    Random random = new Random(1);
    byte[] grey = plane.grey().clone();
    for (int i = 0; i < grey.length; i++) {
      int level = (int) ((grey[i] & 0xff) + random.nextGaussian() * 8 - 10);
      grey[i] = (byte) Math.max(0, Math.min(255, level));
    }
    List<Rule> found = new RuleFinder(30).find(new GreyPlane(grey, 1000, 600));
    assertEquals(11, found.stream().filter(Rule::horizontal).filter(r -> r.length() > 880).count());
    assertEquals(7, found.stream().filter(r -> !r.horizontal()).filter(r -> r.length() > 480).count());
    assertEquals(18, found.size());
  }

  @Test
  void takesAnyPicture() {
    assertEquals(List.of(), new RuleFinder(30).find(new GreyPlane(new byte[0], 0, 0)));
    assertEquals(List.of(), new RuleFinder(30).find(new GreyPlane(new byte[3], 1, 3)));
    byte[] noise = new byte[300 * 300];
    new Random(2).nextBytes(noise);
    assertTrue(new RuleFinder(30).find(new GreyPlane(noise, 300, 300)).size() < 100);
  }
}
