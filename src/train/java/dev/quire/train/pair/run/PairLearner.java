package dev.quire.train.pair.run;

import dev.quire.train.pair.Triplet;
import dev.quire.train.pair.loss.PairLoss;
import dev.quire.train.pair.net.PairMini;
import dev.quire.train.pair.net.PairParameters;
import dev.quire.train.pair.net.SortedBatch;
import dev.quire.train.pair.net.TorchPairNet;
import dev.quire.train.pair.piece.WordPiece;
import dev.quire.train.pair.run.PairCheckpoint.Progress;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The network, its optimiser and the moving average of its parameters: learns batch by batch. Not
 * thread-safe.
 */
public final class PairLearner implements AutoCloseable {

  /** The moving average keeps this share at every step, less at the start of a run. */
  private static final float AVERAGE_KEEP = 0.998f;

  /** Parts of a batch: with eight, hardly a tenth of it is padding. */
  private static final int PARTS = 8;

  private final PairMini net;
  private final WordPiece tokens;
  private final TorchPairNet torch;
  private final PairOptimiser optimiser;
  private final float[] values;
  private final float[] average;
  private final float[] mean;
  private final float[] square;
  private final float[] gradients;
  private long steps;

  /** Goes on from a checkpoint. */
  public PairLearner(PairCheckpoint from, WordPiece tokens) {
    net = from.net();
    this.tokens = tokens;
    values = from.values().clone();
    average = from.average().clone();
    mean = from.mean().clone();
    square = from.square().clone();
    gradients = new float[values.length];
    torch = new TorchPairNet(net, values);
    optimiser = new PairOptimiser(torch.parameters(), mean, square);
    steps = from.progress().steps();
  }

  /** The start of a run. */
  public static PairCheckpoint fresh(PairMini net, long seed) {
    float[] start = new PairParameters(net).start(seed);
    return new PairCheckpoint(
        net,
        Progress.START,
        start,
        start.clone(),
        new float[start.length],
        new float[start.length]);
  }

  public long steps() {
    return steps;
  }

  /** The state, to be saved. */
  public PairCheckpoint checkpoint(Progress progress) {
    return new PairCheckpoint(
        net, progress, values.clone(), average.clone(), mean.clone(), square.clone());
  }

  /**
   * Learns from one batch of triplets, no two of which say the same.
   *
   * @throws IllegalStateException if the loss is no number
   */
  public PairLoss.Result step(List<Triplet> batch, float rate) {
    SortedBatch sentences =
        SortedBatch.of(
            Stream.<Function<Triplet, String>>of(Triplet::anchor, Triplet::same, Triplet::near)
                .flatMap(part -> batch.stream().map(part))
                .map(tokens::encode)
                .toList(),
            PARTS);
    PairLoss.Result[] result = new PairLoss.Result[1];
    torch.step(
        sentences,
        vectors -> {
          result[0] = PairLoss.STANDARD.evaluate(vectors, batch.size(), net.width());
          return result[0].gradient();
        },
        gradients);
    if (!Double.isFinite(result[0].total())) {
      throw new IllegalStateException(
          "the loss is %f at step %d".formatted(result[0].total(), steps));
    }
    steps++;
    optimiser.update(values, gradients, steps, rate);
    torch.write(values);
    float keep = Math.min(AVERAGE_KEEP, (1f + steps) / (10f + steps));
    for (int i = 0; i < values.length; i++) {
      average[i] = keep * average[i] + (1 - keep) * values[i];
    }
    return result[0];
  }

  @Override
  public void close() {
    torch.close();
  }
}
