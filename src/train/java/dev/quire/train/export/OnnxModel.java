package dev.quire.train.export;

import static dev.quire.train.export.GraphWriter.attribute;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.quire.train.net.PageMini;
import dev.quire.train.net.Parameters;
import dev.quire.train.net.Sides;
import dev.quire.train.page.Label;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The whole model in ONNX: the network, then everything from its output to the rows of the
 * PP-DocLayoutV3 contract (class, score, box in pixels of the original image, rank in the reading
 * order), 300 for each image, best score first.
 */
public final class OnnxModel {

  public static final int ROWS = 300;
  public static final int ROW_LENGTH = 7;

  /** Only the best of this many neighbouring cells of a row may speak for a class. */
  static final int PEAK_WIDTH = 5;

  private static final int OPSET = 17;
  private static final int IR_VERSION = 8;

  private final GraphWriter graph = new GraphWriter("page-mini");

  private OnnxModel() {}

  /** Writes the network with the parameters given. */
  public static ModelProto of(PageMini net, float[] values) {
    return new OnnxModel().model(net, values);
  }

  private ModelProto model(PageMini net, float[] values) {
    graph.input("im_shape", DataType.FLOAT, "batch", 2);
    graph.input("image", DataType.FLOAT, "batch", 3, "height", "width");
    graph.input("scale_factor", DataType.FLOAT, "batch", 2);
    Parameters parameters = new Parameters(net);
    decode(net.apply(new OnnxLayers(graph, parameters, values), "image"));
    graph.output("fetch_name_0", DataType.FLOAT, "rows", ROW_LENGTH);
    graph.output("fetch_name_1", DataType.INT32, "batch");
    GraphProto built = graph.build();
    String labels =
        Arrays.stream(Label.values())
            .map(label -> label.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining("\n"));
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("quire")
        .setGraph(built)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .addMetadataProps(StringStringEntryProto.newBuilder().setKey("character").setValue(labels))
        .build();
  }

  private void decode(String out) {
    String shape = graph.node("map.shape", "Shape", List.of(out));
    String batch = element("batch", shape, 0);
    String rows = element("rows", shape, 2);
    String columns = element("columns", shape, 3);
    String plane = graph.node("plane", "Mul", List.of(rows, columns));

    String scores = graph.node("scores", "Sigmoid", List.of(channels("logits", out, 0, 25)));
    String best =
        graph.node(
            "scores.best",
            "MaxPool",
            List.of(scores),
            attribute("kernel_shape", new long[] {1, PEAK_WIDTH}),
            attribute("pads", new long[] {0, PEAK_WIDTH / 2, 0, PEAK_WIDTH / 2}));
    String peak =
        cast("peak.float", graph.node("peak", "Equal", List.of(scores, best)), DataType.FLOAT);
    String peaks = graph.node("peaks", "Mul", List.of(scores, peak));
    String flat =
        graph.node("peaks.flat", "Reshape", List.of(peaks, graph.vector("flat.dims", 0, -1)));
    String count = graph.vector("count", ROWS);
    String score =
        graph.nodes(List.of("score", "at"), "TopK", List.of(flat, count), attribute("axis", 1));

    String label = graph.node("label", "Div", List.of("at", plane));
    String cell =
        graph.node(
            "cell", "Sub", List.of("at", graph.node("cell.base", "Mul", List.of(label, plane))));
    String row = graph.node("row", "Div", List.of(cell, columns));
    String column =
        graph.node(
            "column",
            "Sub",
            List.of(cell, graph.node("column.base", "Mul", List.of(row, columns))));

    String numbers = channels("numbers", out, PageMini.SIDES, PageMini.CHANNELS);
    String cells =
        graph.node(
            "numbers.cells", "Reshape", List.of(numbers, graph.vector("numbers.dims", 0, 5, -1)));
    String turned =
        graph.node(
            "numbers.turned", "Transpose", List.of(cells), attribute("perm", new long[] {0, 2, 1}));
    String index = graph.node("cell.index", "Unsqueeze", List.of(cell, graph.vector("last", 2)));
    String chosen =
        graph.node("chosen", "GatherND", List.of(turned, index), attribute("batch_dims", 1));

    String codes = slice("codes", chosen, 2, 0, 4);
    String limited =
        graph.node(
            "codes.limited",
            "Min",
            List.of(codes, graph.scalar("codes.most", (float) Sides.MAX_CODE)));
    String grown = graph.node("codes.exp", "Exp", List.of(limited));
    String one = graph.scalar("one", 1);
    // distances in cells: a side's distance is 8 · (exp(a) - 1) pixels, and a cell is 8 pixels
    String reach = graph.node("reach", "Sub", List.of(grown, one));

    String origin = origin();
    String[] sides = {"x1", "y1", "x2", "y2"};
    String[] coordinates = new String[4];
    for (int s = 0; s < 4; s++) {
      boolean across = s % 2 == 0;
      String name = sides[s];
      String at = cast(name + ".cell", across ? column : row, DataType.FLOAT);
      String centre =
          graph.node(name + ".centre", "Add", List.of(at, graph.scalar(name + ".half", 0.5f)));
      String distance =
          graph.node(
              name + ".distance",
              "Squeeze",
              List.of(slice(name + ".reach", reach, 2, s, s + 1), "last"));
      String place = graph.node(name + ".place", s < 2 ? "Sub" : "Add", List.of(centre, distance));
      String share =
          graph.node(
              name + ".share",
              "Div",
              List.of(place, cast(name + ".cells", across ? columns : rows, DataType.FLOAT)));
      String edge = slice(name + ".edge", origin, 1, across ? 1 : 0, across ? 2 : 1);
      String pixel = graph.node(name + ".pixel", "Mul", List.of(share, edge));
      String least = graph.scalar(name + ".zero", 0);
      String above = graph.node(name + ".above", "Max", List.of(pixel, least));
      coordinates[s] = graph.node(name, "Min", List.of(above, edge));
    }

    String order =
        graph.node("order", "Squeeze", List.of(slice("order.part", chosen, 2, 4, 5), "last"));
    ascending("order.sorted", order, count);
    String position = cast("order.sorted.float", "order.sorted.at", DataType.FLOAT);
    ascending("rank", position, count);
    String rank = cast("rank.float", "rank.at", DataType.FLOAT);

    String[] parts = {
      cast("label.float", label, DataType.FLOAT),
      score,
      coordinates[0],
      coordinates[1],
      coordinates[2],
      coordinates[3],
      rank
    };
    List<String> wide =
        Arrays.stream(parts)
            .map(p -> graph.node("out." + p, "Unsqueeze", List.of(p, "last")))
            .toList();
    String table = graph.node("table", "Concat", wide, attribute("axis", 2));
    graph.node(
        "fetch_name_0", "Reshape", List.of(table, graph.vector("table.dims", -1, ROW_LENGTH)));
    graph.node(
        "fetch_name_1",
        "Expand",
        List.of(
            graph.ints("rows.count", new int[] {ROWS}, 1),
            graph.node("batch.dims", "Unsqueeze", List.of(batch, graph.vector("first", 0)))));
  }

  /** The original image's height and width. */
  private String origin() {
    String exact = graph.node("origin.exact", "Div", List.of("im_shape", "scale_factor"));
    String raised =
        graph.node("origin.raised", "Add", List.of(exact, graph.scalar("origin.half", 0.5f)));
    return graph.node("origin", "Floor", List.of(raised));
  }

  private void ascending(String name, String values, String count) {
    graph.nodes(
        List.of(name, name + ".at"),
        "TopK",
        List.of(values, count),
        attribute("axis", 1),
        attribute("largest", 0));
  }

  private String element(String name, String shape, long index) {
    return graph.node(
        name, "Gather", List.of(shape, graph.longs(name + ".index", new long[] {index})));
  }

  private String channels(String name, String x, long from, long to) {
    return slice(name, x, 1, from, to);
  }

  private String slice(String name, String x, long axis, long from, long to) {
    return graph.node(
        name,
        "Slice",
        List.of(
            x,
            graph.vector(name + ".from", from),
            graph.vector(name + ".to", to),
            graph.vector(name + ".axis", axis)));
  }

  private String cast(String name, String x, DataType type) {
    return graph.node(name, "Cast", List.of(x), attribute("to", type.getNumber()));
  }
}
