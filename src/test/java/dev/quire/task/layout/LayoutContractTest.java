package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.Model;
import dev.quire.model.ModelException;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutContractTest {

  private static final TensorSpec IM_SHAPE = floats("im_shape", -1, 2);
  private static final TensorSpec IMAGE = floats("image", -1, 3, 800, 800);
  private static final TensorSpec SCALE = floats("scale_factor", -1, 2);
  private static final TensorSpec ROWS = floats("fetch_name_0", -1, 7);
  private static final TensorSpec COUNTS =
      new TensorSpec("fetch_name_1", ElementType.INT32, Shape.of(-1));
  private static final TensorSpec MASKS =
      new TensorSpec("fetch_name_2", ElementType.INT32, Shape.of(-1, 200, 200));

  private final Model model = LayoutFixture.model(800);

  @Test
  void acceptsTheOfficialGraph() {
    LayoutContract contract =
        LayoutContract.check(model, List.of(IM_SHAPE, IMAGE, SCALE), List.of(ROWS, COUNTS, MASKS));

    assertEquals(LayoutContract.standard(), contract);
  }

  @Test
  void acceptsTwoInputsAndDynamicSizes() {
    LayoutContract contract =
        LayoutContract.check(
            model,
            List.of(floats("image", -1, -1, -1, -1), floats("scale_factor", -1, -1)),
            List.of(floats("fetch_name_0", -1, -1), COUNTS));

    assertEquals(new LayoutContract(false, false, Integer.MAX_VALUE), contract);
  }

  @Test
  void acceptsPixelsWhereThePreparationWasGraftedIn() {
    TensorSpec pixels = new TensorSpec("image", ElementType.UINT8, Shape.of(-1, -1, -1, 3));

    assertEquals(
        LayoutContract.grafted(),
        LayoutContract.check(model, List.of(IM_SHAPE, pixels, SCALE), List.of(ROWS, COUNTS)));
  }

  @Test
  void findsTheFixedBatch() {
    LayoutContract contract =
        LayoutContract.check(
            model,
            List.of(IM_SHAPE, floats("image", 1, 3, 800, 800), SCALE),
            List.of(ROWS, COUNTS));

    assertEquals(1, contract.maxBatch());
  }

  @Test
  void refusesOtherInputs() {
    assertMismatch(
        List.of(floats("x", -1, 3, 48, -1)),
        List.of(ROWS, COUNTS),
        "found an input x float32[?x3x48x?]");
    assertMismatch(List.of(IM_SHAPE, SCALE), List.of(ROWS, COUNTS), "expected image among them");
    assertMismatch(List.of(IMAGE), List.of(ROWS, COUNTS), "expected scale_factor among them");
    assertMismatch(
        List.of(new TensorSpec("image", ElementType.UINT8, IMAGE.shape()), SCALE),
        List.of(ROWS, COUNTS),
        "found an input image uint8[?x3x800x800]; expected an input image float32[?x3x?x?]");
    assertMismatch(
        List.of(floats("image", -1, 800, 800, 3), SCALE),
        List.of(ROWS, COUNTS),
        "expected an input image float32[?x3x?x?]");
    assertMismatch(
        List.of(IMAGE, floats("scale_factor", -1)),
        List.of(ROWS, COUNTS),
        "expected an input scale_factor float32[?x2]");
  }

  @Test
  void refusesAnotherResolution() {
    assertMismatch(
        List.of(IM_SHAPE, floats("image", -1, 3, 640, 640), SCALE),
        List.of(ROWS, COUNTS),
        "found an input image float32[?x3x640x640]; expected an input that takes 800x800");
  }

  @Test
  void refusesOtherOutputs() {
    List<TensorSpec> inputs = List.of(IM_SHAPE, IMAGE, SCALE);

    assertMismatch(inputs, List.of(COUNTS), "expected fetch_name_0 among them");
    assertMismatch(inputs, List.of(ROWS), "expected fetch_name_1 among them");
    assertMismatch(
        inputs,
        List.of(floats("fetch_name_0", -1, 5), COUNTS),
        "found an output fetch_name_0 float32[?x5]; expected float32 rows of 6, 7 or 8");
    assertMismatch(
        inputs, List.of(floats("fetch_name_0", -1, 300, 7), COUNTS), "6, 7 or 8 columns");
    assertMismatch(inputs, List.of(ROWS, floats("fetch_name_1", -1)), "expected one int32 a page");
  }

  private void assertMismatch(List<TensorSpec> inputs, List<TensorSpec> outputs, String message) {
    ModelException mismatch =
        assertThrows(ModelException.class, () -> LayoutContract.check(model, inputs, outputs));
    assertTrue(mismatch.getMessage().contains(message), mismatch.getMessage());
    assertTrue(mismatch.getMessage().contains("fixture.onnx"), mismatch.getMessage());
  }

  private static TensorSpec floats(String name, long... shape) {
    return new TensorSpec(name, ElementType.FLOAT32, Shape.of(shape));
  }
}
