package dev.quire.precision;

import dev.quire.device.DeviceId;
import dev.quire.engine.Engine;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.log.LogFields;
import dev.quire.model.ModelFiles;
import dev.quire.precision.GraphVariants.Variant;
import dev.quire.task.Golden;
import dev.quire.task.Golden.Likeness;
import dev.quire.task.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Opens a model on devices, each in the precision that the setting means there. Before FP16 is used
 * on a device, golden items run in both precisions, FP32 first and closed before FP16 is opened; if
 * they do not agree, the device runs FP32 and says so. Each device is asked once: a worker that
 * starts again after a failure opens what was found good. Thread-safe.
 *
 * @param <P> the task's prepared item
 * @param <R> the task's raw result
 */
public final class PrecisionGuard<P, R> implements PrecisionDecisions {

  /** Least share of results that match, and of pairs of them in the same order. */
  public static final double BAR = 0.99;

  private static final Logger LOG = Logger.getLogger(PrecisionGuard.class);

  private final Function<Precision, Engine> engines;
  private final ModelFiles model;
  private final GraphVariants variants;
  private final Task<P, R> task;
  private final Supplier<Golden<P, R>> golden;
  private final Function<DeviceId, Precision> wanted;
  private final Map<DeviceId, PrecisionDecision> verdicts = new ConcurrentHashMap<>();

  /**
   * @param engines what opens a graph of a precision
   * @param golden asked for only where FP16 is to be compared
   * @param wanted what the setting means on a device
   */
  public PrecisionGuard(
      Function<Precision, Engine> engines,
      ModelFiles model,
      GraphVariants variants,
      Task<P, R> task,
      Supplier<Golden<P, R>> golden,
      Function<DeviceId, Precision> wanted) {
    this.engines = engines;
    this.model = model;
    this.variants = variants;
    this.task = task;
    this.golden = golden;
    this.wanted = wanted;
  }

  /** The same with one engine for both. */
  public PrecisionGuard(
      Engine engine,
      ModelFiles model,
      GraphVariants variants,
      Task<P, R> task,
      Supplier<Golden<P, R>> golden,
      Function<DeviceId, Precision> wanted) {
    this(precision -> engine, model, variants, task, golden, wanted);
  }

  /**
   * Opens the model; slow, and slower the first time.
   *
   * @throws dev.quire.engine.EngineException if it cannot be opened
   */
  public Predictor open(DeviceId device) {
    PrecisionDecision known = verdicts.get(device);
    if (known != null) {
      return opened(variants.of(model, known.used()), device);
    }
    Precision asked = wanted.apply(device);
    Variant variant = variants.of(model, asked);
    if (asked == Precision.FP32 || variant.precision() == Precision.FP32) {
      return settled(
          device, variant, new PrecisionDecision(asked, variant.precision(), Optional.empty()));
    }
    Variant full = variants.of(model, Precision.FP32);
    if (full.precision() == Precision.FP16) {
      // the file itself is in half precision: there is nothing to compare it with
      return settled(
          device, variant, new PrecisionDecision(asked, Precision.FP16, Optional.empty()));
    }
    Golden<P, R> items = golden.get();
    List<R> reference = results(full, device, items);
    List<R> other = results(variant, device, items);
    Likeness likeness = items.compare(reference, other);
    Variant used = likeness.reaches(BAR) ? variant : full;
    log(device, likeness, used.precision());
    return settled(
        device, used, new PrecisionDecision(asked, used.precision(), Optional.of(likeness)));
  }

  @Override
  public Optional<PrecisionDecision> verdict(DeviceId device) {
    return Optional.ofNullable(verdicts.get(device));
  }

  private Predictor settled(DeviceId device, Variant variant, PrecisionDecision verdict) {
    Predictor predictor = opened(variant, device);
    verdicts.put(device, verdict);
    return predictor;
  }

  private Predictor opened(Variant variant, DeviceId device) {
    return new PrecisePredictor(
        engines.apply(variant.precision()).open(variant.files(), device), variant.precision());
  }

  private List<R> results(Variant variant, DeviceId device, Golden<P, R> golden) {
    try (Predictor predictor = opened(variant, device)) {
      return golden.items().stream()
          .map(
              item -> {
                List<P> one = List.of(item);
                return task.split(predictor.run(task.assemble(one), task.outputs()), one).get(0);
              })
          .toList();
    }
  }

  private void log(DeviceId device, Likeness likeness, Precision used) {
    LogFields.model(model.name()).on(device.name()).around(() -> say(device, likeness, used));
  }

  private void say(DeviceId device, Likeness likeness, Precision used) {
    if (likeness.compared() == 0) {
      LOG.warnf(
          "Model %s found nothing on the golden items: FP16 on %s is unchecked",
          model.name(), device);
    } else if (used == Precision.FP16) {
      LOG.infof(
          "Model %s runs in FP16 on %s: %.2f %% of %d results agree with FP32, %.2f %% of the"
              + " order",
          model.name(),
          device,
          100 * likeness.matched(),
          likeness.compared(),
          100 * likeness.ordered());
    } else {
      LOG.errorf(
          "Model %s falls back to FP32 on %s: in FP16 only %.2f %% of %d results agree, %.2f %% of"
              + " the order; %.0f %% are needed",
          model.name(),
          device,
          100 * likeness.matched(),
          likeness.compared(),
          100 * likeness.ordered(),
          100 * BAR);
    }
  }
}
