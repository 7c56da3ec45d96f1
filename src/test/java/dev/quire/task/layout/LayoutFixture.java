package dev.quire.task.layout;

import dev.quire.engine.onnx.Graphs;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.model.Head;
import dev.quire.model.Model;
import dev.quire.model.ModelFile;
import dev.quire.model.Nms;
import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;

/** Models, pages and outputs to test the layout task with. */
final class LayoutFixture {

  static final List<String> LABELS =
      List.of("text", "image", "table", "doc_title", "header", "inline_formula");

  private LayoutFixture() {}

  static Preprocessing plain(Resolution resolution) {
    return new Preprocessing(
        resolution, 2, 1.0 / 255, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
  }

  static Model model(Preprocessing preprocessing, ModelFile file) {
    return new Model(
        "fixture",
        Model.LAYOUT,
        file,
        preprocessing,
        LABELS,
        0.5,
        Nms.off(),
        List.of(preprocessing.resolution()),
        Integer.MAX_VALUE,
        "",
        "");
  }

  static Model model(int side) {
    return model(
        plain(Resolution.square(side)),
        new ModelFile.Embedded("fixture.onnx", LayoutFixture::graph));
  }

  static Model withHead(Model model, Head head) {
    return new Model(
        model.files(),
        model.task(),
        model.preprocessing(),
        head,
        model.labels(),
        model.threshold(),
        model.nms(),
        model.resolutions(),
        model.maxBatch(),
        model.license(),
        model.description());
  }

  static Model withLabels(Model model, List<String> labels) {
    return new Model(
        model.files(),
        model.task(),
        model.preprocessing(),
        model.head(),
        labels,
        model.threshold(),
        model.nms(),
        model.resolutions(),
        model.maxBatch(),
        model.license(),
        model.description());
  }

  static LayoutTask task(Model model) {
    return new LayoutTask(
        model, new ImageDecoder(ImageLimits.defaults()), LayoutContract.standard());
  }

  /**
   * A graph of PP-DocLayoutV3's signature: one row a page, of class 2, whose score is the page's
   * mean brightness and whose box is the whole original page, found from {@code im_shape} and
   * {@code scale_factor}.
   */
  static byte[] graph() {
    return new Graphs()
        .input("im_shape", ElementType.FLOAT32, -1, 2)
        .input("image", ElementType.FLOAT32, -1, 3, -1, -1)
        .input("scale_factor", ElementType.FLOAT32, -1, 2)
        .output("fetch_name_0", ElementType.FLOAT32, -1, 7)
        .output("fetch_name_1", ElementType.INT32, -1)
        .floats("zero", List.of(0f), 1)
        .floats("one", List.of(1f), 1)
        .floats("class", List.of(2f), 1)
        .floats("rank", List.of(17f), 1)
        .longs("column", -1L, 1L)
        .longs("flat", -1L)
        .longs("split", 1L, 1L)
        .node(
            "ReduceMean",
            List.of("image"),
            List.of("mean4"),
            Graphs.attribute("axes", List.of(1L, 2L, 3L)))
        .node("Reshape", List.of("mean4", "column"), List.of("score"))
        .node("Mul", List.of("score", "zero"), List.of("zeros"))
        .node("Add", List.of("zeros", "class"), List.of("classes"))
        .node("Add", List.of("zeros", "rank"), List.of("ranks"))
        .node("Div", List.of("im_shape", "scale_factor"), List.of("size"))
        .node(
            "Split",
            List.of("size", "split"),
            List.of("height", "width"),
            Graphs.attribute("axis", 1))
        .node(
            "Concat",
            List.of("classes", "score", "zeros", "zeros", "width", "height", "ranks"),
            List.of("fetch_name_0"),
            Graphs.attribute("axis", 1))
        .node("Add", List.of("zeros", "one"), List.of("ones"))
        .node("Reshape", List.of("ones", "flat"), List.of("counts"))
        .node(
            "Cast",
            List.of("counts"),
            List.of("fetch_name_1"),
            Graphs.attribute("to", Graphs.number(ElementType.INT32)))
        .build();
  }

  /** A PNG of noise, different for each seed and never brighter than the seed allows. */
  static byte[] png(int width, int height, int seed) {
    Random random = new Random(seed);
    return png(
        width,
        height,
        (x, y) -> {
          int value = random.nextInt(1 + seed % 256);
          return value << 16 | value / 2 << 8 | value / 3;
        });
  }

  /** A PNG whose pixels are asked for row by row, each as 0xRRGGBB. */
  static byte[] png(int width, int height, IntBinaryOperator colors) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, colors.applyAsInt(i % width, i / width));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Tensor floats(Shape shape, float... values) {
    Tensor tensor = Tensor.allocate(ElementType.FLOAT32, shape);
    tensor.data().asFloatBuffer().put(values);
    return tensor;
  }

  static Map<String, Tensor> outputs(int columns, float[] rows, int... counts) {
    Tensor sizes = Tensor.allocate(ElementType.INT32, Shape.of(counts.length));
    sizes.data().asIntBuffer().put(counts);
    return Map.of(
        "fetch_name_0",
        floats(Shape.of(rows.length / columns, columns), rows),
        "fetch_name_1",
        sizes);
  }

  static float[] values(Tensor tensor) {
    FloatBuffer buffer = tensor.data().asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  static PreparedPage page(int side, int width, int height) {
    return new PreparedPage(
        Resolution.square(side), new byte[side * side * 3], width, height, 0, 0);
  }
}
