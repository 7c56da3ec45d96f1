package dev.quire.model.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A node's attributes, by name and type. */
final class Attributes {

  private final String file;
  private final NodeProto node;

  /** Messages name the file. */
  Attributes(String file, NodeProto node) {
    this.file = file;
    this.node = node;
  }

  static AttributeProto of(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  static AttributeProto of(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  static AttributeProto of(String name, List<Long> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.INTS)
        .addAllInts(values)
        .build();
  }

  static AttributeProto of(String name, TensorProto value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.TENSOR)
        .setT(value)
        .build();
  }

  /** The graphs that a node holds, such as the branches of an If. */
  static Stream<GraphProto> subgraphs(NodeProto node) {
    return node.getAttributeList().stream()
        .flatMap(
            attribute ->
                Stream.concat(
                    attribute.hasG() ? Stream.of(attribute.getG()) : Stream.empty(),
                    attribute.getGraphsList().stream()));
  }

  Optional<Long> integer(String name) {
    return find(name, AttributeType.INT).map(AttributeProto::getI);
  }

  Optional<Float> real(String name) {
    return find(name, AttributeType.FLOAT).map(AttributeProto::getF);
  }

  Optional<List<Long>> integers(String name) {
    return find(name, AttributeType.INTS).map(AttributeProto::getIntsList);
  }

  Optional<List<Float>> reals(String name) {
    return find(name, AttributeType.FLOATS).map(AttributeProto::getFloatsList);
  }

  Optional<String> text(String name) {
    return find(name, AttributeType.STRING).map(attribute -> attribute.getS().toStringUtf8());
  }

  Optional<TensorProto> tensor(String name) {
    return find(name, AttributeType.TENSOR).map(AttributeProto::getT);
  }

  /**
   * @throws GraphException if the attribute is of another type
   */
  private Optional<AttributeProto> find(String name, AttributeType type) {
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.getName().equals(name)) {
        if (attribute.getType() != type) {
          throw new GraphException(
              "%s: attribute %s of node %s (%s) is %s; expected %s"
                  .formatted(
                      file, name, node.getName(), node.getOpType(), attribute.getType(), type));
        }
        return Optional.of(attribute);
      }
    }
    return Optional.empty();
  }
}
