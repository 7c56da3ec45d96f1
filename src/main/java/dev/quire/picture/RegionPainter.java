package dev.quire.picture;

import dev.quire.image.PageImage;
import dev.quire.task.layout.Region;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Draws the pictures of a {@link PagePainter}, with the parts of Java that a native executable may
 * have been built without. Immutable and thread-safe.
 */
final class RegionPainter {

  /** The side in units of the cells in which print is looked for. */
  private static final double CELL = 1.5;

  private final PictureSeries series = new PictureSeries();
  private final Styles styles = new Styles();
  private final Typeface typeface = Typeface.load();

  /**
   * Draws regions on their page, once for each picture.
   *
   * @param pictures at least one, all with the same limit
   * @throws dev.quire.image.InvalidImageException if the page turns out to be damaged
   */
  List<byte[]> paint(PageImage page, List<Region> regions, List<PictureOptions> pictures) {
    return series.paint(
        page,
        pictures,
        (graphics, pixels, subject) -> {
          Box picture = new Box(0, 0, pixels.getWidth(), pixels.getHeight());
          double across = picture.width() / page.width();
          double down = picture.height() / page.height();
          List<Mark> marks =
              regions.stream().map(region -> Mark.of(region, picture, across, down)).toList();
          draw(graphics, pixels, picture, marks, subject);
        });
  }

  private void draw(
      Graphics2D graphics, BufferedImage pixels, Box page, List<Mark> marks, Subject subject) {
    Measures measures = Measures.of(pixels.getWidth(), pixels.getHeight());
    int cell = (int) Math.max(1, Math.rint(CELL * measures.unit()));
    Placer placer =
        new Placer(page, InkMap.of(pixels, cell), marks.stream().map(Mark::box).toList());
    boolean order = subject instanceof Subject.ReadingOrder;
    outline(new OutlinePainter(graphics, page, measures), marks, order);
    if (subject instanceof Subject.ReadingOrder reading) {
      number(new OrderPainter(graphics, placer, typeface, measures), marks, reading.arrows());
    } else if (subject instanceof Subject.Regions regions) {
      tag(new TagPainter(graphics, placer, typeface, measures, regions.numbered()), marks);
    }
  }

  /** The largest first, so that no region hides one that lies within it. */
  private void outline(OutlinePainter painter, List<Mark> marks, boolean order) {
    for (Mark mark : sorted(marks, bySize().reversed())) {
      painter.paint(mark.box(), mark.polygon(), style(mark), order && mark.order() == null);
    }
  }

  /** The smallest first, since it has the fewest places to choose from. */
  private void tag(TagPainter painter, List<Mark> marks) {
    for (Mark mark : sorted(marks, bySize())) {
      painter.paint(mark, style(mark));
    }
  }

  private void number(OrderPainter painter, List<Mark> marks, boolean arrows) {
    List<Mark> read =
        sorted(
            marks.stream().filter(mark -> mark.order() != null).toList(),
            Comparator.comparing(Mark::order));
    List<Box> places = new ArrayList<>();
    for (Mark mark : read) {
      places.add(painter.place(mark.box()));
    }
    if (arrows) {
      for (int i = 1; i < places.size(); i++) {
        painter.paintArrow(places.get(i - 1), places.get(i));
      }
    }
    for (int i = 0; i < places.size(); i++) {
      painter.paintNumber(read.get(i).order(), style(read.get(i)), places.get(i));
    }
  }

  private Style style(Mark mark) {
    return styles.of(mark.label(), mark.region().classId());
  }

  private static List<Mark> sorted(List<Mark> marks, Comparator<Mark> comparator) {
    return marks.stream().sorted(comparator).toList();
  }

  private static Comparator<Mark> bySize() {
    return Comparator.comparingDouble(mark -> mark.box().area());
  }
}
