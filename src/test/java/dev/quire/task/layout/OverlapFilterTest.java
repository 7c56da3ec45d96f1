package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases worked out by hand. */
class OverlapFilterTest {

  private final OverlapFilter filter = new OverlapFilter();

  @Test
  void dropsReferences() {
    assertEquals(
        List.of("reference_content"),
        labels(region("reference", 0, 0, 50, 50), region("reference_content", 60, 0, 90, 50)));
  }

  @Test
  void dropsWhatIsTiny() {
    assertEquals(
        List.of("a"),
        labels(region("a", 0, 0, 6, 6), region("b", 20, 0, 25.5f, 30), region("c", 40, 0, 70, 5)));
  }

  /** 70 of 100 of the smaller one are shared, then 71. */
  @Test
  void keepsTheLargerOfTwoThatOverlap() {
    Region large = region("text", 0, 0, 100, 20);

    assertEquals(List.of("text", "abstract"), labels(large, region("abstract", 93, 0, 103, 10)));
    assertEquals(List.of("text"), labels(large, region("abstract", 92, 0, 102, 10)));
    assertEquals(List.of("text"), labels(region("abstract", 92, 0, 102, 10), large));
  }

  @Test
  void keepsTheEarlierOfEqualOnes() {
    assertEquals(
        List.of("first"), labels(region("first", 0, 0, 20, 10), region("second", 1, 0, 21, 10)));
  }

  /** What the first pair drops does not count in the second. */
  @Test
  void letsOnlyWhatStaysDropOthers() {
    assertEquals(
        List.of("large", "small"),
        labels(
            region("large", 0, 0, 100, 10),
            region("middle", 25, 0, 118, 10),
            region("small", 101, 0, 118, 10)));
  }

  @ParameterizedTest
  @CsvSource({
    "image, text, 2",
    "seal, text, 2",
    "chart, text, 2",
    "image, image, 1",
    "table, text, 1",
    "text, table, 1",
    "table, table, 1",
    "table, image, 2",
    "table, seal, 2",
    "chart, table, 2",
    "text, abstract, 1"
  })
  void keepsWhatLiesInPictures(String outer, String inner, int kept) {
    assertEquals(kept, labels(region(outer, 0, 0, 100, 100), region(inner, 10, 10, 50, 50)).size());
  }

  /** 6 of 10 shared, which is too little for others; then half. */
  @Test
  void dropsFormulasWithinALineFromHalfOn() {
    Region line = region("text", 0, 0, 100, 10);

    assertEquals(List.of("text"), labels(line, region("inline_formula", 94, 0, 104, 10)));
    assertEquals(
        List.of("text", "inline_formula"), labels(line, region("inline_formula", 95, 0, 105, 10)));
    assertEquals(List.of("text"), labels(region("inline_formula", 0, 0, 100, 20), line));
    assertEquals(
        List.of(),
        labels(region("inline_formula", 0, 0, 20, 10), region("inline_formula", 9, 0, 29, 10)));
  }

  /** A region that is to be dropped for its size drops others until its turn comes. */
  @Test
  void letsATinyRegionDropAnEarlierFormula() {
    assertEquals(
        List.of(), labels(region("inline_formula", 0, 0, 20, 10), region("text", 2, 2, 5, 8)));
  }

  /** Two triangles of a square: their boxes are the same, they share nothing. */
  @Test
  void comparesOutlinesWhereThereAreAny() {
    Region upper = region("text", 0, 0, 20, 20);
    Region lower = region("abstract", 0, 0, 20, 20);

    assertEquals(List.of("text"), labels(upper, lower));
    assertEquals(
        List.of("text", "abstract"),
        labels(outlined(upper, 0, 0, 20, 0, 0, 20), outlined(lower, 20, 20, 20, 0, 0, 20)));
    assertEquals(
        List.of("text"),
        labels(outlined(upper, 0, 0, 20, 0, 0, 20), outlined(lower, 0, 0, 20, 0, 2, 18)));
  }

  private List<String> labels(Region... regions) {
    return filter.apply(List.of(regions)).stream().map(Region::label).toList();
  }

  private static Region region(String label, float x1, float y1, float x2, float y2) {
    return new Region(0, label, 0.9f, x1, y1, x2, y2, null);
  }

  private static Region outlined(Region region, double... points) {
    return new Region(
        region.classId(),
        region.label(),
        region.score(),
        region.x1(),
        region.y1(),
        region.x2(),
        region.y2(),
        null,
        Polygons.of(points));
  }
}
