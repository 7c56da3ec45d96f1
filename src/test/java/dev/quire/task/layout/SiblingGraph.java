package dev.quire.task.layout;

import dev.quire.engine.onnx.Graphs;
import dev.quire.model.Resolution;
import dev.quire.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A graph with the signature of one of PP-DocLayoutV3's siblings. Its scores depend on everything
 * that a wrong preparation would change: they are weighted sums of {@value #FEATURES} features of
 * the image, the means of its three channels in its four quarters, and how much neighbouring pixels
 * differ in each channel. Its boxes are the same for every page but for the page's size, which it
 * finds from {@code im_shape} and {@code scale_factor} as the real graphs do.
 *
 * @param family how it finds the page's size and how many rows it gives
 * @param columns values a row
 * @param rows of a page; of PicoDet, before the unlikely ones are dropped
 * @param batch declared batch size, -1 if dynamic
 * @param counts what becomes of the second output
 * @param masks side of the masks of the third output, 0 for none
 * @param bias what all scores are raised by
 */
record SiblingGraph(
    Family family,
    Resolution resolution,
    int classes,
    int columns,
    int rows,
    long batch,
    Counts counts,
    int masks,
    double bias) {

  static final int CHANNELS = 3;
  static final int QUARTERS = 4;
  static final int FEATURES = CHANNELS * QUARTERS + CHANNELS;

  /** The score from which PicoDet's suppression keeps a box. */
  static final float LIKELY = 0.3f;

  private static final int CORNERS = 4;

  enum Family {
    /** Inputs im_shape, image and scale_factor; boxes in pixels of the page. */
    DETR,
    /** The same inputs, but boxes in pixels of the input; the page's size is not looked at. */
    DETR_IN_INPUT,
    /** Inputs image and scale_factor; boxes in pixels of the page; the likely rows alone. */
    PICODET
  }

  enum Counts {
    /** One int32 for each page. */
    INT32,
    /** One int64 for each page. */
    INT64,
    /** A constant of one int32, whatever the batch. */
    CONSTANT,
    /** No such output. */
    NONE
  }

  static SiblingGraph detr(int side, int classes, int columns) {
    return new SiblingGraph(
        Family.DETR, Resolution.square(side), classes, columns, 300, -1, Counts.INT32, 0, 0.5);
  }

  static SiblingGraph picoDet(int height, int width, int classes) {
    return new SiblingGraph(
        Family.PICODET,
        new Resolution(height, width),
        classes,
        6,
        40,
        1,
        Counts.INT32,
        0,
        LIKELY + 0.02);
  }

  SiblingGraph with(Family other) {
    return new SiblingGraph(other, resolution, classes, columns, rows, batch, counts, masks, bias);
  }

  SiblingGraph withBatch(long other) {
    return new SiblingGraph(family, resolution, classes, columns, rows, other, counts, masks, bias);
  }

  SiblingGraph with(Counts other) {
    return new SiblingGraph(family, resolution, classes, columns, rows, batch, other, masks, bias);
  }

  SiblingGraph withMasks(int side) {
    return new SiblingGraph(family, resolution, classes, columns, rows, batch, counts, side, bias);
  }

  SiblingGraph withBias(double other) {
    return new SiblingGraph(
        family, resolution, classes, columns, rows, batch, counts, masks, other);
  }

  /** What a feature counts in the score of a row. */
  static double weight(int feature, int row) {
    double scale = feature < CHANNELS * QUARTERS ? 0.05 : 4;
    return scale * Math.sin(1.7 * feature + 0.9 * row + 1);
  }

  int classOf(int row) {
    return row * 7 % classes;
  }

  /** Left, top, right and bottom in shares of the page. */
  static double[] box(int row) {
    double x = row % 10 / 20.0;
    double y = row / 10 % 10 / 25.0;
    return new double[] {x, y, x + 0.1 + row % 3 / 10.0, y + 0.2 + row % 7 / 20.0};
  }

  int rank(int row) {
    return row * 7 % rows;
  }

  static float votes(int row) {
    return row % 5 / 4f;
  }

  /** The brightness above which a row's mask covers a cell, 0 to 1. */
  double threshold(int row) {
    return (row + 0.5) / rows;
  }

  /** With PaddleX's names. */
  byte[] bytes() {
    return bytes("fetch_name_0", "fetch_name_1");
  }

  /** With other names for rows and counts. */
  byte[] bytes(String rowsName, String countsName) {
    Graphs graph = new Graphs();
    if (family != Family.PICODET) {
      graph.input("im_shape", ElementType.FLOAT32, batch, 2);
    }
    graph
        .input(
            "image", ElementType.FLOAT32, batch, CHANNELS, resolution.height(), resolution.width())
        .input("scale_factor", ElementType.FLOAT32, batch, 2);
    features(graph, "image", resolution);
    scores(graph);
    boxes(graph);
    table(graph, rowsName);
    counts(graph, countsName);
    if (masks > 0) {
      masks(graph);
    }
    return graph.build();
  }

  /** Adds [pages, features] as {@code features}. */
  static void features(Graphs graph, String image, Resolution resolution) {
    List<Long> quarter = List.of(resolution.height() / 2L, resolution.width() / 2L);
    graph
        .longs("quarters", -1L, (long) CHANNELS * QUARTERS)
        .longs("first", 0L)
        .longs("second", 1L)
        .longs("last", -1L)
        .longs("end", Long.MAX_VALUE)
        .longs("horizontal", 3L)
        .node(
            "AveragePool",
            List.of(image),
            List.of("pooled"),
            Graphs.attribute("kernel_shape", quarter),
            Graphs.attribute("strides", quarter))
        .node("Reshape", List.of("pooled", "quarters"), List.of("means"))
        .node("Slice", List.of(image, "second", "end", "horizontal"), List.of("right"))
        .node("Slice", List.of(image, "first", "last", "horizontal"), List.of("left"))
        .node("Sub", List.of("right", "left"), List.of("steps"))
        .node("Abs", List.of("steps"), List.of("sizes"))
        .node(
            "ReduceMean",
            List.of("sizes"),
            List.of("roughness"),
            Graphs.attribute("axes", List.of(2L, 3L)),
            Graphs.attribute("keepdims", 0))
        .node(
            "Concat",
            List.of("means", "roughness"),
            List.of("features"),
            Graphs.attribute("axis", 1));
  }

  /** Adds [pages, rows, 1] as {@code scores}, and as many zeros. */
  private void scores(Graphs graph) {
    List<Float> weights = new ArrayList<>();
    for (int feature = 0; feature < FEATURES; feature++) {
      for (int row = 0; row < rows; row++) {
        weights.add((float) weight(feature, row));
      }
    }
    graph
        .floats("weights", weights, FEATURES, rows)
        .floats("bias", List.of((float) bias), 1)
        .floats("nought", List.of(0f), 1)
        .longs("column", -1L, (long) rows, 1L)
        .node("MatMul", List.of("features", "weights"), List.of("weighted"))
        .node("Add", List.of("weighted", "bias"), List.of("flat"))
        .node("Reshape", List.of("flat", "column"), List.of("scores"))
        .node("Mul", List.of("scores", "nought"), List.of("zeros"));
  }

  /** Adds [pages, rows, 4] as {@code boxes}. */
  private void boxes(Graphs graph) {
    boolean inInput = family != Family.DETR;
    List<Float> shares = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int corner = 0; corner < CORNERS; corner++) {
        int side = corner % 2 == 0 ? resolution.width() : resolution.height();
        shares.add((float) (box(row)[corner] * (inInput ? side : 1)));
      }
    }
    graph
        .floats("shares", shares, 1, rows, CORNERS)
        .floats("half", List.of(0.5f), 1)
        .longs("corners", 1L, 0L, 1L, 0L)
        .longs("page", -1L, 1L, (long) CORNERS);
    switch (family) {
      case DETR ->
          graph
              .node("Div", List.of("im_shape", "scale_factor"), List.of("ratio"))
              .node("Add", List.of("ratio", "half"), List.of("raised"))
              .node("Floor", List.of("raised"), List.of("origin"))
              .node(
                  "Gather",
                  List.of("origin", "corners"),
                  List.of("sides"),
                  Graphs.attribute("axis", 1))
              .node("Reshape", List.of("sides", "page"), List.of("size"))
              .node("Mul", List.of("size", "shares"), List.of("boxes"));
      case DETR_IN_INPUT -> graph.node("Add", List.of("zeros", "shares"), List.of("boxes"));
      case PICODET ->
          graph
              .node(
                  "Gather",
                  List.of("scale_factor", "corners"),
                  List.of("sides"),
                  Graphs.attribute("axis", 1))
              .node("Reshape", List.of("sides", "page"), List.of("factors"))
              .node("Div", List.of("shares", "factors"), List.of("boxes"));
    }
  }

  private void table(Graphs graph, String name) {
    List<String> parts = new ArrayList<>(List.of("classes", "scores", "boxes"));
    column(graph, "classes", IntStream.range(0, rows).mapToObj(row -> (float) classOf(row)));
    if (columns > 6) {
      column(graph, "ranks", IntStream.range(0, rows).mapToObj(row -> (float) rank(row)));
      parts.add("ranks");
    }
    if (columns > 7) {
      column(graph, "votes", IntStream.range(0, rows).mapToObj(SiblingGraph::votes));
      parts.add("votes");
    }
    graph
        .longs("table", -1L, (long) columns)
        .node("Concat", parts, List.of("pages"), Graphs.attribute("axis", 2));
    if (family == Family.PICODET) {
      graph
          .longs("line", -1L)
          .floats("likely", List.of(LIKELY), 1)
          .node("Reshape", List.of("pages", "table"), List.of("all"))
          .node("Reshape", List.of("scores", "line"), List.of("each"))
          .node("Greater", List.of("each", "likely"), List.of("keeps"))
          .node("Compress", List.of("all", "keeps"), List.of(name), Graphs.attribute("axis", 0))
          .output(name, ElementType.FLOAT32, -1, columns);
    } else {
      graph
          .node("Reshape", List.of("pages", "table"), List.of(name))
          // as converters leave it where they knew of a single page
          .output(name, ElementType.FLOAT32, batch == 1 ? rows : -1, columns);
    }
  }

  private void column(Graphs graph, String name, Stream<Float> values) {
    graph
        .floats(name + ".values", values.toList(), 1, rows, 1)
        .node("Add", List.of("zeros", name + ".values"), List.of(name));
  }

  private void counts(Graphs graph, String name) {
    if (counts == Counts.NONE) {
      return;
    }
    if (family == Family.PICODET) {
      graph
          .longs("only", 1L)
          .node(
              "Cast",
              List.of("keeps"),
              List.of("ones"),
              Graphs.attribute("to", Graphs.number(ElementType.FLOAT32)))
          .node("ReduceSum", List.of("ones"), List.of("sum"))
          .node("Reshape", List.of("sum", "only"), List.of("number"));
    } else if (counts == Counts.CONSTANT) {
      graph.floats("number", List.of((float) rows), 1);
    } else {
      graph
          .floats("rows", List.of((float) rows), 1)
          .node(
              "ReduceMean",
              List.of("zeros"),
              List.of("none"),
              Graphs.attribute("axes", List.of(1L, 2L)),
              Graphs.attribute("keepdims", 0))
          .node("Add", List.of("none", "rows"), List.of("number"));
    }
    ElementType type = counts == Counts.INT64 ? ElementType.INT64 : ElementType.INT32;
    graph
        .node("Cast", List.of("number"), List.of(name), Graphs.attribute("to", Graphs.number(type)))
        .output(name, type, counts == Counts.CONSTANT || family == Family.PICODET ? 1 : batch);
  }

  /** A cell is covered where the page is brighter than the row's threshold. */
  private void masks(Graphs graph) {
    List<Float> thresholds = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      thresholds.add((float) threshold(row));
    }
    brightness(graph, "image", resolution, masks);
    graph
        .floats("thresholds", thresholds, 1, rows, 1, 1)
        .longs("grids", -1L, (long) masks, (long) masks)
        .node("Greater", List.of("brightness", "thresholds"), List.of("bright"))
        .node(
            "Cast",
            List.of("bright"),
            List.of("covered"),
            Graphs.attribute("to", Graphs.number(ElementType.INT32)))
        .node("Reshape", List.of("covered", "grids"), List.of("fetch_name_2"))
        .output("fetch_name_2", ElementType.INT32, -1, masks, masks);
  }

  /** Adds [pages, 1, side, side], the means of cells over all channels, as {@code brightness}. */
  static void brightness(Graphs graph, String image, Resolution resolution, int side) {
    List<Long> cell = List.of((long) resolution.height() / side, (long) resolution.width() / side);
    graph
        .node(
            "AveragePool",
            List.of(image),
            List.of("cells"),
            Graphs.attribute("kernel_shape", cell),
            Graphs.attribute("strides", cell))
        .node(
            "ReduceMean",
            List.of("cells"),
            List.of("brightness"),
            Graphs.attribute("axes", List.of(1L)));
  }
}
