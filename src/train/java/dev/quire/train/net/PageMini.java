package dev.quire.train.net;

import dev.quire.train.net.Layers.Conv;

/**
 * The network of the embedded model: a plain residual trunk with dilations and strip pooling, a
 * feature pyramid, and one head at stride 8. Its output has {@link #CHANNELS} channels per cell:
 * the class logits, the four sides (left, top, right, bottom; see {@link Sides}) and the cell's
 * place in the reading order, from 0 to 1.
 */
public final class PageMini {

  /** Pixels between two cells of the output. */
  public static final int STRIDE = 8;

  /** Heights and widths must be multiples of this. */
  public static final int GRANULE = 32;

  public static final int CLASSES = 25;
  public static final int SIDES = CLASSES;
  public static final int ORDER = SIDES + 4;
  public static final int CHANNELS = ORDER + 1;

  /** The name of the last layer, whose bias needs a start value of its own. */
  static final String OUTPUT = "head.out";

  private final Widths widths;

  /** Channels at the strides 2 (stem), 4, 8, 16 and 32, and in the pyramid and the head. */
  public record Widths(int stem, int s4, int s8, int s16, int s32, int head) {

    public static final Widths STANDARD = new Widths(16, 32, 64, 96, 128, 64);
  }

  public PageMini(Widths widths) {
    this.widths = widths;
  }

  public Widths widths() {
    return widths;
  }

  /** Describes the network to {@code layers}. */
  public <T> T apply(Layers<T> layers, T image) {
    Widths w = widths;
    // full and half resolution are all memory traffic: one plain convolution each
    T x = layers.conv("stem.0", layers.ink(image), Conv.down(3, w.stem), true);
    x = layers.convNorm("stem.1", x, Conv.down(w.stem, w.s4), true);
    // strokes are a pixel or two wide: what is bold and what is not shows here or nowhere
    x = residual(layers, "s4.0", x, w.s4, 1, 1);

    x = layers.convNorm("s8.down", x, Conv.down(w.s4, w.s8), true);
    T s8 = residual(layers, "s8.0", x, w.s8, 1, 1);

    x = layers.convNorm("s16.down", s8, Conv.down(w.s8, w.s16), true);
    x = residual(layers, "s16.0", x, w.s16, 1, 2);
    x = residual(layers, "s16.1", x, w.s16, 1, 2);
    T s16 = layers.strips("s16.strips", x, w.s16);

    x = layers.convNorm("s32.down", s16, Conv.down(w.s16, w.s32), true);
    x = layers.position("s32.position", x, w.s32);
    x = residual(layers, "s32.0", x, w.s32, 1, 2);
    x = layers.strips("s32.strips.0", x, w.s32);
    x = residual(layers, "s32.1", x, w.s32, 3, 1);
    x = layers.strips("s32.strips.1", x, w.s32);
    x = residual(layers, "s32.2", x, w.s32, 2, 3);

    x = layers.convNorm("p32", x, Conv.of(w.s32, w.head, 1), false);
    T fine = layers.convNorm("p16.side", s16, Conv.of(w.s16, w.head, 1), false);
    x = layers.upsampleAdd(x, fine);
    x = layers.convNorm("p16", x, Conv.of(w.head, w.head, 3), true);
    fine = layers.convNorm("p8.side", s8, Conv.of(w.s8, w.head, 1), false);
    x = layers.upsampleAdd(x, fine);
    x = layers.convNorm("head.0", x, Conv.of(w.head, w.head, 3), true);
    x = layers.convNorm("head.1", x, Conv.of(w.head, w.head, 3), true);
    return layers.conv(OUTPUT, x, Conv.of(w.head, CHANNELS, 1), false);
  }

  private static <T> T residual(
      Layers<T> layers, String name, T x, int channels, int dilation1, int dilation2) {
    T y = layers.convNorm(name + ".a", x, Conv.dilated(channels, dilation1), true);
    y = layers.convNorm(name + ".b", y, Conv.dilated(channels, dilation2), false);
    return layers.addRelu(x, y);
  }
}
