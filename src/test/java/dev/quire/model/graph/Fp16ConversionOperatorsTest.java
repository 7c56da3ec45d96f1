package dev.quire.model.graph;

import static dev.quire.model.graph.GraphBuilder.integer;
import static dev.quire.model.graph.GraphBuilder.text;
import static dev.quire.model.graph.Halved.checked;
import static dev.quire.model.graph.Halved.image;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operators that move values or take parameters: where they run, and what they are given. */
class Fp16ConversionOperatorsTest {

  /** Two Slices in FLOAT16 would need two casts, where one does. */
  @Test
  void slicesWhereItSavesCasts() {
    Halved result =
        checked(
            image()
                .conv("x", 3, "a", 4)
                .longs("axis", 1)
                .longs("zero", 0)
                .longs("two", 2)
                .longs("four", 4)
                .node("Slice", "a zero two axis", "b")
                .node("Slice", "a two four axis", "c")
                .node("Sigmoid", "b", "d")
                .node("Exp", "c", "e")
                .node("Concat", "d e", "y", integer("axis", 1)));

    result.assertFull("Slice", "Exp", "Sigmoid", "Concat");
    assertEquals(2, result.report().casts());
  }

  /** In FLOAT the join would need a cast for each branch. */
  @Test
  void joinsWhereItSavesCasts() {
    Halved result =
        checked(
            image()
                .conv("x", 3, "a", 4)
                .conv("x", 3, "b", 4)
                .conv("x", 3, "c", 4)
                .node("Concat", "a b c", "joint", integer("axis", 1))
                .node("Sigmoid", "joint", "y"));

    result.assertHalf("Concat");
    result.assertFull("Sigmoid");
    assertEquals(2, result.report().casts());
  }

  /** The shape of a tensor in FLOAT16 is asked of that tensor: no cast for it. */
  @Test
  void asksShapesInEitherPrecision() {
    Halved result =
        checked(
            image()
                .conv("x", 3, "a", 4)
                .node("Shape", "a", "shape")
                .longs("flat", -1)
                .node("Concat", "shape flat", "unused", integer("axis", 0))
                .output("unused", DataType.INT64, 5)
                .conv("a", 4, "y", 4));

    assertEquals(DataType.FLOAT16_VALUE, result.type(result.node("Shape").getInput(0)));
    assertEquals(2, result.report().casts());
  }

  @Test
  void resizesInHalfByScalesInFull() {
    for (int opset : new int[] {11, 13, 17, 18}) {
      Halved result =
          checked(
              new GraphBuilder()
                  .opset(opset)
                  .input("x", -1, 3, 16, 16)
                  .output("y", -1, 4, 32, 32)
                  .conv("x", 3, "a", 4)
                  .floats("roi", new float[0], 0)
                  .floats("scales", new float[] {1, 1, 2, 2}, 4)
                  .node("Resize", "a roi scales", "b", text("mode", "linear"))
                  .conv("b", 4, "y", 4));

      result.assertHalf("Resize");
      NodeProto resize = result.node("Resize");
      assertEquals("scales", resize.getInput(2));
      assertEquals(DataType.FLOAT_VALUE, result.type("scales"));
      assertEquals(2, result.report().casts());
    }
  }

  @Test
  void clipsByBoundsOfItsType() {
    Halved result =
        checked(
            image()
                .conv("x", 3, "a", 4)
                .floats("low", new float[] {0})
                .floats("high", new float[] {6})
                .node("Clip", "a low high", "b")
                .conv("b", 4, "c", 4)
                .node("Clip", "c _ high", "y"));

    List<NodeProto> clips = result.nodes("Clip");
    assertEquals(DataType.FLOAT16_VALUE, result.type(clips.get(0).getInput(1)));
    assertEquals(DataType.FLOAT16_VALUE, result.type(clips.get(0).getInput(2)));
    // The last one's result leaves the graph.
    assertEquals(List.of("", "high"), clips.get(1).getInputList().subList(1, 3));
  }

  /** No GPU clips FLOAT16 before opset 12. */
  @Test
  void clipsInFullBeforeOpset12() {
    Halved result =
        checked(
            image()
                .opset(11)
                .conv("x", 3, "a", 4)
                .floats("low", new float[] {0})
                .node("Clip", "a low", "b")
                .conv("b", 4, "y", 4));

    result.assertFull("Clip");
    assertEquals(4, result.report().casts());
  }

  @Test
  void padsWithAValueOfItsType() {
    Halved result =
        checked(
            image()
                .conv("x", 3, "a", 4)
                .longs("pads", 0, 0, 1, 1, 0, 0, 1, 1)
                .floats("value", new float[] {0.5f})
                .node("Pad", "a pads value", "b")
                .weight("w", 4, 4, 3, 3)
                .node("Conv", "b w", "y"));

    NodeProto pad = result.node("Pad");
    result.assertHalf("Pad");
    assertEquals("pads", pad.getInput(1));
    assertEquals(DataType.FLOAT16_VALUE, result.type(pad.getInput(2)));
    assertEquals(2, result.report().casts());
  }
}
