package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/**
 * Makes FLOAT tensors within a graph outputs of it, so that a run gives their values.
 *
 * @param names of tensors; those that are outputs already stay what they are
 */
public record ObservedTensors(List<String> names) implements GraphPass {

  public ObservedTensors {
    names = List.copyOf(names);
  }

  @Override
  public Graph apply(Graph graph) {
    GraphProto.Builder observed = graph.graph().toBuilder();
    for (String name : names) {
      if (!graph.outputs().contains(name)) {
        observed.addOutput(
            ValueInfoProto.newBuilder()
                .setName(name)
                .setType(
                    TypeProto.newBuilder()
                        .setTensorType(
                            TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT_VALUE))));
      }
    }
    return graph.with(observed.build());
  }
}
