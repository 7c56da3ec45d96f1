package dev.quire.train.run;

import dev.quire.train.data.Sample;
import dev.quire.train.loss.DetectionLoss;
import dev.quire.train.loss.Targets;
import dev.quire.train.net.PageMini;
import dev.quire.train.net.Parameters;
import dev.quire.train.net.TorchNet;
import dev.quire.train.run.Checkpoint.Progress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The network, its optimiser and the moving average of its parameters: learns batch by batch. */
public final class Learner implements AutoCloseable {

  private static final float DECAY = 0.02f;

  /** The moving average keeps this share at every step, less at the start of a run. */
  private static final float AVERAGE_KEEP = 0.998f;

  private final PageMini net;
  private final TorchNet torch;
  private final DetectionLoss loss = new DetectionLoss(DetectionLoss.Weights.STANDARD);
  private final AdamW optimiser;
  private final float[] values;
  private final float[] average;
  private final float[] mean;
  private final float[] square;
  private final float[] gradients;
  private ByteBuffer images = ByteBuffer.allocateDirect(0);
  private ByteBuffer derivatives = ByteBuffer.allocateDirect(0);
  private long steps;

  /** Goes on from a checkpoint. */
  public Learner(Checkpoint from) {
    net = new PageMini(from.widths());
    values = from.values().clone();
    average = from.average().clone();
    mean = from.mean().clone();
    square = from.square().clone();
    gradients = new float[values.length];
    torch = new TorchNet(net, values);
    optimiser = new AdamW(torch.parameters(), DECAY, mean, square);
    steps = from.progress().steps();
  }

  /** The start of a run. */
  public static Checkpoint fresh(PageMini net, long seed) {
    Parameters parameters = new Parameters(net);
    float[] start = parameters.start(seed);
    return new Checkpoint(
        net.widths(),
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
  public Checkpoint checkpoint(Progress progress) {
    return new Checkpoint(
        net.widths(), progress, values.clone(), average.clone(), mean.clone(), square.clone());
  }

  /** Measures batch norm's statistics on these samples, see {@link TorchNet#calibrate}. */
  public void calibrate(List<Sample> batch) {
    int size = batch.get(0).size();
    load(batch);
    torch.calibrate(images.slice(0, batch.size() * size * size * 3), batch.size(), size, size);
    torch.read(values);
    System.arraycopy(values, 0, average, 0, values.length);
  }

  /** Learns from one batch of samples of equal size. */
  public DetectionLoss.Parts step(List<Sample> batch, float rate) {
    int size = batch.get(0).size();
    int cells = size / PageMini.STRIDE;
    load(batch);
    derivatives = room(derivatives, batch.size() * PageMini.CHANNELS * cells * cells * Float.BYTES);
    List<Targets> targets = batch.stream().map(Sample::targets).toList();
    DetectionLoss.Parts[] parts = new DetectionLoss.Parts[1];
    torch.step(
        images.slice(0, batch.size() * size * size * 3),
        batch.size(),
        size,
        size,
        output -> {
          parts[0] = loss.evaluate(output, targets, cells, cells, derivatives.asFloatBuffer());
          return derivatives;
        },
        gradients);
    if (!Double.isFinite(parts[0].total())) {
      throw new IllegalStateException("the loss is " + parts[0] + " at step " + steps);
    }
    steps++;
    torch.read(values);
    optimiser.update(values, gradients, steps, rate);
    torch.write(values);
    float keep = Math.min(AVERAGE_KEEP, (1f + steps) / (10f + steps));
    for (int i = 0; i < values.length; i++) {
      average[i] = keep * average[i] + (1 - keep) * values[i];
    }
    return parts[0];
  }

  private void load(List<Sample> batch) {
    int size = batch.get(0).size();
    images = room(images, batch.size() * size * size * 3);
    for (Sample sample : batch) {
      images.put(sample.pixels());
    }
    images.rewind();
  }

  /** A buffer of exactly this size, the one given if it fits. */
  private static ByteBuffer room(ByteBuffer buffer, int size) {
    return buffer.capacity() == size
        ? buffer.clear()
        : ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    torch.close();
  }
}
