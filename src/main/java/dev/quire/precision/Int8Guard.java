package dev.quire.precision;

import dev.quire.device.DeviceId;
import dev.quire.engine.Engine;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.log.LogFields;
import dev.quire.model.ModelFiles;
import dev.quire.precision.GraphVariants.Variant;
import dev.quire.precision.int8.Int8Preparation;
import dev.quire.precision.int8.Int8Preparation.Prepared;
import dev.quire.task.Golden;
import dev.quire.task.Golden.Likeness;
import dev.quire.task.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Opens a model on CPUs in integers, where it then answers as in FP32, and faster: golden items run
 * in both, and are timed. Otherwise it runs in FP32, and the log and its health say why. The first
 * device that asks settles it for all, and others wait for it: CPUs of one machine are alike. The
 * graph in integers is kept, and checked again in every process. Thread-safe.
 *
 * @param <P> the task's prepared item
 * @param <R> the task's raw result
 */
public final class Int8Guard<P, R> implements PrecisionDecisions {

  /** A gain that is less than what measurements differ by is none. */
  private static final double LEAST_GAIN = 1.1;

  private static final int ROUNDS = 5;

  private static final Logger LOG = Logger.getLogger(Int8Guard.class);

  private final Engine engine;
  private final ModelFiles model;
  private final GraphVariants variants;
  private final Task<P, R> task;
  private final Supplier<Golden<P, R>> golden;
  private final LongSupplier nanoClock;

  private final Object settling = new Object();
  private final Map<DeviceId, PrecisionDecision> verdicts = new ConcurrentHashMap<>();
  private Settled settled;

  /** What all devices run. */
  private record Settled(Variant variant, Optional<Likeness> likeness) {}

  /**
   * @param engine opens the model on CPUs
   * @param golden asked for once at most
   * @param nanoClock monotonic, in nanoseconds
   */
  public Int8Guard(
      Engine engine,
      ModelFiles model,
      GraphVariants variants,
      Task<P, R> task,
      Supplier<Golden<P, R>> golden,
      LongSupplier nanoClock) {
    this.engine = engine;
    this.model = model;
    this.variants = variants;
    this.task = task;
    this.golden = golden;
    this.nanoClock = nanoClock;
  }

  /** Whether its graph in integers has been kept, so that it need not be prepared. */
  public boolean isPrepared() {
    return variants.keptInt8(model).isPresent();
  }

  /**
   * Opens the model; slow, and takes up to minutes the first time.
   *
   * @param device a CPU
   * @throws dev.quire.engine.EngineException if it cannot be opened
   */
  public Predictor open(DeviceId device) {
    Settled all;
    synchronized (settling) {
      if (settled == null) {
        settled = settle(device);
      }
      all = settled;
    }
    Predictor predictor = opened(all.variant(), device);
    verdicts.put(
        device, new PrecisionDecision(Precision.INT8, all.variant().precision(), all.likeness()));
    return predictor;
  }

  @Override
  public Optional<PrecisionDecision> verdict(DeviceId device) {
    return Optional.ofNullable(verdicts.get(device));
  }

  private Settled settle(DeviceId device) {
    Variant full = variants.of(model, Precision.FP32);
    if (full.precision() != Precision.FP32) {
      return staying(full, "its file is in half precision", Optional.empty());
    }
    Golden<P, R> items = golden.get();
    Int8Preparation<P, R> preparation = new Int8Preparation<>(engine, full.files(), task);
    try (Predictor reference = opened(full, device)) {
      List<R> right = preparation.results(reference, items.items());
      Optional<Prepared> prepared = prepared(device, items, preparation, right);
      if (prepared.isEmpty()) {
        return staying(
            full,
            "in INT8 too little agrees with it, or its graph has no layers for it",
            Optional.empty());
      }
      Prepared best = prepared.get();
      Optional<Likeness> likeness = Optional.of(best.likeness());
      double gain = gain(reference, best.model(), device, items.items());
      if (gain < LEAST_GAIN) {
        return staying(full, "in INT8 it would be %.2f times as fast".formatted(gain), likeness);
      }
      say(best, gain);
      return new Settled(variants.keepInt8(model, best.model()), likeness);
    }
  }

  /** What was kept, if it still answers as it has to, or what is made now. */
  private Optional<Prepared> prepared(
      DeviceId device, Golden<P, R> golden, Int8Preparation<P, R> preparation, List<R> right) {
    Optional<Variant> kept = variants.keptInt8(model);
    if (kept.isPresent()) {
      try (Predictor predictor = opened(kept.get(), device)) {
        Likeness likeness = golden.compare(right, preparation.results(predictor, golden.items()));
        if (likeness.reaches(golden.leastShareInInt8())) {
          return Optional.of(new Prepared(kept.get().files(), likeness));
        }
      }
    }
    return preparation.prepare(device, golden, right);
  }

  /** How many times as fast the model is in integers: each item's quickest run counts. */
  private double gain(Predictor reference, ModelFiles int8, DeviceId device, List<P> items) {
    long full = 0;
    long integers = 0;
    try (Predictor other = engine.open(int8, device)) {
      for (P item : items) {
        long quickest = Long.MAX_VALUE;
        long quickestOther = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
          quickest = Math.min(quickest, nanos(reference, item));
          quickestOther = Math.min(quickestOther, nanos(other, item));
        }
        full += quickest;
        integers += quickestOther;
      }
    }
    return (double) full / Math.max(1, integers);
  }

  private long nanos(Predictor predictor, P item) {
    long began = nanoClock.getAsLong();
    predictor.run(task.assemble(List.of(item)), task.outputs());
    return nanoClock.getAsLong() - began;
  }

  private Predictor opened(Variant variant, DeviceId device) {
    return new PrecisePredictor(engine.open(variant.files(), device), variant.precision());
  }

  private Settled staying(Variant full, String reason, Optional<Likeness> likeness) {
    LogFields.model(model.name())
        .around(() -> LOG.warnf("Model %s runs in FP32: %s", model.name(), reason));
    return new Settled(full, likeness);
  }

  private void say(Prepared prepared, double gain) {
    LogFields.model(model.name())
        .around(
            () ->
                LOG.infof(
                    "Model %s runs in INT8, %.2f times as fast as in FP32: %.2f %% of %d results"
                        + " agree, %.2f %% of the order",
                    model.name(),
                    gain,
                    100 * prepared.likeness().matched(),
                    prepared.likeness().compared(),
                    100 * prepared.likeness().ordered()));
  }
}
