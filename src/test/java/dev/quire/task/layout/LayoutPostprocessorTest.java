package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.Nms;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases worked out by hand. Classes are those of {@link LayoutFixture#LABELS}. */
class LayoutPostprocessorTest {

  private static final int TEXT = 0;
  private static final int IMAGE = 1;
  private static final int TABLE = 2;

  private final LayoutPostprocessor postprocessor = new LayoutPostprocessor(LayoutFixture.LABELS);
  private final LayoutParameters plain =
      new LayoutParameters(0.3, Nms.off(), LayoutParameters.SKIP_ORDER_LABELS);

  @Test
  void keepsScoresAboveTheThresholdOnly() {
    PageRows rows =
        rows(
            6,
            row(TEXT, 0.31f, 0, 0, 10, 10),
            row(TEXT, 0.3f, 0, 20, 10, 30),
            row(TEXT, 0.29f, 0, 40, 10, 50),
            row(TEXT, Float.NaN, 0, 40, 10, 50),
            row(-1, 0.9f, 0, 60, 10, 70));

    List<Region> regions = postprocessor.regions(rows, plain);

    assertEquals(1, regions.size());
    assertEquals(0.31f, regions.get(0).score());
  }

  @Test
  void givesNothingForNothing() {
    assertTrue(postprocessor.regions(rows(7), plain).isEmpty());
  }

  @Test
  void leavesTheModelsOrderWithoutRanks() {
    PageRows rows = rows(6, row(TEXT, 0.5f, 0, 0, 10, 10), row(TABLE, 0.9f, 0, 20, 10, 30));

    List<Region> regions = postprocessor.regions(rows, plain);

    assertEquals(List.of("text", "table"), labels(regions));
    assertNull(regions.get(0).order());
  }

  @Test
  void sortsByRankAndNumbersWithoutGaps() {
    PageRows rows =
        rows(
            7,
            row(TEXT, 0.9f, 0, 0, 10, 10, 250),
            row(TABLE, 0.8f, 0, 20, 10, 30, 3),
            row(3, 0.7f, 0, 40, 10, 50, 0),
            row(TEXT, 0.6f, 0, 60, 10, 70, 120));

    List<Region> regions = postprocessor.regions(rows, plain);

    assertEquals(List.of("doc_title", "table", "text", "text"), labels(regions));
    assertEquals(Arrays.asList(1, null, 2, 3), regions.stream().map(Region::order).toList());
    assertEquals(60, regions.get(2).y1());
  }

  @Test
  void breaksEqualRanksByVotesMostFirst() {
    PageRows rows =
        rows(
            8,
            row(TEXT, 0.9f, 1, 0, 10, 10, 5, 10),
            row(TEXT, 0.9f, 2, 0, 10, 10, 5, 30),
            row(TEXT, 0.9f, 3, 0, 10, 10, 4, 0),
            row(TEXT, 0.9f, 4, 0, 10, 10, 5, 10));

    assertEquals(
        List.of(3f, 2f, 1f, 4f),
        postprocessor.regions(rows, plain).stream().map(Region::x1).toList());
  }

  @Test
  void letsRequestsChooseWhatStaysOutOfTheOrder() {
    PageRows rows = rows(7, row(TEXT, 0.9f, 0, 0, 10, 10, 1), row(TABLE, 0.8f, 0, 20, 10, 30, 2));
    LayoutParameters parameters = new LayoutParameters(0.3, Nms.off(), Set.of("text"));

    assertEquals(
        Arrays.asList(null, 1),
        postprocessor.regions(rows, parameters).stream().map(Region::order).toList());
  }

  @Test
  void clipsToThePageAndDropsWhatIsLeftOfNothing() {
    PageRows rows =
        rows(
            6,
            row(TEXT, 0.9f, -5.5f, -0.25f, 120, 250),
            row(TEXT, 0.9f, 100, 10, 130, 20),
            row(TEXT, 0.9f, 30, 20, 30, 40),
            row(TEXT, 0.9f, 30, 40, 50, 20),
            row(TEXT, 0.9f, Float.NaN, 10, 20, 20),
            row(TEXT, 0.9f, 10.25f, 10.5f, 20.75f, Float.POSITIVE_INFINITY));

    List<Region> regions = postprocessor.regions(rows, plain);

    assertEquals(2, regions.size());
    assertEquals(new Region(0, "text", 0.9f, 0, 0, 100, 200, null), regions.get(0));
    assertEquals(new Region(0, "text", 0.9f, 10.25f, 10.5f, 20.75f, 200, null), regions.get(1));
  }

  /** Ten wide and ten high on pixel counts; moved by one: 90 shared of 110, 0.818. */
  @Test
  void measuresOverlapInPixels() {
    Detection one = detection(TEXT, 0.9f, 0, 0, 9, 9);
    Detection moved = detection(TEXT, 0.9f, 1, 0, 10, 9);
    Detection apart = detection(TEXT, 0.9f, 20, 0, 29, 9);
    Detection beside = detection(TEXT, 0.9f, 10, 0, 19, 9);
    Detection touching = detection(TEXT, 0.9f, 9, 0, 18, 9);

    assertEquals(90.0 / 110, one.overlap(moved));
    assertEquals(90.0 / 110, moved.overlap(one));
    assertEquals(1, one.overlap(one));
    assertEquals(0, one.overlap(apart));
    assertEquals(0, one.overlap(beside));
    assertEquals(10.0 / 190, one.overlap(touching));
  }

  /** 75 of 100 pixels and 25 more: 0.6 exactly. */
  @Test
  void dropsTheWeakerOfOneClassFromTheThresholdOn() {
    PageRows at = rows(6, row(TEXT, 0.8f, 0, 0, 9, 9), row(TEXT, 0.9f, 2.5f, 0, 11.5f, 9));
    PageRows below = rows(6, row(TEXT, 0.8f, 0, 0, 9, 9), row(TEXT, 0.9f, 2.6f, 0, 11.6f, 9));
    LayoutParameters nms = plain.withNms(Nms.standard());

    List<Region> one = postprocessor.regions(at, nms);
    List<Region> two = postprocessor.regions(below, nms);

    assertEquals(List.of(0.9f), one.stream().map(Region::score).toList());
    assertEquals(List.of(0.9f, 0.8f), two.stream().map(Region::score).toList());
    assertEquals(2, postprocessor.regions(at, plain).size());
  }

  /** 100 x 100 pixels; one column fewer overlaps by 0.99, three fewer by 0.97. */
  @Test
  void dropsOtherClassesOnlyIfTheyAreNearlyTheSame() {
    LayoutParameters nms = plain.withNms(Nms.standard());
    float[] image = row(IMAGE, 0.9f, 0, 0, 99, 99);

    assertEquals(
        List.of("image"),
        labels(postprocessor.regions(rows(6, row(TABLE, 0.8f, 0, 0, 98, 99), image), nms)));
    assertEquals(
        List.of("image", "table"),
        labels(postprocessor.regions(rows(6, row(TABLE, 0.8f, 0, 0, 96, 99), image), nms)));
    assertEquals(
        List.of("image"),
        labels(
            postprocessor.regions(
                rows(6, row(TABLE, 0.8f, 0, 0, 96, 99), image),
                plain.withNms(new Nms(true, 0.6, 0.8)))));
  }

  /** The middle one falls to the strongest, so it no longer stands against the last. */
  @Test
  void letsOnlyWhatStaysSuppress() {
    PageRows rows =
        rows(
            6,
            row(TEXT, 0.9f, 0, 0, 99, 9),
            row(TEXT, 0.8f, 20, 0, 119, 9),
            row(TEXT, 0.7f, 40, 0, 139, 9));

    assertEquals(
        List.of(0.9f, 0.7f),
        new LayoutPostprocessor(LayoutFixture.LABELS)
                .regions(new PageRows(6, rows.values(), 1000, 1000), plain.withNms(Nms.standard()))
                .stream()
                .map(Region::score)
                .toList());
  }

  @Test
  void keepsTheEarlierOfEqualScores() {
    PageRows rows = rows(6, row(TEXT, 0.9f, 0, 0, 50, 50), row(TEXT, 0.9f, 1, 0, 50, 50));

    List<Region> regions = postprocessor.regions(rows, plain.withNms(Nms.standard()));

    assertEquals(1, regions.size());
    assertEquals(0, regions.get(0).x1());
  }

  @Test
  void refusesClassesWithoutLabel() {
    PageRows rows = rows(6, row(6, 0.9f, 0, 0, 10, 10));

    assertThrows(IllegalStateException.class, () -> postprocessor.regions(rows, plain));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesThresholdsOutOfRange(double threshold) {
    assertThrows(IllegalArgumentException.class, () -> plain.withThreshold(threshold));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
  void refusesOverlapsOutOfRange(double overlap) {
    assertThrows(IllegalArgumentException.class, () -> new Nms(true, overlap, 0.5));
    assertThrows(IllegalArgumentException.class, () -> new Nms(true, 0.5, overlap));
  }

  @Test
  void takesParametersFromTheModel() {
    LayoutParameters parameters = LayoutParameters.of(LayoutFixture.model(8));

    assertEquals(0.5, parameters.threshold());
    assertEquals(Nms.off(), parameters.nms());
    assertEquals(11, parameters.skipOrderLabels().size());
  }

  /** Random rows: regions lie on the page, in order, above the threshold; numbers have no gaps. */
  @Test
  void keepsItsPromisesOnRandomRows() {
    Random random = new Random(23);
    for (int round = 0; round < 200; round++) {
      int columns = 6 + random.nextInt(3);
      float[] values = new float[columns * random.nextInt(60)];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            switch (i % columns) {
              case 0 -> random.nextInt(7) - 1;
              case 1 -> random.nextFloat();
              case 6, 7 -> random.nextInt(300);
              default -> random.nextFloat() * 260 - 30;
            };
      }
      PageRows rows = new PageRows(columns, values, 100, 200);
      double threshold = random.nextFloat();
      Nms nms = random.nextBoolean() ? Nms.standard() : Nms.off();

      List<Region> regions =
          postprocessor.regions(rows, plain.withThreshold(threshold).withNms(nms));

      int number = 0;
      for (Region region : regions) {
        assertTrue(region.score() > (float) threshold);
        assertTrue(region.x1() >= 0 && region.x1() < region.x2() && region.x2() <= 100);
        assertTrue(region.y1() >= 0 && region.y1() < region.y2() && region.y2() <= 200);
        if (region.order() != null) {
          assertEquals(++number, region.order());
        }
      }
      assertEquals(
          columns == 6
              ? 0
              : regions.stream()
                  .filter(region -> !LayoutParameters.SKIP_ORDER_LABELS.contains(region.label()))
                  .count(),
          number);
    }
  }

  private static Detection detection(
      int classId, float score, float x1, float y1, float x2, float y2) {
    return new Detection(classId, score, x1, y1, x2, y2, 0, 0);
  }

  private static float[] row(float... values) {
    return values;
  }

  /** Rows of a page 100 wide and 200 high. */
  private static PageRows rows(int columns, float[]... rows) {
    float[] values = new float[columns * rows.length];
    for (int i = 0; i < rows.length; i++) {
      assertEquals(columns, rows[i].length);
      System.arraycopy(rows[i], 0, values, i * columns, columns);
    }
    return new PageRows(columns, values, 100, 200);
  }

  private static List<String> labels(List<Region> regions) {
    return regions.stream().map(Region::label).toList();
  }
}
