package dev.quire.app;

import dev.quire.device.DeviceId;
import dev.quire.engine.CoreBudget;
import dev.quire.engine.Engine;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.engine.paddle.PaddleModelCheck;
import dev.quire.engine.paddle.PaddleOptions;
import dev.quire.engine.paddle.PaddleSignature;
import dev.quire.engine.simulated.SimulatedModel;
import dev.quire.model.ModelFiles;
import dev.quire.precision.GraphVariants;
import dev.quire.precision.Int8Guard;
import dev.quire.precision.PrecisionGuard;
import dev.quire.precision.PrecisionSetting;
import dev.quire.task.Task;
import java.util.function.Function;
import java.util.function.Supplier;

/** Opens models in the engines that the settings choose, whatever their tasks. Thread-safe. */
final class ModelEngines {

  static final DeviceId CPU = DeviceId.parse("cpu");

  private final QuireConfig config;
  private final Hardware hardware;
  private final Engines engines;
  private final CoreBudget cores;

  ModelEngines(QuireConfig config, Hardware hardware, Engines engines, CoreBudget cores) {
    this.cores = cores;
    this.config = config;
    this.hardware = hardware;
    this.engines = engines;
  }

  /**
   * What a model takes and gives; slow, since most engines have to open it for that.
   *
   * @param simulated answers in place of the model on simulated devices; asked for only there
   */
  Signature signature(ModelFiles files, Placement placement, Supplier<SimulatedModel> simulated) {
    return switch (placement.engine()) {
      case ONNX -> {
        Engine engine = engines.onnx(OnnxOptions.defaults(), placement.isolation());
        try (Predictor predictor = engine.open(files, CPU)) {
          yield new Signature(predictor.inputs(), predictor.outputs());
        }
      }
      case PADDLE -> {
        PaddleSignature program = new PaddleModelCheck().check(files);
        yield new Signature(program.inputs(), program.outputs());
      }
      case SIMULATED -> {
        SimulatedModel answers = simulated.get();
        yield new Signature(answers.inputs(), answers.outputs());
      }
    };
  }

  /** How a registered model is opened. */
  ModelAccess access(ModelRegistration<?, ?> model, Placement placement) {
    return switch (placement.engine()) {
      case ONNX -> {
        ModelAccess access = precise(model, placement);
        yield new ModelAccess(onCores(access.opener(), placement), access.precisions());
      }
      case PADDLE -> {
        Engine engine = engines.paddle(paddle(placement));
        yield new ModelAccess(
            onCores(new PaddleOpener(engine, hardware, model.files()), placement));
      }
      case SIMULATED -> {
        Engine engine = hardware.simulatedEngine(model.steps().simulated().get());
        yield new ModelAccess(device -> engine.open(model.files(), device));
      }
    };
  }

  /** Models on CPUs share the cores; those on GPUs have their devices' own. */
  private ModelOpener onCores(ModelOpener opener, Placement placement) {
    return device ->
        device.isCpu() ? cores.share(opener.open(device), threads(placement)) : opener.open(device);
  }

  private <P, R> ModelAccess precise(ModelRegistration<P, R> model, Placement placement) {
    PrecisionSetting setting =
        PrecisionSetting.parse("quire.models.precision", config.models().precision());
    OnnxSettings onnx = new OnnxSettings(config, threads(placement), model.graph().profiles());
    // TensorRT has FP16 switched on for a whole session, so the FP32 reference needs another one
    Engine full = engines.onnx(onnx.options(Precision.FP32), placement.isolation());
    Engine half = engines.onnx(onnx.options(Precision.FP16), placement.isolation());
    GraphVariants variants = model.graph().variants().get();
    Task<P, R> task = model.steps().task();
    Int8Guard<P, R> int8 =
        new Int8Guard<>(
            full, model.files(), variants, task, model.steps().golden(), System::nanoTime);
    Function<DeviceId, Precision> wanted =
        device -> setting.on(device.isCpu(), hardware.hasTensorCores(device), int8::isPrepared);
    PrecisionGuard<P, R> guard =
        new PrecisionGuard<>(
            precision -> precision == Precision.FP16 ? half : full,
            model.files(),
            variants,
            task,
            model.steps().golden(),
            wanted);
    return new ModelAccess(
        device -> wanted.apply(device) == Precision.INT8 ? int8.open(device) : guard.open(device),
        device -> int8.verdict(device).or(() -> guard.verdict(device)));
  }

  private PaddleOptions paddle(Placement placement) {
    int threads = threads(placement);
    // Paddle's own default is one
    return new PaddleOptions(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
  }

  private int threads(Placement placement) {
    return OnnxSettings.threads(config, placement.cpus());
  }
}
