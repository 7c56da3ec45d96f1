package dev.quire.precision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.device.MemoryReader;
import dev.quire.engine.Engine;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.model.Model;
import dev.quire.model.ModelException;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.model.ModelRepository;
import dev.quire.model.Resolution;
import dev.quire.model.graph.Fp16Conversion;
import dev.quire.model.graph.Graph;
import dev.quire.model.graph.PreprocessingFusion;
import dev.quire.precision.PrecisionReport.Row;
import dev.quire.task.layout.Agreement;
import dev.quire.task.layout.GoldenPages;
import dev.quire.task.layout.LayoutContract;
import dev.quire.task.layout.LayoutTask;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PrecisionReportTest {

  private static final long RUN_NANOS = 4_000_000;
  private static final long OPENED_BYTES = 1000;

  private final Model model = new ModelRepository().load("classpath:models/page-mini");
  private final CountingEngine engine = new CountingEngine();

  /** A clock by which each run takes the same time. */
  private final AtomicLong clock = new AtomicLong();

  @Test
  void comparesPrecisionsAndResolutions() {
    PrecisionReport report = report(model, settings(1, 1, Precision.FP32));

    assertEquals(4, report.pages());
    assertEquals(1, report.batch());
    assertFalse(report.alreadyHalf());
    assertTrue(report.casts().orElseThrow() > 0);
    Row full = report.precisions().get(0);
    Row half = report.precisions().get(1);
    assertEquals(Precision.FP32, full.precision());
    assertEquals(Precision.FP16, half.precision());
    assertEquals(Optional.empty(), full.agreement());
    Agreement agreement = half.agreement().orElseThrow();
    assertTrue(agreement.regions() > 50 && agreement.within(0.99, 0.99), agreement::toString);
    double share = (double) half.cost().weightBytes() / full.cost().weightBytes();
    assertEquals(0.5, share, 0.02);

    assertEquals(model.resolutions(), report.resolutions().stream().map(Row::resolution).toList());
    assertTrue(report.resolutions().get(0).agreement().isEmpty());
    for (Row row : report.resolutions().subList(1, report.resolutions().size())) {
      assertEquals(Precision.FP32, row.precision());
      assertTrue(row.agreement().orElseThrow().matchedShare() > 0.7, row::toString);
    }
    // each precision once to settle and once to measure, and the four other resolutions
    assertEquals(8, engine.opened);
    assertEquals(1, engine.mostOpen);
    assertEquals(0, engine.open);
  }

  @Test
  void costsAreWhatClockAndMemorySay() {
    PrecisionReport report = report(only(Resolution.square(640)), settings(1, 2));

    for (Row row : report.precisions()) {
      assertEquals(RUN_NANOS / 1e6, row.cost().millisPerPage(), 1e-9);
      assertEquals(1e9 / RUN_NANOS, row.cost().pagesPerSecond(), 1e-9);
      assertEquals(OptionalLong.of(OPENED_BYTES), row.cost().memoryBytes());
    }
  }

  @Test
  void pagesOfABatchShareItsTime() {
    PrecisionReport report = report(only(Resolution.square(640)), settings(3, 1));

    assertEquals(3, report.batch());
    assertEquals(2.0 * RUN_NANOS / 4, report.precisions().get(0).cost().nanosPerPage(), 1e-6);
    assertTrue(report.precisions().get(1).agreement().orElseThrow().within(0.99, 0.99));
    assertEquals(4, report(only(Resolution.square(640)), settings(9, 1)).batch());
  }

  @Test
  void aFixedModelHasOneResolutionThatIsNotRunAgain() {
    PrecisionReport report = report(only(Resolution.square(640)), settings(1, 1, Precision.FP16));

    assertEquals(1, report.resolutions().size());
    assertEquals(report.precisions().get(1).cost(), report.resolutions().get(0).cost());
    assertEquals(4, engine.opened);
  }

  @Test
  void aModelInHalfPrecisionHasOneRow() {
    Graph graph = Graph.parse("page-mini", model.file().bytes());
    byte[] half = new Fp16Conversion().apply(graph).graph().toBytes();
    Model fixed = only(Resolution.square(640));

    PrecisionReport report =
        report(fixed.with(new ModelFile.Embedded("half.onnx", () -> half)), settings(1, 1));

    assertTrue(report.alreadyHalf());
    assertEquals(1, report.precisions().size());
    assertEquals(OptionalInt.empty(), report.casts());
    assertEquals(Precision.FP16, report.resolutions().get(0).precision());
  }

  @Test
  void aBrokenModelIsRefused() {
    Model broken = model.with(new ModelFile.Embedded("broken.onnx", () -> new byte[] {1, 2, 3}));

    ModelException e = assertThrows(ModelException.class, () -> report(broken, settings(1, 1)));
    assertTrue(e.getMessage().contains("broken.onnx"), e::getMessage);
    assertEquals(0, engine.opened);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    for (Precision precision : Precision.values()) {
      assertThrows(IllegalArgumentException.class, () -> new ReportSettings(0, 1, 0.9, precision));
      assertThrows(IllegalArgumentException.class, () -> new ReportSettings(1, 0, 0.9, precision));
      assertThrows(IllegalArgumentException.class, () -> new ReportSettings(1, 1, 0, precision));
      assertThrows(
          IllegalArgumentException.class, () -> new ReportSettings(1, 1, Double.NaN, precision));
    }
  }

  private PrecisionReport report(Model of, ReportSettings settings) {
    GraphVariants variants =
        new GraphVariants(
            LayoutContract.OUTPUTS,
            GraphVariants.Passes.grafting(
                new PreprocessingFusion(LayoutContract.IMAGE, of.preprocessing())),
            GraphCache.inMemory());
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    List<byte[]> pages = new GoldenPages().encoded();
    return new PrecisionReporter(
            engine, new DeviceId("cpu"), engine, () -> clock.getAndAdd(RUN_NANOS))
        .report(
            of,
            variants,
            (task, size) -> pages.stream().map(page -> task.prepare(page, size)).toList(),
            contract -> new LayoutTask(of, decoder, contract),
            settings);
  }

  private static ReportSettings settings(int batch, int runs) {
    return settings(batch, runs, Precision.FP32);
  }

  private static ReportSettings settings(int batch, int runs, Precision ladder) {
    return new ReportSettings(batch, runs, 0.9, ladder);
  }

  private Model only(Resolution resolution) {
    return new Model(
        model.name(),
        model.task(),
        model.file(),
        model.preprocessing(),
        model.labels(),
        model.threshold(),
        model.nms(),
        List.of(resolution),
        model.maxBatch(),
        model.license(),
        model.description());
  }

  /** ONNX Runtime, with a count of what is open, which a reading of its memory shows. */
  private static final class CountingEngine implements Engine, MemoryReader {

    private final Engine onnx = new OnnxEngine(OnnxOptions.defaults());
    int opened;
    int open;
    int mostOpen;

    @Override
    public String name() {
      return onnx.name();
    }

    @Override
    public Predictor open(ModelFiles model, DeviceId device) {
      Predictor predictor = onnx.open(model, device);
      opened++;
      open++;
      mostOpen = Math.max(mostOpen, open);
      return new Predictor() {
        @Override
        public List<TensorSpec> inputs() {
          return predictor.inputs();
        }

        @Override
        public List<TensorSpec> outputs() {
          return predictor.outputs();
        }

        @Override
        public Precision precision() {
          return predictor.precision();
        }

        @Override
        public Map<String, Tensor> run(Map<String, Tensor> inputs, List<String> outputs) {
          return predictor.run(inputs, outputs);
        }

        @Override
        public void close() {
          open--;
          predictor.close();
        }
      };
    }

    @Override
    public DeviceMemory read() {
      return new DeviceMemory(OPENED_BYTES * open, 1 << 20);
    }
  }
}
