package dev.quire.model.graph;

import static dev.quire.model.graph.GraphBuilder.inner;
import static dev.quire.model.graph.GraphBuilder.integer;
import static dev.quire.model.graph.GraphBuilder.ints;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {

  @Test
  void tellsWhatItHolds() {
    Graph graph = simple().build();

    assertEquals("test.onnx", graph.name());
    assertEquals(17, graph.opset());
    assertEquals(List.of("x"), graph.inputs());
    assertEquals(List.of("y"), graph.outputs());
    assertEquals(1, graph.nodes());
    assertEquals(6 * Float.BYTES, graph.weightBytes());
    assertArrayEquals(simple().model().toByteArray(), graph.toBytes());
  }

  @Test
  void refusesWhatIsNoModel() {
    assertRefused("not a model".getBytes(), "no ONNX model");
    assertRefused(new byte[0], "no graph");
    byte[] whole = simple().model().toByteArray();
    assertRefused(Arrays.copyOf(whole, whole.length - 3), "only part of one");
  }

  @Test
  void refusesModelsWithoutTheEssentials() {
    ModelProto model = simple().model();
    assertRefused(model.toBuilder().clearGraph(), "no graph");
    assertRefused(model.toBuilder().clearIrVersion(), "no IR version");
    assertRefused(model.toBuilder().clearOpsetImport(), "no opset");
    assertRefused(
        model.toBuilder().clearOpsetImport().addOpsetImport(opset("com.example", 1)), "no opset");
    assertRefused(model.toBuilder().setOpsetImport(0, opset("", 0)), "opset 0");
    assertRefused(model.toBuilder().addOpsetImport(opset("ai.onnx", 3)), "twice");
    assertRefused(new GraphBuilder().input("x", 1).output("x", 1), "no nodes");
    assertRefused(new GraphBuilder().input("x", 1).node("Relu", "x", "y"), "no outputs");
  }

  @Test
  void refusesWeightsThatAreNotWhole() {
    TensorProto floats = TensorData.floats("w", List.of(2L, 3L), new float[6]);
    assertWeightRefused(floats.toBuilder().setDims(1, 4), "24 bytes; 32 expected");
    assertWeightRefused(floats.toBuilder().setDims(1, -3), "negative dimension");
    assertWeightRefused(floats.toBuilder().addDims(Long.MAX_VALUE), "too large");
    assertWeightRefused(floats.toBuilder().addFloatData(1), "twice");
    assertWeightRefused(floats.toBuilder().setDataType(0), "element type 0");
    assertWeightRefused(floats.toBuilder().setDataType(99), "element type 99");
    assertWeightRefused(floats.toBuilder().clearRawData(), "0 values; 6 expected");
    assertWeightRefused(
        floats.toBuilder().clearRawData().addAllInt32Data(List.of(1, 2, 3, 4, 5, 6)),
        "6 values; 6 expected");
    assertWeightRefused(
        floats.toBuilder().clearRawData().setDataLocation(DataLocation.EXTERNAL), "another file");
    assertWeightRefused(
        floats.toBuilder().setSegment(TensorProto.Segment.newBuilder().setBegin(0)), "segment");
    assertWeightRefused(
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(DataType.STRING_VALUE)
            .addDims(1)
            .setRawData(ByteString.copyFromUtf8("a")),
        "twice");
  }

  @Test
  void takesEachWayToWriteAWeight() {
    for (TensorProto.Builder weight :
        List.of(
            tensor(DataType.FLOAT, 3).addAllFloatData(List.of(1f, 2f, 3f)),
            tensor(DataType.INT64, 2).addAllInt64Data(List.of(1L, 2L)),
            tensor(DataType.DOUBLE, 1).addDoubleData(1),
            tensor(DataType.FLOAT16, 1).addInt32Data(1),
            tensor(DataType.UINT64, 1).addUint64Data(1),
            tensor(DataType.COMPLEX64, 1).addFloatData(1).addFloatData(2),
            tensor(DataType.STRING, 1).addStringData(ByteString.copyFromUtf8("a")),
            tensor(DataType.INT4, 3).setRawData(ByteString.copyFrom(new byte[2])),
            tensor(DataType.INT4, 3).addInt32Data(1).addInt32Data(2),
            tensor(DataType.BOOL, 0),
            TensorProto.newBuilder().setDataType(DataType.FLOAT_VALUE).addFloatData(1))) {
      simple().initializer(weight.setName("extra").build()).build();
    }
  }

  @Test
  void refusesNamesThatDoNotAgree() {
    assertRefused(
        new GraphBuilder().input("x", 1).output("y", 1).node("Relu", "z", "y"), "'z', which");
    assertRefused(
        new GraphBuilder().input("x", 1).output("z", 1).node("Relu", "x", "y"), "output 'z'");
    assertRefused(simple().node("Relu", "x", "y"), "made twice");
    assertRefused(simple().weight("w", 2, 3), "made twice");
    assertRefused(simple().input("x", 1), "made twice");
    assertRefused(simple().output("y", 1), "made twice");
    assertRefused(simple().input("", 1), "no name");
    assertRefused(
        new GraphBuilder()
            .input("x", 1)
            .output("y", 1)
            .node("Add", "x b", "a")
            .node("Relu", "a", "b")
            .node("Relu", "b", "y"),
        "'b', which nothing before it makes");
  }

  @Test
  void refusesInnerGraphsThatDoNotAgree() {
    GraphBuilder inner = new GraphBuilder().output("t", 1).node("Relu", "nowhere", "t");
    assertRefused(simple().node("If", "x", "z", inner("then_branch", inner.proto())), "'nowhere'");
    GraphBuilder good = new GraphBuilder().output("t", 1).node("Relu", "y", "t");
    simple().node("If", "x", "z", inner("then_branch", good.proto())).build();
  }

  @Test
  void refusesNodesThatLackSomething() {
    assertRefused(simple().node("", "x", "z"), "names no operator");
    assertRefused(simple().node("Conv", "x", "z"), "no input 1; expected at least 2");
    assertRefused(simple().node("Conv", "x _", "z"), "no input 1");
    assertRefused(simple().node("Relu", "x", ""), "no output");
  }

  @Test
  void refusesAttributesOfWrongTypes() {
    assertRefused(simple().node("Transpose", "x", "z", integer("perm", 1)), "expected INTS");
    assertRefused(
        simple().node("Transpose", "x", "z", ints("perm", 1, 0), ints("perm", 1, 0)), "twice");
    AttributeProto.Builder lying =
        AttributeProto.newBuilder().setName("to").setType(AttributeType.INT).setF(1);
    assertRefused(simple().node("Cast", "x", "z", lying.build()), "holds something else");
    assertRefused(
        simple().node("Cast", "x", "z", lying.setType(AttributeType.UNDEFINED).build()),
        "holds something else");
    assertRefused(
        simple().node("Constant", "", "z", lying.setType(AttributeType.TENSOR).clearF().build()),
        "holds something else");
  }

  private static GraphBuilder simple() {
    return new GraphBuilder()
        .input("x", -1, 2)
        .output("y", -1, 3)
        .weight("w", 2, 3)
        .node("MatMul", "x w", "y");
  }

  private static TensorProto.Builder tensor(DataType type, long size) {
    return TensorProto.newBuilder().setDataType(type.getNumber()).addDims(size);
  }

  private static OperatorSetIdProto opset(String domain, long version) {
    return OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version).build();
  }

  private static void assertWeightRefused(TensorProto.Builder weight, String message) {
    assertRefused(
        new GraphBuilder()
            .input("x", -1, 2)
            .output("y", -1, 3)
            .initializer(weight.build())
            .node("MatMul", "x w", "y"),
        message);
  }

  private static void assertRefused(GraphBuilder graph, String message) {
    assertRefused(graph.model().toBuilder(), message);
  }

  private static void assertRefused(ModelProto.Builder model, String message) {
    assertRefused(model.build().toByteArray(), message);
  }

  private static void assertRefused(byte[] bytes, String message) {
    GraphException refusal =
        assertThrows(GraphException.class, () -> Graph.parse("test.onnx", bytes));
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    assertTrue(refusal.getMessage().startsWith("test.onnx: "), refusal.getMessage());
  }
}
