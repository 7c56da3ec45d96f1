package dev.quire.cli;

import dev.quire.device.DeviceId;
import dev.quire.engine.Precision;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.model.Model;
import dev.quire.model.ModelRepository;
import dev.quire.precision.GraphCache;
import dev.quire.precision.GraphVariants;
import dev.quire.precision.PrecisionReport;
import dev.quire.precision.PrecisionReporter;
import dev.quire.precision.PrecisionSetting;
import dev.quire.precision.ReportSettings;
import dev.quire.task.layout.LayoutGolden;
import dev.quire.task.layout.LayoutTask;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quire precision}: what FP16 and smaller resolutions save, and what they change. */
@Command(
    name = "precision",
    description =
        "Runs a model on a device in FP32 and FP16 and at all its resolutions, and prints what that"
            + " costs and how far the regions agree. Nothing else should run there meanwhile.")
final class PrecisionCommand extends Subcommand {

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
  void run(PrintWriter out) throws Exception {
    DeviceId id = read(() -> DeviceId.parse(device));
    ReportSettings settings = read(() -> settings(id));
    Model model = new ModelRepository().load(location);
    PageFiles files = pages == null ? PageFiles.golden() : PageFiles.in(pages);
    OnnxEngine engine = new OnnxEngine(OnnxOptions.defaults());
    GraphVariants variants =
        GraphVariants.ofLayout(model, engine, DeviceId.parse("cpu"), GraphCache.inMemory());
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    try (MeasuredDevice found = MeasuredDevice.find(id)) {
      PrecisionReporter reporter =
          new PrecisionReporter(engine, found.id(), found.memory(), System::nanoTime);
      PrecisionReport report =
          reporter.report(
              model,
              variants,
              files,
              contract -> new LayoutTask(model, decoder, contract),
              settings);
      new PrecisionPrinter(out).print(model.name(), found, settings, report);
    }
  }

  private ReportSettings settings(DeviceId id) {
    Precision ladder =
        PrecisionSetting.parse("--precision", precision).on(!MeasuredDevice.isCpu(id));
    return new ReportSettings(batch, runs, iou, ladder);
  }
}
