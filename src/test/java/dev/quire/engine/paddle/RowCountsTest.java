package dev.quire.engine.paddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.engine.EngineException;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowCountsTest {

  private final RowCounts counts = new RowCounts("m", "fetch_name_0");

  @Test
  void countsTheRowsBetweenOffsets() {
    assertEquals(List.of(2, 0, 3), of(rows(5, 6), new long[][] {{0, 2, 2, 5}}, 3));
    assertEquals(List.of(0), of(rows(0, 6), new long[][] {{0, 0}}, 1));
  }

  @Test
  void allRowsAreThoseOfASingleItem() {
    assertEquals(List.of(4), of(rows(4, 6), new long[0][], 1));
  }

  @Test
  void oneMinusOneMeansNothingForTheWholeBatch() {
    Tensor nothing = rows(1, 1);
    nothing.data().putFloat(0, -1);

    assertEquals(List.of(0, 0, 0), of(nothing, new long[][] {{0, 1}}, 3));
  }

  @Test
  void refusesLevelsThatDoNotFit() {
    refuses(rows(5, 6), new long[0][], 2);
    refuses(rows(5, 6), new long[][] {{0, 5}}, 2);
    refuses(rows(5, 6), new long[][] {{0, 2, 4}}, 2);
    refuses(rows(5, 6), new long[][] {{1, 2, 5}}, 2);
    refuses(rows(5, 6), new long[][] {{0, 6, 5}}, 2);
    refuses(rows(5, 6), new long[][] {{0, 1, 2}, {0, 2, 5}}, 2);
    refuses(rows(1, 1), new long[][] {{0, 1}}, 2);
  }

  @Test
  void saysWhatWasFound() {
    EngineException refusal =
        assertThrows(
            EngineException.class, () -> counts.of(rows(5, 6), new long[][] {{0, 2, 4}}, 2));
    assertEquals(
        "Model m: output fetch_name_0 [5x6] with the level of detail [[0, 2, 4]] found, one level"
            + " for 2 items expected",
        refusal.getMessage());
  }

  private void refuses(Tensor rows, long[][] levels, long items) {
    assertThrows(
        EngineException.class,
        () -> counts.of(rows, levels, items),
        () -> rows.shape() + " " + Arrays.deepToString(levels));
  }

  private List<Integer> of(Tensor rows, long[][] levels, long items) {
    Tensor found = counts.of(rows, levels, items);
    assertEquals(ElementType.INT32, found.type());
    assertEquals(Shape.of(items), found.shape());
    int[] values = new int[(int) items];
    found.data().asIntBuffer().get(values);
    return Arrays.stream(values).boxed().toList();
  }

  private static Tensor rows(long... shape) {
    return Tensor.allocate(ElementType.FLOAT32, Shape.of(shape));
  }
}
