package dev.quire.train.net;

/**
 * The operations that {@link PageMini} is made of. The network is described once, against this
 * interface, and read by several backends: one collects the parameters, one runs the network in
 * PyTorch, one writes it as ONNX.
 *
 * @param <T> what a backend passes between layers
 */
public interface Layers<T> {

  /** {@code 2 - 2x}: ink is positive, and paper looks like the padding around the page. */
  T ink(T image);

  /** A bias-free square convolution with "same" padding, batch norm and, if asked, a ReLU. */
  T convNorm(String name, T x, Conv conv, boolean relu);

  /** A convolution with a bias and, if asked, a ReLU. */
  T conv(String name, T x, Conv conv, boolean relu);

  /** {@code relu(a + b)}. */
  T addRelu(T a, T b);

  /** Doubles the size of {@code coarse} by repetition and adds {@code fine}. */
  T upsampleAdd(T coarse, T fine);

  /**
   * {@code relu(x + f(row means) + g(column means))} with 1×1 convolutions f and g: every cell sees
   * its whole row and its whole column.
   */
  T strips(String name, T x, int channels);

  /** Adds a learned multiple of the cell's position on the page, from -0.5 to 0.5 both ways. */
  T position(String name, T x, int channels);

  /** The shape of a convolution. */
  record Conv(int in, int out, int kernel, int stride, int dilation) {

    public static Conv of(int in, int out, int kernel) {
      return new Conv(in, out, kernel, 1, 1);
    }

    public static Conv down(int in, int out) {
      return new Conv(in, out, 3, 2, 1);
    }

    public static Conv dilated(int channels, int dilation) {
      return new Conv(channels, channels, 3, 1, dilation);
    }

    public int padding() {
      return dilation * (kernel - 1) / 2;
    }
  }
}
