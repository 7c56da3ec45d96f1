package dev.quire.precision;

import dev.quire.device.DeviceId;
import dev.quire.engine.Engine;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.log.LogFields;
import dev.quire.model.ModelFiles;
import dev.quire.precision.GraphVariants.Variant;
import dev.quire.precision.int8.Int8Preparation;
import dev.quire.precision.int8.Int8Preparation.Outcome;
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
  private static final String UNLIKE = "in INT8 too little agrees with it";

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
    return variants.keptInt8(model).filter(kept -> kept.precision() == Precision.INT8).isPresent();
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
    Optional<Variant> kept = variants.keptInt8(model);
    if (kept.filter(any -> any.precision() == Precision.FP32).isPresent()) {
      return staying(full, UNLIKE, Optional.empty());
    }
    Golden<P, R> items = golden.get();
    try (Predictor reference = opened(full, device)) {
      return new Settling(device, full, reference, items).settled(kept);
    }
  }

  /** The model is open in FP32, and is compared with itself in INT8. */
  private final class Settling {

    private final DeviceId device;
    private final Variant full;
    private final Predictor reference;
    private final Golden<P, R> golden;
    private final Int8Preparation<P, R> preparation;
    private final List<R> right;

    Settling(DeviceId device, Variant full, Predictor reference, Golden<P, R> golden) {
      this.device = device;
      this.full = full;
      this.reference = reference;
      this.golden = golden;
      this.preparation = new Int8Preparation<>(engine, full.files(), task);
      this.right = preparation.results(reference, golden.items());
    }

    /**
     * @param kept of an earlier time, used if it still answers as it has to
     */
    Settled settled(Optional<Variant> kept) {
      Outcome outcome =
          kept.flatMap(this::checked)
              .map(Outcome.class::cast)
              .orElseGet(
                  () ->
                      preparation.prepare(
                          device, golden, right, whole -> gain(whole) >= LEAST_GAIN));
      if (outcome instanceof Outcome.Prepared prepared) {
        return faster(prepared);
      }
      if (outcome instanceof Outcome.Unlike) {
        // a search of minutes that ends the same each time
        variants.keepInt8(model, full);
        return staying(full, UNLIKE, Optional.empty());
      }
      String reason =
          outcome instanceof Outcome.NoLayers
              ? "its graph has no layers for INT8"
              : "in INT8 it would not be faster";
      return staying(full, reason, Optional.empty());
    }

    private Optional<Outcome.Prepared> checked(Variant kept) {
      try (Predictor predictor = opened(kept, device)) {
        Likeness likeness = golden.compare(right, preparation.results(predictor, golden.items()));
        return likeness.reaches(golden.leastShareInInt8())
            ? Optional.of(new Outcome.Prepared(kept.files(), likeness))
            : Optional.empty();
      }
    }

    private Settled faster(Outcome.Prepared prepared) {
      Optional<Likeness> likeness = Optional.of(prepared.likeness());
      double gain = gain(prepared.model());
      if (gain < LEAST_GAIN) {
        return staying(full, "in INT8 it would be %.2f times as fast".formatted(gain), likeness);
      }
      say(prepared, gain);
      Variant int8 = new Variant(prepared.model(), Precision.INT8, Optional.empty());
      return new Settled(variants.keepInt8(model, int8), likeness);
    }

    /** How many times as fast the model is in integers: each item's quickest run counts. */
    private double gain(ModelFiles int8) {
      long nanos = 0;
      long nanosInt8 = 0;
      try (Predictor other = engine.open(int8, device)) {
        for (P item : golden.items()) {
          long quickest = Long.MAX_VALUE;
          long quickestInt8 = Long.MAX_VALUE;
          for (int round = 0; round < ROUNDS; round++) {
            quickest = Math.min(quickest, nanos(reference, item));
            quickestInt8 = Math.min(quickestInt8, nanos(other, item));
          }
          nanos += quickest;
          nanosInt8 += quickestInt8;
        }
      }
      return (double) nanos / Math.max(1, nanosInt8);
    }
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

  private void say(Outcome.Prepared prepared, double gain) {
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
