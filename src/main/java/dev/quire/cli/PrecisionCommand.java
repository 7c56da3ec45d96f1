package dev.quire.cli;

import dev.quire.device.DeviceId;
import dev.quire.device.gpu.DeviceNotFoundException;
import dev.quire.device.gpu.NvmlException;
import dev.quire.engine.EngineException;
import dev.quire.engine.Precision;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.model.Model;
import dev.quire.model.ModelException;
import dev.quire.model.ModelRepository;
import dev.quire.precision.GraphCache;
import dev.quire.precision.GraphVariants;
import dev.quire.precision.PrecisionReport;
import dev.quire.precision.PrecisionReporter;
import dev.quire.precision.PrecisionSetting;
import dev.quire.precision.ReportSettings;
import dev.quire.task.layout.LayoutContract;
import dev.quire.task.layout.LayoutGolden;
import dev.quire.task.layout.LayoutTask;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quire precision}: what FP16 and smaller resolutions save, and what they change. */
@Command(
    name = "precision",
    description =
        "Runs a model on a device in FP32 and FP16 and at all its resolutions, and prints what that"
            + " costs and how far the regions agree. Nothing else should run there meanwhile.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class PrecisionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      description = "The model's folder, or classpath: and one inside the application.",
      defaultValue = "classpath:models/page-mini")
  private String location;

  @Option(
      names = "--pages",
      paramLabel = "DIR",
      description =
          "A folder with page images (jpg, png, webp, bmp, tiff); the golden pages that ship with"
              + " the service where absent.")
  private Path pages;

  @Option(names = "--device", description = "cpu, cpu:N or gpu:N.", defaultValue = "cpu")
  private String device;

  @Option(
      names = "--precision",
      description = "In what to compare resolutions: fp32, fp16, or auto, FP16 on a GPU.",
      defaultValue = "auto")
  private String precision;

  @Option(names = "--batch", description = "Most pages a run.", defaultValue = "1")
  private int batch;

  @Option(
      names = "--runs",
      description = "Timed passes over the pages, after one that is not timed.",
      defaultValue = "5")
  private int runs;

  @Option(
      names = "--iou",
      description = "Intersection over union from which regions of FP32 and FP16 match.",
      defaultValue = "" + LayoutGolden.LEAST_IOU)
  private double iou;

  @Override
  public Integer call() {
    DeviceId id;
    ReportSettings settings;
    try {
      id = DeviceId.parse(device);
      Precision ladder =
          PrecisionSetting.parse("--precision", precision).on(!MeasuredDevice.isCpu(id));
      settings = new ReportSettings(batch, runs, iou, ladder);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    try {
      report(id, settings);
      return 0;
    } catch (ModelException
        | EngineException
        | DeviceNotFoundException
        | NvmlException
        | PageFiles.UnreadablePageException
        | UncheckedIOException
        | IllegalStateException e) {
      spec.commandLine().getErr().println(oneLine(e));
      return 1;
    }
  }

  private void report(DeviceId id, ReportSettings settings) {
    Model model = new ModelRepository().load(location);
    PageFiles files = pages == null ? PageFiles.golden() : PageFiles.in(pages);
    GraphVariants variants =
        new GraphVariants(
            LayoutContract.OUTPUTS, Optional.of(LayoutContract.IMAGE), GraphCache.inMemory());
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    try (MeasuredDevice found = MeasuredDevice.find(id)) {
      PrecisionReporter reporter =
          new PrecisionReporter(
              new OnnxEngine(OnnxOptions.defaults()), found.id(), found.memory(), System::nanoTime);
      PrecisionReport report =
          reporter.report(
              model,
              variants,
              files,
              contract -> new LayoutTask(model, decoder, contract),
              settings);
      new PrecisionPrinter(spec.commandLine().getOut())
          .print(model.name(), found, settings, report);
    }
  }

  private static String oneLine(RuntimeException error) {
    return String.valueOf(error.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
