package dev.quire.task.ocr.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.image.Point;
import dev.quire.image.Quad;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoxRulesTest {

  private static final PageSize PAGE = new PageSize(200, 100);

  @Test
  void scalesToThePage() {
    List<Point> corners = corners(8, 16, 24, 16, 24, 32, 8, 32);

    for (BoxRules rules : BoxRules.values()) {
      assertEquals(
          Optional.of(quad(12, 50, 38, 50, 38, 100, 12, 100)),
          rules.quad(corners, map(64, 64), PAGE),
          rules + ": 12.5 and 37.5 go to the even one");
    }
  }

  @Test
  void onlyPaddlexLetsCornersLieOnTheEdge() {
    List<Point> corners = corners(-3, -3, 70, -3, 70, 70, -3, 70);

    assertEquals(
        Optional.of(quad(0, 0, 100, 0, 100, 200, 0, 200)),
        BoxRules.PADDLEX.quad(corners, map(64, 64), PAGE));
    for (BoxRules rules : List.of(BoxRules.PADDLEOCR, BoxRules.RAPIDOCR)) {
      assertEquals(
          Optional.of(quad(0, 0, 99, 0, 99, 199, 0, 199)),
          rules.quad(corners, map(64, 64), PAGE),
          rules.name());
    }
  }

  @Test
  void onlyPaddlexKeepsSmallBoxes() {
    PageSize page = new PageSize(32, 64);
    List<Point> corners = corners(0, 0, 40, 0, 40, 7, 0, 7);

    assertEquals(
        Optional.of(quad(0, 0, 40, 0, 40, 4, 0, 4)),
        BoxRules.PADDLEX.quad(corners, map(64, 64), page));
    assertEquals(
        Optional.of(quad(0, 0, 40, 0, 40, 4, 0, 4)),
        BoxRules.RAPIDOCR.quad(corners, map(64, 64), page));
    List<Point> flat = corners(0, 0, 40, 0, 40, 6, 0, 6);
    assertEquals(
        Optional.of(quad(0, 0, 40, 0, 40, 3, 0, 3)),
        BoxRules.PADDLEX.quad(flat, map(64, 64), page));
    assertEquals(Optional.empty(), BoxRules.RAPIDOCR.quad(flat, map(64, 64), page));
    assertEquals(Optional.empty(), BoxRules.PADDLEOCR.quad(flat, map(64, 64), page));
  }

  /** A line that goes up steeply: its corners by x, and by x + y. */
  @Test
  void theyDifferInTheFirstCornerOfSteepLines() {
    PageSize page = new PageSize(64, 64);
    List<Point> corners = corners(10, 50, 30, 5, 40, 10, 20, 55);

    Quad steep = quad(10, 50, 30, 5, 40, 10, 20, 55);
    assertEquals(Optional.of(steep), BoxRules.PADDLEX.quad(corners, map(64, 64), page));
    assertEquals(Optional.of(steep), BoxRules.RAPIDOCR.quad(corners, map(64, 64), page));
    assertEquals(
        Optional.of(quad(30, 5, 40, 10, 20, 55, 10, 50)),
        BoxRules.PADDLEOCR.quad(corners, map(64, 64), page));
  }

  /** A page of 20×10 is shown to the model with a border, as 32×32. */
  @Test
  void countsTheBorderOfTinyPages() {
    PageSize page = new PageSize(10, 20);
    List<Point> corners = corners(4, 4, 24, 4, 24, 40, 4, 40);

    assertEquals(
        Optional.of(quad(2, 2, 12, 2, 12, 10, 2, 10)),
        BoxRules.PADDLEX.quad(corners, map(64, 64), page));
  }

  private static ProbabilityMap map(int height, int width) {
    return new ProbabilityMap(height, width, new float[height * width]);
  }

  private static List<Point> corners(double... coordinates) {
    return Boxes.box(1, coordinates).quad().corners();
  }

  private static Quad quad(double... coordinates) {
    return Boxes.box(1, coordinates).quad();
  }
}
