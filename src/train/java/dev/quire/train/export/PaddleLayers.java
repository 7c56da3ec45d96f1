package dev.quire.train.export;

import dev.quire.model.paddle.PaddleType;
import dev.quire.train.export.PaddleWriter.Value;
import dev.quire.train.net.Layers;

/** Writes the network's layers as Paddle operators, with the constants of an exported model. */
final class PaddleLayers implements Layers<Value> {

  private final PaddleWriter writer;
  private final PaddleOperators operators;
  private final OnnxWeights weights;

  PaddleLayers(PaddleWriter writer, PaddleOperators operators, OnnxWeights weights) {
    this.writer = writer;
    this.operators = operators;
    this.weights = weights;
  }

  @Override
  public Value ink(Value image) {
    return operators.scale("ink", image, -2, 2);
  }

  /** The exported model has the batch norm folded into the convolution. */
  @Override
  public Value convNorm(String name, Value x, Conv conv, boolean relu) {
    return conv(name, x, conv, relu);
  }

  @Override
  public Value conv(String name, Value x, Conv conv, boolean relu) {
    String w = name + ".w";
    long[] dims = {conv.out(), conv.in(), conv.kernel(), conv.kernel()};
    Value product =
        operators.conv(name + ".product", x, writer.floats(w, weights.floats(w, dims), dims), conv);
    String b = name + ".b";
    Value bias = writer.floats(b, weights.floats(b, conv.out()), conv.out());
    Value y = operators.addToChannels(name, product, bias);
    return relu ? relu(y) : y;
  }

  @Override
  public Value addRelu(Value a, Value b) {
    return relu(add(b.name() + ".sum", b, a));
  }

  @Override
  public Value upsampleAdd(Value coarse, Value fine) {
    return add(fine.name() + ".sum", operators.doubled(coarse.name() + ".up", coarse), fine);
  }

  @Override
  public Value strips(String name, Value x, int channels) {
    Conv conv = Conv.of(channels, channels, 1);
    Value rows = operators.reduce(name + ".rows.mean", "reduce_mean", x, 3, true);
    Value columns = operators.reduce(name + ".columns.mean", "reduce_mean", x, 2, true);
    Value along = add(name + ".along", x, conv(name + ".rows", rows, conv, false));
    return relu(add(name + ".sum", along, conv(name + ".columns", columns, conv, false)));
  }

  @Override
  public Value position(String name, Value x, int channels) {
    Value shape =
        operators.cast(name + ".shape.float", operators.shape(name + ".shape", x), PaddleType.FP32);
    Value zero = writer.floats(name + ".zero", new float[] {0}, 1);
    Value one = writer.floats(name + ".one", new float[] {1}, 1);
    Value sum = x;
    for (boolean across : new boolean[] {true, false}) {
      String part = name + (across ? ".across" : ".down");
      Value count =
          across
              ? operators.slice(part + ".count", shape, 0, 3, 4)
              : operators.slice(part + ".count", shape, 0, 2, 3);
      Value range = operators.range(part + ".range", zero, count, one);
      Value centre = operators.scale(part + ".centre", range, 1, 0.5f);
      Value share = operators.both(part + ".share", "elementwise_div", centre, count);
      Value step = operators.scale(part + ".step", share, 1, -0.5f);
      Value shaped =
          across
              ? operators.reshape(part + ".shaped", step, 1, 1, 1, -1)
              : operators.reshape(part + ".shaped", step, 1, 1, -1, 1);
      String w = part + ".weight";
      long[] dims = {1, channels, 1, 1};
      Value term =
          operators.both(
              part + ".term",
              "elementwise_mul",
              writer.floats(w, weights.floats(w, dims), dims),
              shaped);
      sum = add(part + ".sum", sum, term);
    }
    return sum;
  }

  private Value add(String name, Value a, Value b) {
    return operators.both(name, "elementwise_add", a, b);
  }

  private Value relu(Value x) {
    return operators.each(x.name() + ".relu", "relu", x);
  }
}
