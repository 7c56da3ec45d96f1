package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.Head;
import dev.quire.model.Model;
import dev.quire.model.Resolution;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PicoDetHeadTest {

  /** Logits so far below another that nothing is left of them. */
  private static final float NEVER = -1e4f;

  private static final int BINS = 4;
  private static final int CLASSES = LayoutFixture.LABELS.size();
  private static final Head.PicoDet SETTINGS = new Head.PicoDet(List.of(8), 0.4, 0.5);
  private static final PicoDetHead HEAD =
      new PicoDetHead(List.of("s"), List.of("d"), SETTINGS, Integer.MAX_VALUE);

  private final Model model = LayoutFixture.withHead(LayoutFixture.model(16), SETTINGS);

  /**
   * The last of four cells has its centre at (12, 12). Left is 1 for sure, top 0, right 0 or 1,
   * bottom anything from 0 to 2: one stride, none, a half and one. The page is twice as wide as the
   * input and half as high.
   */
  @Test
  void decodesABox() {
    Maps maps = new Maps(1, 4);
    maps.score(3, 2, 0.75f);
    maps.distances(3, List.of(1), List.of(0), List.of(0, 1), List.of(0, 1, 2));

    PageRows rows = rows(maps, page(32, 8));

    assertEquals(6, rows.columns());
    assertEquals(32, rows.width());
    assertEquals(8, rows.height());
    assertArrayEquals(new float[] {2, 0.75f, 8, 6, 32, 10}, rows.values(), 1e-4f);
  }

  /** Softmax of the logits ln 1, ln 3, ln 4 and none: distances 0, 1, 2 with 1/8, 3/8 and 4/8. */
  @Test
  void weighsDistancesBySoftmax() {
    Maps maps = new Maps(1, 4);
    maps.score(0, 0, 0.5f);
    for (int side = 0; side < 4; side++) {
      maps.logits(0, side, 0, (float) Math.log(3), (float) Math.log(4), NEVER);
    }

    float distance = 8 * (3 + 2 * 4) / 8f;
    assertArrayEquals(
        new float[] {0, 0.5f, 4 - distance, 4 - distance, 4 + distance, 4 + distance},
        rows(maps, page(16, 16)).values(),
        1e-4f);
  }

  /** Logits that overflow as powers of e. */
  @Test
  void standsLargeLogits() {
    Maps maps = new Maps(1, 4);
    maps.score(0, 0, 0.5f);
    for (int side = 0; side < 4; side++) {
      maps.logits(0, side, 1000, NEVER, 1000, NEVER);
    }

    assertArrayEquals(
        new float[] {0, 0.5f, -4, -4, 12, 12}, rows(maps, page(16, 16)).values(), 1e-4f);
  }

  @Test
  void takesScoresAboveTheThresholdAlone() {
    Maps maps = new Maps(1, 4);
    maps.score(0, 0, 0.4f);
    maps.score(1, 1, Math.nextUp(0.4f));
    maps.score(2, 2, Float.NaN);
    maps.score(2, 3, 0.9f);
    maps.score(2, 4, 0.4f);

    PageRows rows = rows(maps, page(16, 16));

    assertEquals(2, rows.size());
    assertEquals(1, rows.detection(0).classId());
    assertEquals(3, rows.detection(1).classId());
  }

  @Test
  void findsNothing() {
    assertEquals(0, rows(new Maps(1, 4), page(16, 16)).size());
  }

  /** A cell above the threshold in several classes gives a box for each. */
  @Test
  void givesABoxForEachClassOfACell() {
    Maps maps = new Maps(1, 4);
    maps.score(1, 4, 0.5f);
    maps.score(1, 0, 0.6f);
    maps.score(1, 2, 0.9f);

    PageRows rows = rows(maps, page(16, 16));

    assertEquals(
        List.of(0, 2, 4),
        List.of(
            rows.detection(0).classId(), rows.detection(1).classId(), rows.detection(2).classId()));
  }

  /**
   * Two boxes of one height, the second moved to the right by 8. If they are 16 wide, they share 8
   * of 24; if 24, they share 16 of 32, a half, which is not above it; if 32, they share 24 of 40.
   */
  @ParameterizedTest
  @CsvSource({"1, 1, 2", "1, 2, 2", "2, 2, 1"})
  void dropsTheWeakerOfTwoOverlappingBoxes(int left, int right, int kept) {
    Maps maps = new Maps(1, 4);
    for (int cell = 0; cell < 2; cell++) {
      maps.score(cell, 1, 0.5f + 0.1f * cell);
      maps.distances(cell, List.of(left), List.of(1), List.of(right), List.of(1));
    }

    PageRows rows = rows(maps, page(16, 16));

    assertEquals(kept, rows.size());
    assertEquals(0.6f, rows.detection(0).score());
  }

  @Test
  void keepsOverlappingBoxesOfDifferentClasses() {
    Maps maps = new Maps(1, 4);
    for (int cell = 0; cell < 2; cell++) {
      maps.score(cell, cell, 0.9f - 0.1f * cell);
      maps.distances(cell, List.of(3), List.of(3), List.of(3), List.of(3));
    }

    assertEquals(2, rows(maps, page(16, 16)).size());
  }

  /** What was dropped drops nothing itself: of three in a row, the first and the last stay. */
  @Test
  void letsDroppedBoxesDropNothing() {
    Model wide = LayoutFixture.withHead(model(new Resolution(8, 24)), SETTINGS);
    Maps maps = new Maps(1, 3);
    for (int cell = 0; cell < 3; cell++) {
      maps.score(cell, 1, 0.9f - 0.1f * cell);
      maps.distances(cell, List.of(2), List.of(1), List.of(1, 2), List.of(1));
    }

    PageRows rows =
        HEAD.rows(wide, maps.tensors(), List.of(page(new Resolution(8, 24), 24, 8))).get(0);

    assertEquals(2, rows.size());
    assertEquals(0.9f, rows.detection(0).score());
    assertEquals(0.7f, rows.detection(1).score(), 1e-6f);
  }

  /** The only cell of its class is the one that is one too many, unless there is one less. */
  @ParameterizedTest
  @CsvSource({"1000, true", "1001, false"})
  void looksAtTheThousandHighestCells(int cells, boolean found) {
    Resolution strip = new Resolution(8, 8 * cells);
    Maps maps = new Maps(1, cells);
    for (int cell = 0; cell < cells; cell++) {
      maps.score(cell, 0, 0.9f);
    }
    maps.score(7, 0, 0);
    maps.score(7, 1, 0.8f);

    PageRows rows =
        HEAD.rows(
                LayoutFixture.withHead(model(strip), SETTINGS),
                maps.tensors(),
                List.of(page(strip, 10, 10)))
            .get(0);

    assertEquals(found, rows.detection(rows.size() - 1).classId() == 1);
  }

  /** Sides that are no multiple of the stride: cells reach beyond them. */
  @Test
  void roundsGridsUp() {
    PicoDetGrid grid = new PicoDetGrid(new Resolution(800, 608), 64);

    assertEquals(13 * 10, grid.cells());
    assertEquals(9.5 * 64, grid.centreX(129));
    assertEquals(12.5 * 64, grid.centreY(129));
    assertEquals(100 * 76, new PicoDetGrid(new Resolution(800, 608), 8).cells());
  }

  /** Two pages and four strides: as by hand, so by the slow way, however scores and boxes lie. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 320, 272, 0.4, 0.5",
    "2, 2, 320, 272, 0.4, 0.5",
    "3, 2, 352, 256, 0.4, 0.5",
    "4, 1, 352, 256, 0.05, 0.3",
    "5, 2, 321, 255, 0.4, 0.9",
    "6, 2, 64, 64, 0.4, 0.5",
    "7, 1, 60, 700, 0.9, 0.5",
    "8, 2, 320, 320, 0.97, 0.5",
    "9, 2, 320, 272, 0.2, 0.5",
    "10, 1, 480, 480, 0.4, 0.5"
  })
  void agreesWithTheSlowWay(
      int seed, int batch, int height, int width, double threshold, double overlap) {
    PicoDetReference reference =
        new PicoDetReference(seed, batch, height, width, CLASSES, 8, threshold, overlap);
    Head.PicoDet settings = new Head.PicoDet(List.of(8, 16, 32, 64), threshold, overlap);
    PicoDetHead head =
        new PicoDetHead(
            List.of("s0", "s1", "s2", "s3"), List.of("d0", "d1", "d2", "d3"), settings, batch);
    Resolution resolution = new Resolution(height, width);
    List<PreparedPage> pages =
        List.of(page(resolution, 1234, 999), page(resolution, 100, 2000)).subList(0, batch);

    List<PageRows> found =
        head.rows(LayoutFixture.withHead(model(resolution), settings), reference.tensors(), pages);

    assertEquals(batch, found.size());
    for (int page = 0; page < batch; page++) {
      List<float[]> expected =
          reference.rows(page, pages.get(page).width(), pages.get(page).height());
      assertTrue(!expected.isEmpty(), "the case shows something");
      assertEquals(expected.size(), found.get(page).size());
      for (int row = 0; row < expected.size(); row++) {
        float[] own = Arrays.copyOfRange(found.get(page).values(), 6 * row, 6 * row + 6);
        assertEquals(expected.get(row)[0], own[0]);
        assertEquals(expected.get(row)[1], own[1]);
        assertArrayEquals(expected.get(row), own, 1e-2f);
      }
    }
  }

  @Test
  void refusesOutputsOfOtherShapes() {
    List<PreparedPage> pages = List.of(page(16, 16));
    Map<String, Tensor> right = new Maps(1, 4).tensors();

    assertBroken(Map.of("s", right.get("s")), pages, "expected [s, d]");
    assertBroken(right, List.of(pages.get(0), pages.get(0)), "expected scores [2x4x6]");
    assertBroken(new Maps(1, 5).tensors(), pages, "output s is FLOAT32[1x5x6]; expected scores");
    assertBroken(with(right, "s", 1, 4, 5), pages, "expected scores [1x4x6]");
    assertBroken(with(right, "s", 4, 6), pages, "expected rank 3");
    assertBroken(with(right, "d", 1, 3, 16), pages, "output d is FLOAT32[1x3x16]; expected");
    assertBroken(with(right, "d", 1, 4, 18), pages, "distributions [1x4] of four sides");
    assertBroken(with(right, "d", 1, 4, 4), pages, "distributions [1x4] of four sides");
    Map<String, Tensor> whole = new LinkedHashMap<>(right);
    whole.put("s", Tensor.allocate(ElementType.INT32, Shape.of(1, 4, 6)));
    assertBroken(whole, pages, "expected float32");
  }

  @Test
  void wantsAnOutputOfEachKindForEachStride() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new PicoDetHead(List.of("s"), List.of("d", "e"), SETTINGS, 1));
  }

  private void assertBroken(Map<String, Tensor> outputs, List<PreparedPage> pages, String message) {
    IllegalStateException broken =
        assertThrows(IllegalStateException.class, () -> HEAD.rows(model, outputs, pages));
    assertTrue(broken.getMessage().contains(message), broken.getMessage());
    assertTrue(broken.getMessage().contains("fixture.onnx"), broken.getMessage());
  }

  private static Map<String, Tensor> with(Map<String, Tensor> right, String name, long... shape) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(right);
    tensors.put(name, Tensor.allocate(ElementType.FLOAT32, Shape.of(shape)));
    return tensors;
  }

  private PageRows rows(Maps maps, PreparedPage page) {
    return HEAD.rows(model, maps.tensors(), List.of(page)).get(0);
  }

  private static Model model(Resolution resolution) {
    return LayoutFixture.model(LayoutFixture.plain(resolution), LayoutFixture.model(16).file());
  }

  private static PreparedPage page(int width, int height) {
    return page(Resolution.square(16), width, height);
  }

  private static PreparedPage page(Resolution resolution, int width, int height) {
    byte[] pixels = new byte[Math.toIntExact(PreparedPage.sizeInBytes(resolution))];
    return new PreparedPage(resolution, pixels, width, height, 0, 0);
  }

  /** The maps of one stride: no scores, and every distance 0 for sure. */
  private static final class Maps {

    private final int pages;
    private final int cells;
    private final float[] scores;
    private final float[] logits;

    Maps(int pages, int cells) {
      this.pages = pages;
      this.cells = cells;
      this.scores = new float[pages * cells * CLASSES];
      this.logits = new float[pages * cells * 4 * BINS];
      Arrays.fill(logits, NEVER);
      for (int i = 0; i < logits.length; i += BINS) {
        logits[i] = 0;
      }
    }

    void score(int cell, int classId, float score) {
      scores[cell * CLASSES + classId] = score;
    }

    void logits(int cell, int side, float... values) {
      System.arraycopy(values, 0, logits, (cell * 4 + side) * BINS, BINS);
    }

    /** The distances that are equally likely, for left, top, right and bottom. */
    @SafeVarargs
    final void distances(int cell, List<Integer>... sides) {
      for (int side = 0; side < 4; side++) {
        float[] values = new float[BINS];
        Arrays.fill(values, NEVER);
        sides[side].forEach(distance -> values[distance] = 0);
        logits(cell, side, values);
      }
    }

    Map<String, Tensor> tensors() {
      return Map.of(
          "s", LayoutFixture.floats(Shape.of(pages, cells, CLASSES), scores),
          "d", LayoutFixture.floats(Shape.of(pages, cells, 4 * BINS), logits));
    }
  }
}
