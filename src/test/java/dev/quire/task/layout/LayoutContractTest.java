package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.BoxUnit;
import dev.quire.model.Head;
import dev.quire.model.Model;
import dev.quire.model.ModelException;
import dev.quire.model.Resolution;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LayoutContractTest {

  private static final TensorSpec IM_SHAPE = floats("im_shape", -1, 2);
  private static final TensorSpec IMAGE = floats("image", -1, 3, 800, 800);
  private static final TensorSpec SCALE = floats("scale_factor", -1, 2);
  private static final TensorSpec ROWS = floats("fetch_name_0", -1, 7);
  private static final TensorSpec COUNTS =
      new TensorSpec("fetch_name_1", ElementType.INT32, Shape.of(-1));
  private static final TensorSpec PICO_IMAGE = floats("image", -1, 3, 800, 608);
  private static final TensorSpec MASKS =
      new TensorSpec("fetch_name_2", ElementType.INT32, Shape.of(-1, 200, 200));

  private static final TensorSpec LOGITS = floats("logits", -1, 300, 6);
  private static final TensorSpec BOXES = floats("pred_boxes", -1, 300, 4);
  private static final TensorSpec ORDER = floats("order_logits", -1, 300, 300);

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

    assertEquals(
        new LayoutContract("image", false, false, true, RowsHead.standard(), Integer.MAX_VALUE),
        contract);
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
  void acceptsTheImageAlone() {
    for (BoxUnit boxes : List.of(BoxUnit.INPUT, BoxUnit.RELATIVE)) {
      LayoutContract contract =
          LayoutContract.check(
              LayoutFixture.withHead(model, new Head.Rows(boxes)),
              List.of(IMAGE),
              List.of(ROWS, COUNTS));

      assertFalse(contract.imShape());
      assertFalse(contract.scaleFactor());
      assertEquals(new RowsHead("fetch_name_0", "fetch_name_1", boxes), contract.head());
    }
  }

  /** A graph that is not told the page's size cannot know its pixels. */
  @Test
  void refusesPagePixelsWithoutScaleFactor() {
    assertMismatch(List.of(IMAGE), List.of(ROWS, COUNTS), "expected scale_factor among them");
    assertMismatch(List.of(IM_SHAPE, IMAGE), List.of(ROWS, COUNTS), "'boxes: input' or");
  }

  /**
   * The program of pyramidbox_lite as it declares itself: an image of another name, rows whose type
   * is wrong, the rows' indices where others have the counts, and the counts behind everything.
   */
  @Test
  void findsImageAndOutputsOfOtherNames() {
    TensorSpec image = floats("@HUB_pyramidbox_lite_mobile@image", -1, 3, 384, 384);
    Model faces = LayoutFixture.withHead(LayoutFixture.model(384), new Head.Rows(BoxUnit.RELATIVE));

    LayoutContract contract =
        LayoutContract.check(
            faces,
            List.of(image),
            List.of(
                longs("fetch_name_0", -1, 6),
                longs("fetch_name_1", -1, 1),
                longs("fetch_name_2", -1, -1, 10),
                longs("fetch_name_3", -1, -1, 10),
                new TensorSpec("fetch_name_4", ElementType.INT32, Shape.of(-1))));

    assertEquals(image.name(), contract.image());
    assertEquals(List.of("fetch_name_0", "fetch_name_4"), contract.outputs());
  }

  @Test
  void findsRowsOfAnotherName() {
    LayoutContract contract =
        LayoutContract.check(
            model,
            List.of(IM_SHAPE, IMAGE, SCALE),
            List.of(longs("num", -1), floats("det", -1, 6)));

    assertEquals(List.of("det", "num"), contract.outputs());
  }

  @Test
  void readsMasksIfTheyAreWanted() {
    Model wanting = LayoutFixture.withHead(model, new Head.Rows(BoxUnit.PAGE, true));
    List<TensorSpec> inputs = List.of(IM_SHAPE, IMAGE, SCALE);
    TensorSpec masks = new TensorSpec("masks", ElementType.INT32, Shape.of(-1, 200, 200));
    TensorSpec floats = floats("fetch_name_2", -1, 200, 200);

    for (Head head : List.of(wanting.head(), new Head.Unsaid(true))) {
      assertEquals(
          List.of("fetch_name_0", "fetch_name_1", "fetch_name_2"),
          LayoutContract.check(
                  LayoutFixture.withHead(model, head), inputs, List.of(ROWS, COUNTS, MASKS))
              .outputs());
    }
    assertEquals(
        List.of("fetch_name_0", "fetch_name_1", "masks"),
        LayoutContract.check(wanting, inputs, List.of(ROWS, COUNTS, floats, masks)).outputs());
    assertMismatch(
        wanting, inputs, List.of(ROWS, COUNTS), "expected fetch_name_2 among them, int32 masks");
    assertMismatch(
        wanting, inputs, List.of(ROWS, COUNTS, floats), "as model.yml has 'masks: true'");
  }

  @Test
  void takesOnePageWhereNothingCountsRows() {
    List<TensorSpec> inputs = List.of(IM_SHAPE, floats("image", 1, 3, 800, 800), SCALE);

    LayoutContract contract = LayoutContract.check(model, inputs, List.of(floats("det", 300, 7)));

    assertEquals(List.of("det"), contract.outputs());
    assertEquals(1, contract.maxBatch());
    assertMismatch(
        inputs, List.of(ROWS, longs("a", -1), longs("b", -1)), "expected fetch_name_1 among them");
    assertMismatch(
        List.of(IM_SHAPE, IMAGE, SCALE), List.of(ROWS), "or 'max_batch: 1' in model.yml");
  }

  /** As transformers name them. */
  @Test
  void findsWhatDetrLeavesOpen() {
    Model unsaid = LayoutFixture.withHead(model, new Head.Unsaid(false));
    List<TensorSpec> inputs = List.of(floats("pixel_values", -1, 3, 800, 800));
    TensorSpec masks = floats("out_masks", -1, 300, 200, 200);

    for (Model either : List.of(unsaid, LayoutFixture.withHead(model, new Head.Detr(false)))) {
      assertEquals(
          new LayoutContract(
              "pixel_values",
              false,
              false,
              false,
              new DetrHead(
                  "logits",
                  "pred_boxes",
                  Optional.of("order_logits"),
                  Optional.empty(),
                  Integer.MAX_VALUE),
              Integer.MAX_VALUE),
          LayoutContract.check(either, inputs, List.of(LOGITS, BOXES, ORDER, masks)));
    }
    assertEquals(
        List.of("logits", "pred_boxes", "order_logits", "out_masks"),
        LayoutContract.check(
                LayoutFixture.withHead(model, new Head.Unsaid(true)),
                inputs,
                List.of(masks, ORDER, BOXES, LOGITS))
            .outputs());
    LayoutContract plain =
        LayoutContract.check(unsaid, inputs, List.of(floats("logits", 2, 300, 6), BOXES));
    assertEquals(List.of("logits", "pred_boxes"), plain.outputs());
    assertEquals(2, plain.maxBatch());
  }

  @Test
  void refusesAnotherDetr() {
    List<TensorSpec> inputs = List.of(floats("pixel_values", -1, 3, 800, 800));
    Model detr = LayoutFixture.withHead(model, new Head.Detr(true));

    assertMismatch(detr, inputs, List.of(ROWS, COUNTS), "expected logits [?x?x6] among them");
    assertMismatch(detr, inputs, List.of(LOGITS), "expected pred_boxes [?x300x4] among them");
    assertMismatch(
        detr,
        inputs,
        List.of(floats("logits", -1, 300, 25), BOXES),
        "found an output logits float32[?x300x25]; expected an output logits float32[?x?x6]");
    assertMismatch(
        detr,
        inputs,
        List.of(LOGITS, BOXES, floats("order_logits", -1, 200, 300)),
        "expected an output order_logits float32[?x300x300]");
    assertMismatch(
        detr, inputs, List.of(LOGITS, BOXES, ORDER), "expected out_masks [?x300x?x?] among them");
    assertMismatch(
        LayoutFixture.withHead(model, new Head.Rows(BoxUnit.RELATIVE)),
        inputs,
        List.of(LOGITS, BOXES, ORDER),
        "expected fetch_name_0 among them");
  }

  @Test
  void prefersTheUsualNames() {
    LayoutContract contract =
        LayoutContract.check(
            model,
            List.of(IM_SHAPE, IMAGE, SCALE),
            List.of(longs("others", -1), floats("more", -1, 6), COUNTS, ROWS));

    assertEquals(LayoutContract.standard(), contract);
  }

  @Test
  void refusesOtherInputs() {
    assertMismatch(
        List.of(floats("x", -1, 3, 800, 800), floats("y", -1, 3, 800, 800), SCALE),
        List.of(ROWS, COUNTS),
        "expected image among them");
    assertMismatch(
        List.of(IMAGE, floats("y", -1, 3, 800, 800), SCALE),
        List.of(ROWS, COUNTS),
        "found an input y float32[?x3x800x800]; expected only [im_shape, image, scale_factor]");
    assertMismatch(
        List.of(floats("x", -1, 3, 48, -1)),
        List.of(ROWS, COUNTS),
        "found an input x float32[?x3x48x?]");
    assertMismatch(List.of(IM_SHAPE, SCALE), List.of(ROWS, COUNTS), "expected image among them");
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
    assertMismatch(
        inputs, List.of(ROWS, longs("a", -1), longs("b", -1)), "expected fetch_name_1 among them");
  }

  /**
   * As Paddle2ONNX and the Paddle engine name the outputs, and as PaddleDetection declares them.
   */
  @Test
  void acceptsPicoDetWithoutItsLastSteps() {
    LayoutContract contract = LayoutContract.check(picoDet(), List.of(PICO_IMAGE), usual(maps()));

    assertEquals("image", contract.image());
    assertEquals(1, contract.maxBatch());
    assertEquals(
        List.of(
            "fetch_name_0",
            "fetch_name_1",
            "fetch_name_2",
            "fetch_name_3",
            "fetch_name_4",
            "fetch_name_5",
            "fetch_name_6",
            "fetch_name_7"),
        contract.outputs());
  }

  @Test
  void sortsPicoDetsMapsByKindAndSize() {
    List<TensorSpec> maps = maps();
    List<TensorSpec> mixed = new ArrayList<>(maps);
    Collections.shuffle(mixed, new Random(5));
    mixed.add(2, longs("more", -1));

    LayoutContract contract = LayoutContract.check(picoDet(), List.of(PICO_IMAGE), mixed);

    assertEquals(maps.stream().map(TensorSpec::name).toList(), contract.outputs());
  }

  /** Nothing tells the maps apart but their order: by usual name, else the graph's. */
  @Test
  void takesPicoDetsMapsInOrderWhereShapesAreOpen() {
    List<TensorSpec> open = new ArrayList<>();
    for (String name : List.of("h", "g", "f", "e", "d", "c", "b", "a")) {
      open.add(floats(name, -1, -1, -1));
    }
    assertEquals(
        List.of("h", "g", "f", "e", "d", "c", "b", "a"),
        LayoutContract.check(picoDet(), List.of(PICO_IMAGE), open).outputs());

    List<TensorSpec> reversed = usual(open);
    Collections.reverse(reversed);
    assertEquals(
        usual(open).stream().map(TensorSpec::name).toList(),
        LayoutContract.check(picoDet(), List.of(PICO_IMAGE), reversed).outputs());
  }

  /** With 32 labels, a score map is as deep as a map of four sides with eight distances each. */
  @Test
  void takesTheFirstHalfForScoresWhereDepthsAreEqual() {
    Model deep = LayoutFixture.withLabels(picoDet(), Collections.nCopies(32, "label"));
    List<TensorSpec> maps = new ArrayList<>();
    for (String kind : List.of("s", "d")) {
      for (int cells : List.of(7600, 1900, 475, 130)) {
        maps.add(floats(kind + cells, -1, cells, 32));
      }
    }

    LayoutContract contract = LayoutContract.check(deep, List.of(PICO_IMAGE), maps);

    assertEquals(maps.stream().map(TensorSpec::name).toList(), contract.outputs());
    assertEquals(Integer.MAX_VALUE, contract.maxBatch());
  }

  @Test
  void refusesOtherMaps() {
    List<TensorSpec> maps = maps();
    assertPicoDetMismatch(
        maps.subList(0, 7), "expected 8 maps [pages, cells, values] of float32, scores and");
    assertPicoDetMismatch(List.of(ROWS, COUNTS), "expected 8 maps");
    assertPicoDetMismatch(
        replaced(maps, 1, floats("s1", 1, 1901, 6)),
        "found an output s1 float32[1x1901x6]; expected [?x1900x6] for stride 16 at 800x608");
    assertPicoDetMismatch(
        replaced(maps, 3, floats("s3", 1, 130, 7)), "expected [?x130x6] for stride 64");
    assertPicoDetMismatch(
        replaced(maps, 5, floats("d1", 1, 1900, 30)), "four sides of two distances or more");
  }

  private void assertPicoDetMismatch(List<TensorSpec> outputs, String message) {
    ModelException mismatch =
        assertThrows(
            ModelException.class,
            () -> LayoutContract.check(picoDet(), List.of(PICO_IMAGE), outputs));
    assertTrue(mismatch.getMessage().contains(message), mismatch.getMessage());
  }

  private static Model picoDet() {
    Model plain = LayoutFixture.model(800);
    return LayoutFixture.withHead(
        LayoutFixture.model(LayoutFixture.plain(new Resolution(800, 608)), plain.file()),
        new Head.PicoDet(List.of(8, 16, 32, 64), 0.4, 0.5));
  }

  /** Scores s0 to s3 of six labels, distributions d0 to d3 of eight distances, for 800x608. */
  private static List<TensorSpec> maps() {
    List<Integer> cells = List.of(100 * 76, 50 * 38, 25 * 19, 13 * 10);
    List<TensorSpec> maps = new ArrayList<>();
    for (int level = 0; level < 4; level++) {
      maps.add(level, floats("s" + level, 1, cells.get(level), 6));
      maps.add(floats("d" + level, 1, cells.get(level), 32));
    }
    return maps;
  }

  private static List<TensorSpec> usual(List<TensorSpec> maps) {
    List<TensorSpec> named = new ArrayList<>();
    for (TensorSpec map : maps) {
      named.add(new TensorSpec("fetch_name_" + named.size(), map.type(), map.shape()));
    }
    return named;
  }

  private static List<TensorSpec> replaced(List<TensorSpec> maps, int at, TensorSpec other) {
    List<TensorSpec> replaced = new ArrayList<>(maps);
    replaced.set(at, other);
    return replaced;
  }

  private void assertMismatch(List<TensorSpec> inputs, List<TensorSpec> outputs, String message) {
    assertMismatch(model, inputs, outputs, message);
  }

  private static void assertMismatch(
      Model model, List<TensorSpec> inputs, List<TensorSpec> outputs, String message) {
    ModelException mismatch =
        assertThrows(ModelException.class, () -> LayoutContract.check(model, inputs, outputs));
    assertTrue(mismatch.getMessage().contains(message), mismatch.getMessage());
    assertTrue(mismatch.getMessage().contains("fixture.onnx"), mismatch.getMessage());
  }

  private static TensorSpec longs(String name, long... shape) {
    return new TensorSpec(name, ElementType.INT64, Shape.of(shape));
  }

  private static TensorSpec floats(String name, long... shape) {
    return new TensorSpec(name, ElementType.FLOAT32, Shape.of(shape));
  }
}
