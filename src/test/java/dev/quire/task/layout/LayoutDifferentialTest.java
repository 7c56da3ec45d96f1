package dev.quire.task.layout;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.Point;
import dev.quire.model.Nms;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The whole chain against {@link PaddleLayoutReference}, on random pages and parameters. */
class LayoutDifferentialTest {

  /** Both compute a tip's place in float64, in another order of steps. */
  private static final double ROUNDING = 1e-9;

  @Test
  void agreesWithThePlainImplementation() {
    Random random = new Random(20261121);
    Map<String, Integer> seen = new TreeMap<>();
    int pages = pages();
    for (int i = 0; i < pages; i++) {
      RandomPages page = RandomPages.of(random);

      List<PaddleLayoutReference.Result> expected = reference(page);
      List<Region> found = regions(page);

      assertSame(expected, found, "page " + i + ": " + page);
      count(seen, page, found);
    }
    // What is not there cannot be compared.
    for (String kind :
        List.of(
            "6 columns", "7 columns", "8 columns", "box", "four corners", "outline", "number")) {
      assertTrue(seen.getOrDefault(kind, 0) > pages / 50, kind + " in " + seen);
    }
  }

  /** How many pages are compared. */
  int pages() {
    return 1500;
  }

  private static void count(Map<String, Integer> seen, RandomPages page, List<Region> regions) {
    for (Region region : regions) {
      seen.merge(page.columns() + " columns", 1, Integer::sum);
      if (region.order() != null) {
        seen.merge("number", 1, Integer::sum);
      }
      if (!region.polygon().isEmpty()) {
        Point first = region.polygon().get(0);
        boolean four = region.polygon().size() == 4;
        boolean box =
            four && first.x() == region.x1() && region.polygon().get(2).x() == region.x2();
        seen.merge(box ? "box" : four ? "four corners" : "outline", 1, Integer::sum);
      }
    }
  }

  private static void assertSame(
      List<PaddleLayoutReference.Result> expected, List<Region> found, String page) {
    assertEquals(expected.size(), found.size(), page);
    for (int i = 0; i < expected.size(); i++) {
      PaddleLayoutReference.Result result = expected.get(i);
      Region region = found.get(i);
      assertEquals(result.classId(), region.classId(), page);
      assertEquals(result.score(), region.score(), page);
      assertEquals((float) result.box()[0], region.x1(), page);
      assertEquals((float) result.box()[1], region.y1(), page);
      assertEquals((float) result.box()[2], region.x2(), page);
      assertEquals((float) result.box()[3], region.y2(), page);
      assertEquals(result.order(), region.order(), page);
      assertEquals(result.polygon().length, region.polygon().size(), page);
      for (int p = 0; p < result.polygon().length; p++) {
        assertEquals(result.polygon()[p][0], region.polygon().get(p).x(), ROUNDING, page);
        assertEquals(result.polygon()[p][1], region.polygon().get(p).y(), ROUNDING, page);
      }
    }
  }

  private static List<PaddleLayoutReference.Result> reference(RandomPages page) {
    PaddleLayoutReference reference = new PaddleLayoutReference();
    reference.labels = page.labels();
    reference.width = page.width();
    reference.height = page.height();
    reference.masks = page.masks();
    reference.threshold = page.threshold();
    reference.nms = page.nms();
    reference.round = page.round();
    reference.largeImages = page.largeImages();
    reference.merge = page.merge();
    reference.shape = page.shape();
    reference.unclip = page.unclip();
    reference.filter = page.filter();
    reference.skip = page.skip();
    return reference.run(page.columns(), page.values());
  }

  private static List<Region> regions(RandomPages page) {
    PageRows rows =
        new PageRows(
            page.columns(),
            page.values(),
            page.width(),
            page.height(),
            Optional.ofNullable(page.masks()).map(LayoutDifferentialTest::masks));
    Refinement refinement =
        new Refinement(
            page.round(),
            page.largeImages(),
            merging(page.merge()),
            ShapeMode.valueOf(page.shape().toUpperCase(Locale.ROOT)),
            unclip(page.unclip()),
            page.filter());
    LayoutParameters parameters =
        new LayoutParameters(
            0.5, Map.of(), page.nms() ? Nms.standard() : Nms.off(), refinement, page.skip());
    parameters =
        page.threshold() instanceof Double threshold
            ? parameters.withThreshold(threshold)
            : parameters.withThresholds(numbers((Map<?, ?>) page.threshold()));
    return new LayoutPostprocessor(page.labels()).regions(rows, parameters);
  }

  private static Masks masks(boolean[][][] cells) {
    int side = cells.length == 0 ? 1 : cells[0].length;
    return MaskFixture.of(cells.length, side, side, (row, y, x) -> cells[row][y][x]);
  }

  private static Map<Integer, Double> numbers(Map<?, ?> thresholds) {
    return thresholds.entrySet().stream()
        .collect(toMap(entry -> (Integer) entry.getKey(), entry -> (Double) entry.getValue()));
  }

  private static Merging merging(Object merge) {
    if (merge instanceof String mode) {
      return new Merging.Everywhere(mode(mode));
    }
    if (merge instanceof Map<?, ?> modes) {
      return new Merging.PerClass(
          modes.entrySet().stream()
              .collect(toMap(entry -> (Integer) entry.getKey(), entry -> mode(entry.getValue()))));
    }
    return Merging.none();
  }

  private static MergeMode mode(Object word) {
    return MergeMode.valueOf(word.toString().toUpperCase(Locale.ROOT));
  }

  private static Unclip unclip(Object unclip) {
    if (unclip instanceof double[] ratio) {
      return new Unclip.Everywhere(ratio(ratio));
    }
    if (unclip instanceof Map<?, ?> ratios) {
      return new Unclip.PerClass(
          ratios.entrySet().stream()
              .collect(
                  toMap(
                      entry -> (Integer) entry.getKey(),
                      entry -> ratio((double[]) entry.getValue()))));
    }
    return Unclip.none();
  }

  private static Unclip.Ratio ratio(double[] ratio) {
    return new Unclip.Ratio(ratio[0], ratio[1]);
  }
}
