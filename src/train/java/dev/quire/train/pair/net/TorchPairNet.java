package dev.quire.train.pair.net;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.quire.train.pair.net.PairParameters.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The network in PyTorch. All parameters live in one block of native memory, which PyTorch and this
 * class both see: writing to it needs no call per parameter. Not thread-safe.
 */
public final class TorchPairNet implements AutoCloseable {

  private static final int CACHE_LINE = 64;

  private final PairMini net;
  private final PairParameters parameters;
  private final NDManager manager;
  private final FloatBuffer values;
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();

  /** What turns sentence vectors into their gradient. */
  @FunctionalInterface
  public interface Loss {

    /** Takes and returns [sentences, width] flattened, in the order that the sentences had. */
    float[] gradient(float[] vectors);
  }

  /** Creates the network with the values given, see {@link PairParameters}. */
  public TorchPairNet(PairMini net, float[] start) {
    this.net = net;
    parameters = new PairParameters(net);
    manager = NDManager.newBaseManager("PyTorch");
    ByteBuffer aligned =
        ByteBuffer.allocateDirect(parameters.length() * Float.BYTES + CACHE_LINE)
            .alignedSlice(CACHE_LINE)
            .order(ByteOrder.nativeOrder());
    values = aligned.asFloatBuffer();
    for (Entry entry : parameters.entries().values()) {
      ByteBuffer slice =
          aligned
              .slice(entry.offset() * Float.BYTES, entry.size() * Float.BYTES)
              .order(ByteOrder.nativeOrder());
      Shape shape = new Shape(Arrays.stream(entry.shape()).asLongStream().toArray());
      NDArray array = manager.create(slice, shape, DataType.FLOAT32);
      array.setRequiresGradient(true);
      arrays.put(entry.name(), array);
    }
    write(start);
  }

  public PairParameters parameters() {
    return parameters;
  }

  /** Overwrites all values. */
  public void write(float[] from) {
    values.put(0, from, 0, parameters.length());
  }

  /** The sentences' vectors, [rows, width] flattened. */
  public float[] infer(TokenBatch batch) {
    try (NDManager scope = manager.newSubManager()) {
      return net.apply(new TorchLayers(scope, batch)).toFloatArray();
    }
  }

  /**
   * One forward and one backward pass.
   *
   * @param gradients receives the parameters' gradients, laid out like the parameters
   */
  public void step(SortedBatch batch, Loss loss, float[] gradients) {
    try (NDManager scope = manager.newSubManager();
        GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDList parts = new NDList();
      batch.parts().forEach(part -> parts.add(net.apply(new TorchLayers(scope, part))));
      NDArray vectors = NDArrays.concat(parts);
      float[] gradient = batch.sorted(loss.gradient(batch.restored(vectors.toFloatArray())));
      collector.backward(vectors.mul(scope.create(gradient, vectors.getShape())).sum());
    }
    try (NDManager scope = manager.newSubManager()) {
      for (Map.Entry<String, NDArray> named : arrays.entrySet()) {
        Entry entry = parameters.entries().get(named.getKey());
        NDArray gradient = named.getValue().getGradient();
        gradient.attach(scope);
        ByteBuffer bytes = gradient.toByteBuffer().order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().get(gradients, entry.offset(), entry.size());
        JniUtils.zeroGrad((PtNDArray) named.getValue());
      }
    }
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Runs the layers as they are described. */
  private final class TorchLayers implements PairLayers<NDArray> {

    private final NDManager scope;
    private final NDArray ids;

    /** [rows, 1, length]. */
    private final NDArray mask;

    TorchLayers(NDManager scope, TokenBatch batch) {
      this.scope = scope;
      ids = scope.create(batch.ids(), new Shape(batch.rows(), batch.length()));
      mask =
          scope
              .create(batch.mask(), new Shape(batch.rows(), 1, batch.length()))
              .toType(DataType.FLOAT32, false);
    }

    @Override
    public NDArray embed(String name, int rows, int width) {
      NDList found =
          ids.getNDArrayInternal().embedding(ids, arrays.get(name + ".table"), SparseFormat.DENSE);
      return found.singletonOrThrow().transpose(0, 2, 1).mul(mask);
    }

    @Override
    public NDArray gated(String name, NDArray x, Span span) {
      NDArray both = convolve(x, arrays.get(name + ".weight"), span);
      NDArray bias = arrays.get(name + ".bias").reshape(1, -1, 1);
      bias.attach(scope);
      NDList halves = both.add(bias).split(2, 1);
      NDArray gate = halves.get(1).getNDArrayInternal().sigmoid();
      return x.add(halves.get(0).mul(gate)).mul(mask);
    }

    /**
     * The convolution as one matrix product: PyTorch's own one has crashed in its cache of compiled
     * kernels, one for each length of sentence.
     */
    private NDArray convolve(NDArray x, NDArray weight, Span span) {
      long rows = x.getShape().get(0);
      long length = x.getShape().get(2);
      NDArray edge = scope.zeros(new Shape(rows, span.width(), span.padding()));
      NDArray padded = NDArrays.concat(new NDList(edge, x, edge), 2);
      NDList taps = new NDList();
      for (int k = 0; k < span.kernel(); k++) {
        long from = (long) k * span.dilation();
        taps.add(padded.get(":, :, {}:{}", from, from + length));
      }
      int fan = span.kernel() * span.width();
      NDArray columns = NDArrays.concat(taps, 1).transpose(0, 2, 1).reshape(rows * length, fan);
      NDArray turned = weight.transpose(2, 1, 0);
      // what a parameter's own manager keeps lives as long as the network
      turned.attach(scope);
      NDArray product = columns.matMul(turned.reshape(fan, 2L * span.width()));
      return product.reshape(rows, length, 2L * span.width()).transpose(0, 2, 1);
    }

    @Override
    public NDArray mean(NDArray x) {
      int[] pieces = {2};
      return x.sum(pieces).div(mask.sum(pieces).maximum(1));
    }
  }
}
