package dev.quire.export;

import dev.quire.image.PageWarning;
import dev.quire.image.PageWarning.Kind;
import dev.quire.image.Point;
import dev.quire.task.layout.Region;
import java.util.List;

/** Documents to export. */
final class Documents {

  static final List<String> LABELS =
      List.of("doc_title", "text", "table", "image", "header", "number", "figure_title");

  private Documents() {}

  /** Two pages with every kind of block, a polygon, and names that need escaping. */
  static LaidOutDocument twoPages() {
    Region title = region(0, 0.9512f, 100.4f, 50.6f, 700.5f, 90, 1);
    Region text =
        outlined(
            region(1, 0.8f, 100, 120, 700, 400.25f, 2),
            List.of(
                new Point(100, 120),
                new Point(700, 120),
                new Point(700, 300),
                new Point(400, 300),
                new Point(400, 400.25),
                new Point(100, 400.25)));
    Region table = region(2, 0.7f, 100, 450, 700, 800, null);
    Region header = region(4, 0.6f, 100, 10, 300, 30, null);
    Region image = region(3, 0.5f, 10, 20, 500, 300, null);
    Region caption = region(6, 0.55f, 10, 310, 500, 330, null);
    Region number = region(5, 0.45f, 280, 780, 300, 795, null);
    return new LaidOutDocument(
        "R&D <\"quires\">.pdf",
        LABELS,
        List.of(
            new LaidOutPage(1, 800, 1000, "R&D-1.png", List.of(header, title, text, table)),
            new LaidOutPage(2, 600, 800, "R&D \"2\".png", List.of(image, caption, number))));
  }

  static LaidOutDocument of(Region... blocks) {
    return new LaidOutDocument(
        "page.png", LABELS, List.of(new LaidOutPage(1, 800, 1000, "page.png", List.of(blocks))));
  }

  static LaidOutDocument named(String name) {
    return new LaidOutDocument(
        name, LABELS, List.of(new LaidOutPage(1, 800, 1000, name, List.of())));
  }

  /** Two pages, the second with two warnings, of which one has what XML cannot hold. */
  static LaidOutDocument warned() {
    return new LaidOutDocument(
        "warned.pdf",
        LABELS,
        List.of(
            new LaidOutPage(1, 800, 1000, "page-1", List.of()),
            new LaidOutPage(
                2,
                600,
                800,
                "page-2",
                List.of(),
                List.of(
                    new PageWarning(Kind.DAMAGED, "Its lower half & more is grey <--\u0000--->-"),
                    new PageWarning(Kind.NOT_DRAWN, "A picture is left out")))));
  }

  static Region region(
      int classId, float score, float x1, float y1, float x2, float y2, Integer order) {
    return new Region(classId, LABELS.get(classId), score, x1, y1, x2, y2, order);
  }

  static Region outlined(Region region, List<Point> polygon) {
    return new Region(
        region.classId(),
        region.label(),
        region.score(),
        region.x1(),
        region.y1(),
        region.x2(),
        region.y2(),
        region.order(),
        polygon);
  }
}
