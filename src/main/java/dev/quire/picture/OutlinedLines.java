package dev.quire.picture;

import dev.quire.image.PageImage;
import dev.quire.image.Point;
import dev.quire.image.Quad;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws the pictures of a {@link LinePainter}, with the parts of Java that a native executable may
 * have been built without. Immutable and thread-safe.
 */
final class OutlinedLines {

  /** The web page's colour of text. */
  private static final Style STYLE = new Style(new Color(0x1566ad), 1.25, new float[] {});

  /** The side in units of the cells in which print is looked for. */
  private static final double CELL = 1.5;

  /** A number's circle in heights of a line: lines stand closer than regions do. */
  private static final double CIRCLE = 0.8;

  /** What a circle may be made smaller by at most, so that its number can be read. */
  private static final double SMALLEST = 0.6;

  /** How many pixels corners may be off the box around them that are taken for its own. */
  private static final double UPRIGHT = 0.5;

  private final PictureSeries series = new PictureSeries();
  private final Typeface typeface = Typeface.load();

  /** Draws lines on their page, once for each picture; as {@link LinePainter#paint}. */
  List<byte[]> paint(PageImage page, List<Quad> lines, List<PictureOptions> pictures) {
    return series.paint(
        page,
        pictures,
        (graphics, pixels, subject) -> {
          double across = (double) pixels.getWidth() / page.width();
          double down = (double) pixels.getHeight() / page.height();
          draw(graphics, pixels, lines.stream().map(line -> scaled(line, across, down)).toList());
        });
  }

  private static List<Point> scaled(Quad line, double across, double down) {
    return line.corners().stream()
        .map(corner -> new Point(corner.x() * across, corner.y() * down))
        .toList();
  }

  private void draw(Graphics2D graphics, BufferedImage pixels, List<List<Point>> lines) {
    Box page = new Box(0, 0, pixels.getWidth(), pixels.getHeight());
    List<Box> boxes = lines.stream().map(line -> around(line).clippedTo(page)).toList();
    Measures measures = Measures.of(pixels.getWidth(), pixels.getHeight());
    int cell = (int) Math.max(1, Math.rint(CELL * measures.unit()));
    Placer placer = new Placer(page, InkMap.of(pixels, cell), boxes);
    OutlinePainter outlines = new OutlinePainter(graphics, page, measures);
    for (int i = 0; i < lines.size(); i++) {
      outlines.paint(boxes.get(i), outline(lines.get(i)), STYLE, false);
    }
    OrderPainter numbers =
        new OrderPainter(graphics, placer, typeface, measures.times(factor(lines, measures)));
    List<Box> places = new ArrayList<>();
    for (Box box : boxes) {
      places.add(numbers.place(box));
    }
    for (int i = 0; i < places.size(); i++) {
      numbers.paintNumber(i + 1, STYLE, places.get(i));
    }
  }

  /** A line's corners; none of an upright one, whose box is drawn with sharper edges. */
  private static List<Point> outline(List<Point> corners) {
    Box box = around(corners);
    boolean upright =
        corners.stream()
            .allMatch(
                corner ->
                    isAt(corner.x(), box.x1(), box.x2()) && isAt(corner.y(), box.y1(), box.y2()));
    return upright ? List.of() : corners;
  }

  private static boolean isAt(double value, double edge, double otherEdge) {
    return Math.min(Math.abs(value - edge), Math.abs(value - otherEdge)) <= UPRIGHT;
  }

  /** The upright box around a line. */
  private static Box around(List<Point> corners) {
    return new Box(
        corners.stream().mapToDouble(Point::x).min().orElseThrow(),
        corners.stream().mapToDouble(Point::y).min().orElseThrow(),
        corners.stream().mapToDouble(Point::x).max().orElseThrow(),
        corners.stream().mapToDouble(Point::y).max().orElseThrow());
  }

  /**
   * How much smaller circles are than those of regions, so that they fit lines of middle height.
   */
  private static double factor(List<List<Point>> lines, Measures measures) {
    double[] heights = lines.stream().mapToDouble(OutlinedLines::height).sorted().toArray();
    if (heights.length == 0) {
      return 1;
    }
    double wanted = CIRCLE * heights[heights.length / 2] / measures.badge();
    return Math.max(SMALLEST, Math.min(wanted, 1));
  }

  /** The distance between where a line's text begins and where the same edge ends below it. */
  private static double height(List<Point> corners) {
    Point top = corners.get(0);
    Point bottom = corners.get(3);
    return Math.hypot(bottom.x() - top.x(), bottom.y() - top.y());
  }
}
