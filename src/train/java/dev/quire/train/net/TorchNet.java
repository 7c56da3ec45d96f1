package dev.quire.train.net;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.quire.train.net.Parameters.Entry;
import dev.quire.train.net.Parameters.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The network in PyTorch. All parameters live in one block of native memory, which PyTorch and this
 * class both see: writing to it needs no call per parameter.
 *
 * <p>Images come in as bytes, height × width × RGB, and are viewed as channels-last tensors, which
 * PyTorch's convolutions on a processor handle without reordering.
 */
public final class TorchNet implements AutoCloseable {

  private static final float NORM_EPSILON = 1e-5f;

  /** The share of the old running statistics that a step keeps, as DJL counts it. */
  private static final float NORM_MOMENTUM = 0.9f;

  private final PageMini net;
  private final Parameters parameters;
  private final NDManager manager;
  private final ByteBuffer memory;
  private final FloatBuffer values;
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();

  /** Creates the network with the values given, see {@link Parameters}. */
  public TorchNet(PageMini net, float[] start) {
    this.net = net;
    parameters = new Parameters(net);
    manager = NDManager.newBaseManager("PyTorch");
    memory = ByteBuffer.allocateDirect(parameters.length() * Float.BYTES + 64);
    memory.order(ByteOrder.nativeOrder());
    ByteBuffer aligned = memory.alignedSlice(64).order(ByteOrder.nativeOrder());
    values = aligned.asFloatBuffer();
    for (Entry entry : parameters.entries().values()) {
      ByteBuffer slice =
          aligned
              .slice(entry.offset() * Float.BYTES, entry.size() * Float.BYTES)
              .order(ByteOrder.nativeOrder());
      Shape shape = new Shape(java.util.Arrays.stream(entry.shape()).asLongStream().toArray());
      NDArray array = manager.create(slice, shape, DataType.FLOAT32);
      if (entry.kind() != Kind.STATISTIC) {
        array.setRequiresGradient(true);
      }
      arrays.put(entry.name(), array);
    }
    write(start);
  }

  public Parameters parameters() {
    return parameters;
  }

  /** Overwrites all values. */
  public void write(float[] from) {
    values.put(0, from, 0, parameters.length());
  }

  /** Overwrites all values but the running statistics, which PyTorch keeps. */
  public void writeTrained(float[] from) {
    for (Entry e : parameters.entries().values()) {
      if (e.kind() != Kind.STATISTIC) {
        values.put(e.offset(), from, e.offset(), e.size());
      }
    }
  }

  /** Copies all values out. */
  public void read(float[] into) {
    values.get(0, into, 0, parameters.length());
  }

  /** Runs the network without training it. The result is [batch, channels, rows, columns]. */
  public float[] infer(ByteBuffer images, int batch, int height, int width) {
    try (NDManager scope = manager.newSubManager()) {
      return output(scope, images, batch, height, width, Mode.INFER).toFloatArray();
    }
  }

  /**
   * Gives every batch norm the statistics of these images and changes its scale and offset so that
   * the network computes what it did: a network whose norms were folded away can then be trained
   * on.
   */
  public void calibrate(ByteBuffer images, int batch, int height, int width) {
    try (NDManager scope = manager.newSubManager()) {
      output(scope, images, batch, height, width, Mode.CALIBRATE);
    }
  }

  /** What turns an output into its gradient. */
  @FunctionalInterface
  public interface Loss {

    /**
     * @param output the network's output, [batch, channels, rows, columns] flattened
     * @return the loss's gradient with respect to it: a direct buffer of the same layout
     */
    ByteBuffer gradient(FloatBuffer output);
  }

  /**
   * One forward and one backward pass.
   *
   * @param gradients receives the parameters' gradients, laid out like the parameters
   */
  public void step(
      ByteBuffer images, int batch, int height, int width, Loss loss, float[] gradients) {
    try (NDManager scope = manager.newSubManager();
        GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDArray output = output(scope, images, batch, height, width, Mode.TRAIN);
      ByteBuffer bytes = output.toByteBuffer().order(ByteOrder.nativeOrder());
      NDArray gradient =
          scope.create(loss.gradient(bytes.asFloatBuffer()), output.getShape(), DataType.FLOAT32);
      collector.backward(output.mul(gradient).sum());
    }
    try (NDManager scope = manager.newSubManager()) {
      for (Map.Entry<String, NDArray> named : arrays.entrySet()) {
        Entry entry = parameters.entry(named.getKey());
        if (entry.kind() != Kind.STATISTIC) {
          NDArray gradient = named.getValue().getGradient();
          gradient.attach(scope);
          ByteBuffer bytes = gradient.toByteBuffer().order(ByteOrder.nativeOrder());
          bytes.asFloatBuffer().get(gradients, entry.offset(), entry.size());
          JniUtils.zeroGrad((PtNDArray) named.getValue());
        }
      }
    }
  }

  private NDArray output(
      NDManager scope, ByteBuffer images, int batch, int height, int width, Mode mode) {
    NDArray bytes = scope.create(images, new Shape(batch, height, width, 3), DataType.UINT8);
    NDArray image = bytes.transpose(0, 3, 1, 2).toType(DataType.FLOAT32, false).muli(1 / 255f);
    return net.apply(new TorchLayers(scope, mode), image);
  }

  @Override
  public void close() {
    manager.close();
  }

  private enum Mode {
    INFER,
    TRAIN,
    CALIBRATE
  }

  /** Runs the layers as they are described. */
  private final class TorchLayers implements Layers<NDArray> {

    private final NDManager scope;
    private final Mode mode;

    TorchLayers(NDManager scope, Mode mode) {
      this.scope = scope;
      this.mode = mode;
    }

    @Override
    public NDArray ink(NDArray image) {
      return image.muli(-2).addi(2);
    }

    @Override
    public NDArray convNorm(String name, NDArray x, Conv conv, boolean relu) {
      NDArray y = convolve(x, arrays.get(name + ".weight"), null, conv);
      if (mode == Mode.CALIBRATE) {
        calibrate(name, y);
      }
      NDArray normed =
          BatchNorm.batchNorm(
                  y,
                  arrays.get(name + ".mean"),
                  arrays.get(name + ".variance"),
                  arrays.get(name + ".gamma"),
                  arrays.get(name + ".beta"),
                  1,
                  NORM_MOMENTUM,
                  NORM_EPSILON,
                  mode == Mode.TRAIN)
              .singletonOrThrow();
      y.close();
      return relu ? relu(normed) : normed;
    }

    private void calibrate(String name, NDArray y) {
      int[] cells = {1};
      NDArray channels = y.transpose(1, 0, 2, 3).reshape(y.getShape().get(1), -1);
      NDArray centre = channels.mean(cells, true);
      float[] means = centre.toFloatArray();
      float[] variances = channels.sub(centre).square().mean(cells).toFloatArray();
      int gamma = parameters.entry(name + ".gamma").offset();
      int beta = parameters.entry(name + ".beta").offset();
      int mean = parameters.entry(name + ".mean").offset();
      int variance = parameters.entry(name + ".variance").offset();
      for (int c = 0; c < means.length; c++) {
        double scale =
            values.get(gamma + c) / Math.sqrt(values.get(variance + c) + (double) NORM_EPSILON);
        double offset = values.get(beta + c) + scale * (means[c] - values.get(mean + c));
        values.put(gamma + c, (float) (scale * Math.sqrt(variances[c] + (double) NORM_EPSILON)));
        values.put(beta + c, (float) offset);
        values.put(mean + c, means[c]);
        values.put(variance + c, variances[c]);
      }
    }

    @Override
    public NDArray conv(String name, NDArray x, Conv conv, boolean relu) {
      NDArray y = convolve(x, arrays.get(name + ".weight"), arrays.get(name + ".bias"), conv);
      return relu ? relu(y) : y;
    }

    @Override
    public NDArray addRelu(NDArray a, NDArray b) {
      // b is a fresh batch norm output, which nothing needs again
      return relu(b.addi(a));
    }

    @Override
    public NDArray upsampleAdd(NDArray coarse, NDArray fine) {
      Shape size = fine.getShape();
      NDArray up =
          JniUtils.interpolate((PtNDArray) coarse, new long[] {size.get(2), size.get(3)}, 0, false);
      up.attach(scope);
      coarse.close();
      return up.addi(fine);
    }

    @Override
    public NDArray strips(String name, NDArray x, int channels) {
      Conv conv = Conv.of(channels, channels, 1);
      NDArray rows = x.mean(new int[] {3}, true);
      NDArray columns = x.mean(new int[] {2}, true);
      NDArray r =
          convolve(rows, arrays.get(name + ".rows.weight"), arrays.get(name + ".rows.bias"), conv);
      NDArray c = convolve(columns, arrays.get(name + ".columns.weight"), null, conv);
      return relu(x.add(r).addi(c));
    }

    @Override
    public NDArray position(String name, NDArray x, int channels) {
      long rows = x.getShape().get(2);
      long columns = x.getShape().get(3);
      NDArray across = steps(columns).reshape(1, 1, 1, columns);
      NDArray down = steps(rows).reshape(1, 1, rows, 1);
      return x.add(arrays.get(name + ".across").mul(across))
          .addi(arrays.get(name + ".down").mul(down));
    }

    private NDArray steps(long count) {
      return scope.arange(count).toType(DataType.FLOAT32, false).addi(0.5f).divi(count).subi(0.5f);
    }

    private NDArray convolve(NDArray x, NDArray weight, NDArray bias, Conv conv) {
      NDArray y =
          Conv2d.conv2d(
                  x,
                  weight,
                  bias,
                  new Shape(conv.stride(), conv.stride()),
                  new Shape(conv.padding(), conv.padding()),
                  new Shape(conv.dilation(), conv.dilation()))
              .singletonOrThrow();
      y.attach(scope);
      return y;
    }

    private NDArray relu(NDArray x) {
      NDArray y = x.getNDArrayInternal().relu();
      x.close();
      return y;
    }
  }
}
