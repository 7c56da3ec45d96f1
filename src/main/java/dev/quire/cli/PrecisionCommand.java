package dev.quire.cli;

import dev.quire.device.DeviceId;
import dev.quire.engine.Precision;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.model.Model;
import dev.quire.model.ModelRepository;
import dev.quire.model.SimilarityModel;
import dev.quire.precision.GraphCache;
import dev.quire.precision.GraphVariants;
import dev.quire.precision.PrecisionReport;
import dev.quire.precision.PrecisionReporter;
import dev.quire.precision.PrecisionSetting;
import dev.quire.precision.ReportPairs;
import dev.quire.precision.ReportSettings;
import dev.quire.precision.SimilarityReport;
import dev.quire.precision.SimilarityReporter;
import dev.quire.precision.SimilaritySettings;
import dev.quire.task.layout.LayoutGolden;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.similarity.SimilarityTasks;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code quire precision}: what FP16 and INT8 save, and with it smaller resolutions of pages or
 * batches of sentences of like lengths, and what they change.
 */
@Command(
    name = "precision",
    description =
        "Runs a model on a device in FP32 and FP16, a layout model also at all its resolutions and,"
            + " where asked for, in INT8, and"
            + " a similarity model with batches of like lengths, and prints what that costs and how"
            + " far the regions or scores agree. Nothing else should run there meanwhile.")
final class PrecisionCommand extends Subcommand {

  private static final int PAGES = 1;
  private static final int PAIRS = 8;

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
          "Of a layout model: a folder with page images (jpg, png, webp, bmp, tiff); the golden"
              + " pages that ship with the service where absent.")
  private Path pages;

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description =
          "Of a similarity model: a file with two sentences a line, parted by a tab, and perhaps a"
              + " third column, 1 if they are similar and else 0; where absent, the golden pairs"
              + " that ship with the service and longer ones made of them.")
  private Path pairs;

  @Option(names = "--device", description = "cpu, cpu:N or gpu:N.", defaultValue = "cpu")
  private String device;

  @Option(
      names = "--precision",
      description =
          "Of a layout model: in what to compare resolutions, fp32, fp16, int8 on a CPU, or auto,"
              + " FP16 on a GPU.",
      defaultValue = "auto")
  private String precision;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Most pages a run, " + PAGES + " where absent, or pairs, " + PAIRS + ".")
  private Integer batch;

  @Option(
      names = "--runs",
      description = "Timed passes over the pages or pairs, after one that is not timed.",
      defaultValue = "5")
  private int runs;

  @Option(
      names = "--iou",
      description =
          "Of a layout model: intersection over union from which regions of FP32 and FP16 match.",
      defaultValue = "" + LayoutGolden.LEAST_IOU)
  private double iou;

  @Override
  void run(PrintWriter out) throws Exception {
    DeviceId id = read(() -> DeviceId.parse(device));
    ModelRepository repository = new ModelRepository();
    if (repository.task(location).equals(SimilarityModel.SIMILARITY)) {
      similarity(id, repository, out);
    } else {
      layout(id, repository, out);
    }
  }

  private void layout(DeviceId id, ModelRepository repository, PrintWriter out) throws Exception {
    ReportSettings settings = read(() -> settings(id));
    read(() -> requireAbsent("--pairs", pairs, "similarity"));
    Model model = repository.load(location);
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

  private void similarity(DeviceId id, ModelRepository repository, PrintWriter out)
      throws Exception {
    SimilaritySettings settings =
        read(() -> new SimilaritySettings(Objects.requireNonNullElse(batch, PAIRS), runs));
    read(() -> requireAbsent("--pages", pages, "layout"));
    SimilarityModel model = repository.loadSimilarity(location);
    OnnxEngine engine = new OnnxEngine(OnnxOptions.defaults());
    GraphVariants variants =
        GraphVariants.ofSimilarity(model, engine, DeviceId.parse("cpu"), GraphCache.inMemory());
    try (SimilarityTasks tasks = SimilarityTasks.open(model);
        MeasuredDevice found = MeasuredDevice.find(id)) {
      ReportPairs measured = pairs == null ? PairFiles.golden(model, tasks) : PairFiles.in(pairs);
      SimilarityReporter reporter =
          new SimilarityReporter(engine, found.id(), found.memory(), System::nanoTime);
      SimilarityReport report = reporter.report(model, variants, measured, tasks::task, settings);
      new SimilarityPrinter(out).print(model.name(), found, settings, report);
    }
  }

  private Void requireAbsent(String option, Path given, String task) {
    if (given != null) {
      throw new IllegalArgumentException(
          "%s is for a model of task %s; %s holds another".formatted(option, task, location));
    }
    return null;
  }

  private ReportSettings settings(DeviceId id) {
    Precision ladder = ladder(PrecisionSetting.parse("--precision", precision), id.isCpu());
    return new ReportSettings(Objects.requireNonNullElse(batch, PAGES), runs, iou, ladder);
  }

  /** On a CPU a model can be prepared for INT8 here and now. */
  private static Precision ladder(PrecisionSetting asked, boolean cpu) {
    return asked.on(cpu, !cpu, () -> false);
  }
}
