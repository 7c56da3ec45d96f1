package dev.quire.train.pair.net;

/**
 * The operations that {@link PairMini} is made of. The network is described once, against this
 * interface, and read by several backends: one collects the parameters, one runs the network in
 * PyTorch, one writes it as ONNX. What is passed between layers is [batch, width, length] and zero
 * outside the mask.
 *
 * @param <T> what a backend passes between layers
 */
public interface PairLayers<T> {

  /** Each piece's row of a table. */
  T embed(String name, int rows, int width);

  /**
   * {@code x + a · sigmoid(b)}, a and b the halves of a convolution of x with "same" padding and a
   * bias (Dauphin et al., 2017).
   */
  T gated(String name, T x, Span span);

  /** The mean over the mask: [batch, width]. */
  T mean(T x);

  /** What a convolution along a sentence sees: {@code kernel} pieces, {@code dilation} apart. */
  record Span(int width, int kernel, int dilation) {

    public int padding() {
      return dilation * (kernel - 1) / 2;
    }
  }
}
