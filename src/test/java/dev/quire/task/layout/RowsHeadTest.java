package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.BoxUnit;
import dev.quire.model.Model;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Masks, and rows that are counted in unusual ways; the usual ones are LayoutTaskTest's. */
class RowsHeadTest {

  private static final RowsHead MASKED =
      new RowsHead(
          "fetch_name_0", Optional.of("fetch_name_1"), Optional.of("fetch_name_2"), BoxUnit.PAGE);
  private static final RowsHead UNCOUNTED =
      new RowsHead("fetch_name_0", Optional.empty(), Optional.empty(), BoxUnit.PAGE);

  private static final int HEIGHT = 5;
  private static final int WIDTH = 4;

  private final Model model = LayoutFixture.model(4);
  private final List<PreparedPage> pages =
      List.of(
          LayoutFixture.page(4, 10, 20),
          LayoutFixture.page(4, 30, 40),
          LayoutFixture.page(4, 5, 6));

  /** Five rows of three pages, the second of which has none; two of the five are padding. */
  @Test
  void givesEachRowItsMask() {
    boolean[] cells = noise(5 * HEIGHT * WIDTH);
    int[] classes = {1, -1, 2, -1, 3};

    List<PageRows> rows = MASKED.rows(model, outputs(classes, cells, 3, 0, 2), pages);

    assertEquals(List.of(2, 0, 1), rows.stream().map(PageRows::size).toList());
    assertMask(cells, 0, rows.get(0), 0);
    assertMask(cells, 2, rows.get(0), 1);
    assertEquals(0, rows.get(1).masks().orElseThrow().rows());
    assertMask(cells, 4, rows.get(2), 0);
    assertEquals(3, rows.get(2).detection(0).classId());
  }

  @Test
  void countsMasksAsMemory() {
    PageRows without = new PageRows(6, new float[12], 1, 1);
    Masks masks = Masks.ofInts(ByteBuffer.allocate(2 * 8 * 8 * 4), 0, 2, 8, 8);

    assertEquals(48, without.sizeInBytes());
    assertEquals(48 + 16, new PageRows(6, new float[12], 1, 1, Optional.of(masks)).sizeInBytes());
  }

  @Test
  void refusesAnotherNumberOfMasks() {
    Masks masks = Masks.ofInts(ByteBuffer.allocate(2 * 4), 0, 2, 1, 1);

    assertThrows(
        IllegalArgumentException.class,
        () -> new PageRows(6, new float[18], 1, 1, Optional.of(masks)));
  }

  @Test
  void refusesMasksOfOtherShapes() {
    boolean[] cells = new boolean[5 * HEIGHT * WIDTH];
    Map<String, Tensor> right = outputs(new int[] {1, 1, 1, 1, 1}, cells, 3, 0, 2);

    for (Tensor wrong :
        List.of(
            Tensor.allocate(ElementType.INT32, Shape.of(4, HEIGHT, WIDTH)),
            Tensor.allocate(ElementType.INT32, Shape.of(5, 0, WIDTH)),
            Tensor.allocate(ElementType.FLOAT32, Shape.of(5, HEIGHT, WIDTH)))) {
      assertBroken(MASKED, with(right, wrong), pages, "a mask for each of 5 rows");
    }
    assertBroken(
        MASKED,
        with(right, Tensor.allocate(ElementType.INT32, Shape.of(5, HEIGHT * WIDTH))),
        pages,
        "expected rank 3");
    right.remove("fetch_name_2");
    assertBroken(MASKED, right, pages, "expected [fetch_name_0, fetch_name_1, fetch_name_2]");
  }

  @Test
  void takesOneCountForEveryPage() {
    List<PageRows> rows =
        RowsHead.standard().rows(model, outputs(new int[] {0, 1, 2, 3, 4, 5}, null, 2), pages);

    assertEquals(List.of(2, 2, 2), rows.stream().map(PageRows::size).toList());
    assertEquals(2, rows.get(1).detection(0).classId());
    assertEquals(5, rows.get(2).detection(1).classId());
  }

  @Test
  void refusesOneCountThatDoesNotFitEveryPage() {
    assertBroken(RowsHead.standard(), outputs(new int[6], null, 3), pages, "expected 3 counts");
    assertBroken(RowsHead.standard(), outputs(new int[6], null, 6), pages, "expected 3 counts");
  }

  /** What is behind the rows of a page that is alone is padding, however it looks. */
  @Test
  void leavesTheRowsBehindThoseCounted() {
    List<PageRows> rows =
        RowsHead.standard()
            .rows(model, outputs(new int[] {4, 3, 0, 0}, null, 2), pages.subList(0, 1));

    assertEquals(2, rows.get(0).size());
    assertEquals(3, rows.get(0).detection(1).classId());
  }

  /** Of several pages, nobody knows where the padding is. */
  @Test
  void refusesMoreRowsThanThoseOfSeveralPages() {
    assertBroken(
        RowsHead.standard(), outputs(new int[6], null, 2, 1, 2), pages, "6 rows found; expected");
  }

  @Test
  void takesAllRowsForOnePageWhereNothingCountsThem() {
    Map<String, Tensor> outputs = outputs(new int[] {1, 2, -1}, null, 3);
    outputs.remove("fetch_name_1");

    assertEquals(List.of("fetch_name_0"), UNCOUNTED.outputs());
    assertEquals(1, UNCOUNTED.maxBatch());
    assertArrayEquals(
        new float[] {1, 0.5f, 0, 1, 2, 3, 2, 0.5f, 0, 1, 2, 3},
        UNCOUNTED.rows(model, outputs, pages.subList(0, 1)).get(0).values());
    assertBroken(UNCOUNTED, outputs, pages, "3 pages found; expected one");
  }

  private void assertBroken(
      RowsHead head, Map<String, Tensor> outputs, List<PreparedPage> given, String message) {
    IllegalStateException broken =
        assertThrows(IllegalStateException.class, () -> head.rows(model, outputs, given));
    assertTrue(broken.getMessage().contains(message), broken.getMessage());
    assertTrue(broken.getMessage().contains("fixture.onnx"), broken.getMessage());
  }

  private static void assertMask(boolean[] cells, int from, PageRows rows, int row) {
    Masks masks = rows.masks().orElseThrow();
    for (int cell = 0; cell < HEIGHT * WIDTH; cell++) {
      assertEquals(cells[from * HEIGHT * WIDTH + cell], masks.get(row, cell / WIDTH, cell % WIDTH));
    }
  }

  /** Rows of six columns, with masks if there are cells. */
  private static Map<String, Tensor> outputs(int[] classes, boolean[] cells, int... counts) {
    float[] rows = new float[classes.length * 6];
    for (int row = 0; row < classes.length; row++) {
      rows[6 * row] = classes[row];
      rows[6 * row + 1] = 0.5f;
      for (int corner = 0; corner < 4; corner++) {
        rows[6 * row + 2 + corner] = corner;
      }
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>(LayoutFixture.outputs(6, rows, counts));
    if (cells != null) {
      Tensor masks = Tensor.allocate(ElementType.INT32, Shape.of(classes.length, HEIGHT, WIDTH));
      for (int cell = 0; cell < cells.length; cell++) {
        masks.data().putInt(cell * Integer.BYTES, cells[cell] ? 1 : 0);
      }
      outputs.put("fetch_name_2", masks);
    }
    return outputs;
  }

  private static Map<String, Tensor> with(Map<String, Tensor> right, Tensor masks) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(right);
    tensors.put("fetch_name_2", masks);
    return tensors;
  }

  private static boolean[] noise(int size) {
    Random random = new Random(3);
    boolean[] values = new boolean[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextBoolean();
    }
    return values;
  }
}
