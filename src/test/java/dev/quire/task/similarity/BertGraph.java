package dev.quire.task.similarity;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import dev.quire.engine.onnx.Graphs;
import dev.quire.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link TinyBert} as a graph, operator for operator as PyTorch's exporter writes Hugging Face's
 * and ModelScope's BERT: shapes asked at run time, an additive mask, normalizations and Gelu in
 * parts.
 */
public final class BertGraph {

  /** Transformers up to 4.20 and ModelScope. */
  public static final float OLD_MASK = -10_000;

  /** Later ones: the least of float32. */
  public static final float NEW_MASK = -Float.MAX_VALUE;

  private static final int FLOAT = 1;

  private final TinyBert bert;
  private final TinyBert.Size size;
  private final Graphs graph = new Graphs();
  private final float mask;
  private final boolean wholeNorms;
  private final boolean types;
  private int made;

  /**
   * @param mask what is added where there is padding
   * @param wholeNorms whether a normalization is one operator, as from opset 17 on
   * @param types whether the graph takes the tokens' types; else they are all 0
   */
  public BertGraph(TinyBert bert, float mask, boolean wholeNorms, boolean types) {
    this.bert = bert;
    this.size = bert.size();
    this.mask = mask;
    this.wholeNorms = wholeNorms;
    this.types = types;
    graph.longs("zero", 0L).longs("one", 1L).longs("two", 2L);
    scalar("unit", 1);
  }

  /** As ModelScope exports it. */
  public static BertGraph usual(TinyBert bert) {
    return new BertGraph(bert, OLD_MASK, false, true);
  }

  /** Gives {@code logits}. */
  public byte[] classifier() {
    String states = encoder();
    node("Gather", List.of(states, scalarLong("first", 0)), "cls", integer("axis", 1));
    String pooled = gemm("pooler", "cls", size.hidden());
    node("Tanh", List.of(pooled), "tanh");
    String logits = gemm("classifier", "tanh", TinyBert.LABELS);
    node("Identity", List.of(logits), "logits");
    return graph.output("logits", ElementType.FLOAT32, -1, TinyBert.LABELS).build();
  }

  /** Gives {@code last_hidden_state}. */
  public byte[] states() {
    node("Identity", List.of(encoder()), "last_hidden_state");
    return graph.output("last_hidden_state", ElementType.FLOAT32, -1, -1, size.hidden()).build();
  }

  /** Gives {@code sentence_embedding}, the mean under the mask. */
  public byte[] sentence() {
    String states = encoder();
    graph.longs("last", -1L);
    node("Unsqueeze", List.of("attention_mask", "last"), "m.long");
    node("Cast", List.of("m.long"), "m", integer("to", FLOAT));
    String weighed = node("Mul", List.of(states, "m"));
    String sum = node("ReduceSum", List.of(weighed, "one"), integer("keepdims", 0));
    String count = node("ReduceSum", List.of("m", "one"), integer("keepdims", 0));
    node("Div", List.of(sum, count), "sentence_embedding");
    return graph.output("sentence_embedding", ElementType.FLOAT32, -1, size.hidden()).build();
  }

  private String encoder() {
    graph
        .input("input_ids", ElementType.INT64, -1, -1)
        .input("attention_mask", ElementType.INT64, -1, -1);
    if (types) {
      graph.input("token_type_ids", ElementType.INT64, -1, -1);
    }
    String additive = additive();
    String x = embeddings();
    for (int layer = 0; layer < size.layers(); layer++) {
      String mixed = attention(layer, x, additive);
      String attended =
          norm(layer + ".attention", node("Add", List.of(linear(layer + ".mix", mixed), x)));
      String inner = gelu(linear(layer + ".up", attended, size.hidden(), size.inner()));
      String down = linear(layer + ".down", inner, size.inner(), size.hidden());
      x = norm(layer + ".output", node("Add", List.of(down, attended)));
    }
    return x;
  }

  private String additive() {
    String row = node("Unsqueeze", List.of("attention_mask", "one"));
    String rows = node("Unsqueeze", List.of(row, "two"));
    String floats = node("Cast", List.of(rows), integer("to", FLOAT));
    String padding = node("Sub", List.of("unit", floats));
    return node("Mul", List.of(padding, scalar("fill", mask)));
  }

  private String embeddings() {
    table("words", size.vocabulary());
    table("positions", size.positions());
    table("types", TinyBert.TYPES);
    Long[] places = new Long[size.positions()];
    for (int i = 0; i < places.length; i++) {
      places[i] = (long) i;
    }
    graph.longs("places", places);
    String shape = node("Shape", List.of("input_ids"));
    String length = node("Gather", List.of(shape, "one"), integer("axis", 0));
    String used = node("Slice", List.of("places", "zero", length, "zero"));
    String typed = "token_type_ids";
    if (!types) {
      node("Mul", List.of("input_ids", "zero"), typed);
    }
    String words = node("Gather", List.of("words", "input_ids"));
    String kinds = node("Gather", List.of("types", typed));
    String places2 = node("Gather", List.of("positions", used));
    return norm("embeddings", node("Add", List.of(node("Add", List.of(words, kinds)), places2)));
  }

  private String attention(int layer, String x, String additive) {
    String q = node("Transpose", List.of(heads(linear(layer + ".query", x))), perm(0, 2, 1, 3));
    String k = node("Transpose", List.of(heads(linear(layer + ".key", x))), perm(0, 2, 3, 1));
    String v = node("Transpose", List.of(heads(linear(layer + ".value", x))), perm(0, 2, 1, 3));
    String products = node("MatMul", List.of(q, k));
    String scale = scalar(layer + ".scale", (float) Math.sqrt(size.head()));
    String scaled = node("Div", List.of(products, scale));
    String masked = node("Add", List.of(scaled, additive));
    String weights = node("Softmax", List.of(masked), integer("axis", -1));
    String mixed = node("MatMul", List.of(weights, v));
    String back = node("Transpose", List.of(mixed), perm(0, 2, 1, 3));
    return reshaped(back, layer + ".whole", (long) size.hidden());
  }

  private String heads(String x) {
    return reshaped(x, "heads" + made, (long) size.heads(), (long) size.head());
  }

  /** The first two dimensions stay, which PyTorch asks for one by one. */
  private String reshaped(String x, String name, Long... rest) {
    graph.longs(name, rest);
    String shape = node("Shape", List.of(x));
    String batch = node("Slice", List.of(shape, "zero", "one", "zero"));
    String length = node("Slice", List.of(shape, "one", "two", "zero"));
    String target = node("Concat", List.of(batch, length, name), integer("axis", 0));
    return node("Reshape", List.of(x, target));
  }

  private String gelu(String x) {
    String erf =
        node("Erf", List.of(node("Div", List.of(x, scalar("root", (float) Math.sqrt(2))))));
    String product = node("Mul", List.of(x, node("Add", List.of(erf, "unit"))));
    return node("Mul", List.of(product, scalar("half", 0.5f)));
  }

  private String norm(String name, String x) {
    String gamma = floats(name + ".gamma", bert.get(name + ".gamma"), size.hidden());
    String beta = floats(name + ".beta", bert.get(name + ".beta"), size.hidden());
    if (wholeNorms) {
      return node(
          "LayerNormalization",
          List.of(x, gamma, beta),
          integer("axis", -1),
          AttributeProto.newBuilder()
              .setName("epsilon")
              .setType(AttributeType.FLOAT)
              .setF((float) TinyBert.EPSILON)
              .build());
    }
    AttributeProto axes = Graphs.attribute("axes", List.of(-1L));
    String centred = node("Sub", List.of(x, node("ReduceMean", List.of(x), axes)));
    String squares = node("Pow", List.of(centred, scalar("square", 2)));
    String variance = node("ReduceMean", List.of(squares), axes);
    String safe = node("Add", List.of(variance, scalar("epsilon", (float) TinyBert.EPSILON)));
    String normal = node("Div", List.of(centred, node("Sqrt", List.of(safe))));
    return node("Add", List.of(node("Mul", List.of(normal, gamma)), beta));
  }

  private String linear(String name, String x) {
    return linear(name, x, size.hidden(), size.hidden());
  }

  private String linear(String name, String x, int in, int out) {
    String w = floats(name + ".w", bert.get(name + ".w"), in, out);
    String b = floats(name + ".b", bert.get(name + ".b"), out);
    return node("Add", List.of(b, node("MatMul", List.of(x, w))));
  }

  private String gemm(String name, String x, int out) {
    String w = floats(name + ".w", bert.get(name + ".w"), size.hidden(), out);
    String b = floats(name + ".b", bert.get(name + ".b"), out);
    return node("Gemm", List.of(x, w, b));
  }

  private void table(String name, int rows) {
    floats(name, bert.get(name), rows, size.hidden());
  }

  private String floats(String name, float[] values, long... shape) {
    List<Float> list = new ArrayList<>(values.length);
    for (float value : values) {
      list.add(value);
    }
    graph.floats(name, list, shape);
    return name;
  }

  /** Each use has its own, as exporters write them. */
  private String scalar(String name, float value) {
    String own = name.equals("unit") ? name : name + "#" + made;
    graph.floats(own, List.of(value));
    return own;
  }

  private String scalarLong(String name, long value) {
    graph.node(
        "Constant",
        List.of(),
        List.of(name),
        AttributeProto.newBuilder()
            .setName("value_int")
            .setType(AttributeType.INT)
            .setI(value)
            .build());
    return name;
  }

  private String node(String type, List<String> inputs, AttributeProto... attributes) {
    return node(type, inputs, type + "_" + made, attributes);
  }

  private String node(
      String type, List<String> inputs, String output, AttributeProto... attributes) {
    made++;
    graph.node(type, inputs, List.of(output), attributes);
    return output;
  }

  private static AttributeProto integer(String name, long value) {
    return Graphs.attribute(name, value);
  }

  private static AttributeProto perm(long... axes) {
    List<Long> list = new ArrayList<>();
    for (long axis : axes) {
      list.add(axis);
    }
    return Graphs.attribute("perm", list);
  }
}
