package dev.quire.train.pair.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.quire.train.pair.net.PairLayers;
import dev.quire.train.pair.net.PairMini;
import dev.quire.train.pair.net.PairParameters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The network in ONNX: {@code input_ids} and {@code attention_mask}, int64 [batch, sequence], to
 * {@code sentence_embedding}, float32 [batch, width], the mean over the mask and not normalised.
 */
public final class PairGraph implements PairLayers<String> {

  private static final int OPSET = 17;
  private static final int IR_VERSION = 8;

  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String OUTPUT = "sentence_embedding";

  /** The mask as floats, [batch, 1, sequence]. */
  private static final String KEPT = "mask";

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("pair-mini");
  private final PairParameters parameters;
  private final float[] values;

  private PairGraph(PairParameters parameters, float[] values) {
    this.parameters = parameters;
    this.values = values;
  }

  /** Writes the network with the parameters given. */
  public static ModelProto of(PairMini net, float[] values) {
    return new PairGraph(new PairParameters(net), values).model(net);
  }

  private ModelProto model(PairMini net) {
    graph.addInput(value(IDS, TensorProto.DataType.INT64, "sequence"));
    graph.addInput(value(MASK, TensorProto.DataType.INT64, "sequence"));
    graph.addOutput(value(OUTPUT, TensorProto.DataType.FLOAT, net.width()));
    longs("axis.middle", 1);
    longs("axis.last", 2);
    floats("one", new float[] {1});
    node("mask.float", "Cast", List.of(MASK), whole("to", TensorProto.DataType.FLOAT.getNumber()));
    node(KEPT, "Unsqueeze", List.of("mask.float", "axis.middle"));
    net.apply(this);
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("quire")
        .setGraph(graph)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .build();
  }

  @Override
  public String embed(String name, int rows, int width) {
    String table = name + ".table";
    floats(table, parameters.slice(values, table), rows, width);
    node(name + ".rows", "Gather", List.of(table, IDS));
    node(name + ".turned", "Transpose", List.of(name + ".rows"), list("perm", 0, 2, 1));
    return node(name, "Mul", List.of(name + ".turned", KEPT));
  }

  @Override
  public String gated(String name, String x, Span span) {
    String weight = name + ".weight";
    String bias = name + ".bias";
    floats(weight, parameters.slice(values, weight), 2 * span.width(), span.width(), span.kernel());
    floats(bias, parameters.slice(values, bias), 2 * span.width());
    node(
        name + ".both",
        "Conv",
        List.of(x, weight, bias),
        list("kernel_shape", span.kernel()),
        list("pads", span.padding(), span.padding()),
        list("dilations", span.dilation()));
    longs(name + ".halves", span.width(), span.width());
    nodes(
        List.of(name + ".a", name + ".b"),
        "Split",
        List.of(name + ".both", name + ".halves"),
        whole("axis", 1));
    node(name + ".gate", "Sigmoid", List.of(name + ".b"));
    node(name + ".change", "Mul", List.of(name + ".a", name + ".gate"));
    node(name + ".sum", "Add", List.of(x, name + ".change"));
    return node(name, "Mul", List.of(name + ".sum", KEPT));
  }

  @Override
  public String mean(String x) {
    node("sum", "ReduceSum", List.of(x, "axis.last"), whole("keepdims", 0));
    node("pieces.counted", "ReduceSum", List.of(KEPT, "axis.last"), whole("keepdims", 0));
    // a row of padding alone is zero, not undefined
    node("pieces.count", "Max", List.of("pieces.counted", "one"));
    return node(OUTPUT, "Div", List.of("sum", "pieces.count"));
  }

  private String node(
      String name, String operator, List<String> inputs, AttributeProto... attributes) {
    return nodes(List.of(name), operator, inputs, attributes);
  }

  private String nodes(
      List<String> outputs, String operator, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(outputs.get(0))
            .setOpType(operator)
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(List.of(attributes)));
    return outputs.get(0);
  }

  private void floats(String name, float[] numbers, long... dims) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    constant(name, TensorProto.DataType.FLOAT, bytes, dims);
  }

  private void longs(String name, long... numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(numbers);
    constant(name, TensorProto.DataType.INT64, bytes, numbers.length);
  }

  private void constant(String name, TensorProto.DataType type, ByteBuffer bytes, long... dims) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    graph.addInitializer(tensor);
  }

  private static AttributeProto whole(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto list(String name, long... numbers) {
    AttributeProto.Builder list =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long number : numbers) {
      list.addInts(number);
    }
    return list.build();
  }

  /** A value of a batch; its second dimension is a number or a name. */
  private static ValueInfoProto value(String name, TensorProto.DataType type, Object second) {
    TensorShapeProto.Dimension.Builder dim = TensorShapeProto.Dimension.newBuilder();
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
            .addDim(
                second instanceof Number n
                    ? dim.setDimValue(n.longValue())
                    : dim.setDimParam(second.toString()))
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
