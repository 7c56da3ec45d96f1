package dev.quire.train.export;

import static dev.quire.train.export.GraphWriter.attribute;

import dev.quire.train.net.Layers;
import dev.quire.train.net.Parameters;
import java.util.List;

/** Writes the network's layers as ONNX nodes, batch norm folded into the convolutions. */
final class OnnxLayers implements Layers<String> {

  private static final float NORM_EPSILON = 1e-5f;

  private final GraphWriter graph;
  private final Parameters parameters;
  private final float[] values;

  OnnxLayers(GraphWriter graph, Parameters parameters, float[] values) {
    this.graph = graph;
    this.parameters = parameters;
    this.values = values;
  }

  @Override
  public String ink(String image) {
    String twice = graph.node("ink.twice", "Mul", List.of(image, graph.scalar("ink.two", -2)));
    return graph.node("ink", "Add", List.of(twice, graph.scalar("ink.paper", 2)));
  }

  @Override
  public String convNorm(String name, String x, Conv conv, boolean relu) {
    float[] weight = slice(name + ".weight");
    float[] gamma = slice(name + ".gamma");
    float[] bias = slice(name + ".beta");
    float[] mean = slice(name + ".mean");
    float[] variance = slice(name + ".variance");
    int fan = weight.length / conv.out();
    for (int c = 0; c < conv.out(); c++) {
      double scale = gamma[c] / Math.sqrt((double) variance[c] + NORM_EPSILON);
      for (int i = c * fan; i < (c + 1) * fan; i++) {
        weight[i] = (float) (weight[i] * scale);
      }
      bias[c] = (float) (bias[c] - mean[c] * scale);
    }
    return convolve(name, x, conv, weight, bias, relu);
  }

  @Override
  public String conv(String name, String x, Conv conv, boolean relu) {
    return convolve(name, x, conv, slice(name + ".weight"), slice(name + ".bias"), relu);
  }

  @Override
  public String addRelu(String a, String b) {
    return relu(graph.node(b + ".sum", "Add", List.of(b, a)));
  }

  @Override
  public String upsampleAdd(String coarse, String fine) {
    String scales = graph.floats(coarse + ".scales", new float[] {1, 1, 2, 2}, 4);
    String up =
        graph.node(
            coarse + ".up",
            "Resize",
            List.of(coarse, "", scales),
            attribute("mode", "nearest"),
            attribute("coordinate_transformation_mode", "asymmetric"),
            attribute("nearest_mode", "floor"));
    return graph.node(fine + ".sum", "Add", List.of(up, fine));
  }

  @Override
  public String strips(String name, String x, int channels) {
    Conv conv = Conv.of(channels, channels, 1);
    String rows = mean(name + ".rows.mean", x, 3);
    String columns = mean(name + ".columns.mean", x, 2);
    String r = conv(name + ".rows", rows, conv, false);
    String c =
        convolve(
            name + ".columns",
            columns,
            conv,
            slice(name + ".columns.weight"),
            new float[channels],
            false);
    String sum = graph.node(name + ".along", "Add", List.of(x, r));
    return relu(graph.node(name + ".sum", "Add", List.of(sum, c)));
  }

  @Override
  public String position(String name, String x, int channels) {
    String shape = graph.node(name + ".shape", "Shape", List.of(x));
    String sum = x;
    for (boolean across : new boolean[] {true, false}) {
      String part = name + (across ? ".across" : ".down");
      String count =
          graph.node(
              part + ".count",
              "Gather",
              List.of(shape, graph.longs(part + ".axis", new long[] {across ? 3 : 2})));
      String range =
          graph.node(
              part + ".range",
              "Range",
              List.of(
                  graph.longs(part + ".zero", new long[] {0}),
                  count,
                  graph.longs(part + ".one", new long[] {1})));
      String index = cast(part + ".index", range);
      String centre =
          graph.node(part + ".centre", "Add", List.of(index, graph.scalar(part + ".half", 0.5f)));
      String share =
          graph.node(part + ".share", "Div", List.of(centre, cast(part + ".count.float", count)));
      String step =
          graph.node(part + ".step", "Sub", List.of(share, graph.scalar(part + ".middle", 0.5f)));
      String shaped =
          graph.node(
              part + ".shaped",
              "Reshape",
              List.of(
                  step,
                  across
                      ? graph.vector(part + ".dims", 1, 1, 1, -1)
                      : graph.vector(part + ".dims", 1, 1, -1, 1)));
      String weight = graph.floats(part + ".weight", slice(part), 1, channels, 1, 1);
      String term = graph.node(part + ".term", "Mul", List.of(weight, shaped));
      sum = graph.node(part + ".sum", "Add", List.of(sum, term));
    }
    return sum;
  }

  private String cast(String name, String x) {
    return graph.node(name, "Cast", List.of(x), attribute("to", 1));
  }

  private String mean(String name, String x, int axis) {
    return graph.node(
        name,
        "ReduceMean",
        List.of(x),
        attribute("axes", new long[] {axis}),
        attribute("keepdims", 1));
  }

  private String convolve(
      String name, String x, Conv conv, float[] weight, float[] bias, boolean relu) {
    String w =
        graph.floats(name + ".w", weight, conv.out(), conv.in(), conv.kernel(), conv.kernel());
    String b = graph.floats(name + ".b", bias, conv.out());
    String y =
        graph.node(
            name,
            "Conv",
            List.of(x, w, b),
            attribute("kernel_shape", new long[] {conv.kernel(), conv.kernel()}),
            attribute("strides", new long[] {conv.stride(), conv.stride()}),
            attribute("dilations", new long[] {conv.dilation(), conv.dilation()}),
            attribute(
                "pads",
                new long[] {conv.padding(), conv.padding(), conv.padding(), conv.padding()}));
    return relu ? relu(y) : y;
  }

  private String relu(String x) {
    return graph.node(x + ".relu", "Relu", List.of(x));
  }

  private float[] slice(String name) {
    return parameters.slice(values, name);
  }
}
