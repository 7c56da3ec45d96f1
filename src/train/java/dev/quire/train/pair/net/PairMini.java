package dev.quire.train.pair.net;

import dev.quire.train.pair.net.PairLayers.Span;

/**
 * The network of the embedded similarity model: an embedding of pieces, three gated convolutions
 * that tell who does what to whom, and the mean.
 *
 * @param pieces the vocabulary's size
 * @param width the length of a sentence's vector
 */
public record PairMini(int pieces, int width) {

  /** The width of the model that ships. */
  public static final int STANDARD_WIDTH = 96;

  /** The most pieces that a sentence is trained with. */
  public static final int MOST_PIECES = 128;

  private static final int KERNEL = 3;

  /** Describes the network to {@code layers}. */
  public <T> T apply(PairLayers<T> layers) {
    T x = layers.embed("pieces", pieces, width);
    // together the three see seven pieces to either side: a clause
    x = layers.gated("gate.0", x, new Span(width, KERNEL, 1));
    x = layers.gated("gate.1", x, new Span(width, KERNEL, 2));
    x = layers.gated("gate.2", x, new Span(width, KERNEL, 4));
    return layers.mean(x);
  }
}
