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
import dev.quire.engine.simulated.Fault;
import dev.quire.engine.simulated.LatencyCurve;
import dev.quire.engine.simulated.SimulatedDevice;
import dev.quire.engine.simulated.SimulatedEngine;
import dev.quire.engine.simulated.SimulatedMemory;
import dev.quire.model.ModelException;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.model.ModelRepository;
import dev.quire.model.SimilarityMode;
import dev.quire.model.SimilarityModel;
import dev.quire.model.graph.Fp16Conversion;
import dev.quire.model.graph.Graph;
import dev.quire.precision.SimilarityReport.Row;
import dev.quire.task.similarity.F1;
import dev.quire.task.similarity.GoldenPairs;
import dev.quire.task.similarity.PairPlan;
import dev.quire.task.similarity.PairSimilarity;
import dev.quire.task.similarity.PreparedText;
import dev.quire.task.similarity.ScoreAgreement;
import dev.quire.task.similarity.SentencePair;
import dev.quire.task.similarity.SimilarityContract;
import dev.quire.task.similarity.SimilarityTask;
import dev.quire.task.similarity.SimilarityTasks;
import dev.quire.task.similarity.SimulatedSimilarity;
import dev.quire.task.similarity.TextResult;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * With a simulated device, which takes 2 ms for a run and 1 ms more for each row, holds {@value
 * #BASE} bytes for a model and {@value #EACH} for each row of a run, and has no room for two
 * models.
 */
class SimilarityReportTest {

  private static final long BASE = 1000;
  private static final long EACH = 10;
  private static final DeviceId DEVICE = new DeviceId("gpu:0");
  private static final SimilarityModel MODEL =
      new ModelRepository().loadSimilarity("classpath:models/pair-mini");

  /** Making the graphs takes longer than all the tests. */
  private static final GraphVariants VARIANTS =
      new GraphVariants(
          List.of(SimilarityContract.SENTENCE), GraphVariants.Passes.none(), GraphCache.inMemory());

  /** Ten of them, of which pair-mini reads each as a token. */
  private static final String CHARACTERS = "天地日月山水火木金土";

  /** As a bi-encoder's rows, ten of 8 tokens or fewer and ten of 25 to 32. */
  private static final List<SentencePair> PAIRS =
      IntStream.range(0, 10).mapToObj(i -> new SentencePair(text(i, 4), text(i, 28))).toList();

  private static SimilarityTasks tasks;

  private final AtomicLong clock = new AtomicLong();

  @BeforeAll
  static void open() {
    tasks = SimilarityTasks.open(MODEL);
  }

  @AfterAll
  static void close() {
    tasks.close();
  }

  @Test
  void comparesTheModelAsItStandsWithWhatIsMadeOfIt() {
    SimilarityReport report = report(MODEL, ReportPairs.unlabelled(PAIRS), 2);

    assertEquals(10, report.pairs());
    assertEquals(20, report.rows());
    assertEquals(6, report.shortest());
    assertEquals(30, report.longest());
    assertEquals(128, report.full());
    assertEquals(2, report.batch());
    assertEquals(
        List.of(
            List.of(Precision.FP32, Padding.FULL),
            List.of(Precision.FP32, Padding.BUCKETS),
            List.of(Precision.FP16, Padding.BUCKETS)),
        report.variants().stream().map(row -> List.of(row.precision(), row.padding())).toList());
    assertFalse(report.alreadyHalf());
    assertTrue(report.ranHalf());
    long full = report.before().cost().weightBytes();
    assertEquals(full, report.variants().get(1).cost().weightBytes());
    assertTrue(report.after().cost().weightBytes() < full, report::toString);
  }

  /** Four rows a run: five runs of any rows, but three of each bucket. */
  @Test
  void timesAreWhatTheClockSays() {
    SimilarityReport report = report(MODEL, ReportPairs.unlabelled(PAIRS), 2);

    assertEquals((5 * 2 + 20) / 10.0, report.before().cost().millisPerPair(), 1e-9);
    assertEquals(10_000 / (5 * 2 + 20.0), report.before().cost().pairsPerSecond(), 1e-9);
    for (Row row : report.variants().subList(1, 3)) {
      assertEquals((6 * 2 + 20) / 10.0, row.cost().millisPerPair(), 1e-9);
    }
  }

  /** A pair's rows are of two buckets, which run one after the other. */
  @Test
  void memoryIsWhatTheLongestPairsTake() {
    List<SentencePair> pairs = List.of(new SentencePair("天", "天"), PAIRS.get(0), PAIRS.get(1));

    SimilarityReport report = report(MODEL, ReportPairs.unlabelled(pairs), 2);

    assertEquals(OptionalLong.of(BASE + 2 * EACH), report.before().cost().onePairBytes());
    assertEquals(OptionalLong.of(BASE + 4 * EACH), report.before().cost().batchBytes());
    for (Row row : report.variants().subList(1, 3)) {
      assertEquals(OptionalLong.of(BASE + EACH), row.cost().onePairBytes());
      assertEquals(OptionalLong.of(BASE + 2 * EACH), row.cost().batchBytes());
    }
  }

  @Test
  void memoryThatIsNotToldIsUnknown() {
    SimulatedDevice device = device();
    SimilarityReport report =
        report(MODEL, simulated(device, MODEL.mode()), () -> new DeviceMemory(7, 9), 2);

    assertEquals(OptionalLong.empty(), report.before().cost().onePairBytes());
    assertEquals(OptionalLong.empty(), report.after().cost().batchBytes());
  }

  /** The simulated model gives a row the same answer in any batch. */
  @Test
  void scoresGoToTheirPairs() {
    for (SimilarityMode mode : List.of(MODEL.mode(), new SimilarityMode.CrossEncoder(0))) {
      for (int batch : new int[] {1, 3, 8}) {
        SimilarityReport report =
            report(with(mode, Integer.MAX_VALUE), ReportPairs.unlabelled(PAIRS), batch);

        assertTrue(report.before().agreement().isEmpty());
        for (Row row : report.variants().subList(1, 3)) {
          ScoreAgreement agreement = row.agreement().orElseThrow();
          assertTrue(agreement.told() > 30, agreement::toString);
          assertEquals(
              new ScoreAgreement(10, 0, 0, 10, agreement.told(), agreement.told()), agreement);
        }
      }
    }
  }

  @Test
  void otherScoresInHalfPrecisionShow() {
    SimilarityReport report =
        report(
            MODEL, new Blind(simulated(device(), MODEL.mode())), () -> new DeviceMemory(7, 9), 2);

    double[] right = scores(PAIRS);
    ScoreAgreement alike = report.variants().get(1).agreement().orElseThrow();
    ScoreAgreement blind = report.after().agreement().orElseThrow();
    assertEquals(0, alike.largest());
    assertEquals(1, alike.orderShare());
    assertEquals(0, blind.orderShare());
    assertEquals(
        DoubleStream.of(right).map(score -> 1 - score).max().orElseThrow(), blind.largest(), 1e-6);
    assertEquals(1 - DoubleStream.of(right).average().orElseThrow(), blind.mean(), 1e-6);
  }

  @Test
  void labelledPairsHaveAnF1() {
    List<Boolean> similar = IntStream.range(0, 10).mapToObj(i -> i % 3 == 0).toList();

    SimilarityReport report = report(MODEL, new ReportPairs(PAIRS, Optional.of(similar)), 2);

    F1 expected = F1.best(scores(PAIRS), similar);
    for (Row row : report.variants()) {
      assertEquals(Optional.of(expected), row.f1());
    }
    assertTrue(
        report(MODEL, ReportPairs.unlabelled(PAIRS), 2).variants().stream()
            .allMatch(row -> row.f1().isEmpty()));
  }

  /** A row a pair: 7 + 30 tokens, of one bucket. */
  @Test
  void aCrossEncoderReadsPairs() {
    SimilarityReport report =
        report(
            with(new SimilarityMode.CrossEncoder(1), Integer.MAX_VALUE),
            ReportPairs.unlabelled(PAIRS),
            4);

    assertEquals(10, report.rows());
    assertEquals(4 + 28 + 3, report.longest());
    for (Row row : report.variants()) {
      assertEquals((3 * 2 + 10) / 10.0, row.cost().millisPerPair(), 1e-9);
      assertEquals(OptionalLong.of(BASE + EACH), row.cost().onePairBytes());
      assertEquals(OptionalLong.of(BASE + 4 * EACH), row.cost().batchBytes());
    }
  }

  @Test
  void aRunHasNoMoreThanTheModelAndThePairsAllow() {
    assertEquals(10, report(MODEL, ReportPairs.unlabelled(PAIRS), 99).batch());
    SimulatedDevice small = device(new Fault.OutOfMemoryAbove(3));

    SimilarityReport report =
        report(with(MODEL.mode(), 3), simulated(small, MODEL.mode()), small, 8);

    assertEquals(OptionalLong.of(BASE + 3 * EACH), report.before().cost().batchBytes());
  }

  /** Two at once would not fit. */
  @Test
  void closesWhatItOpens() {
    SimulatedDevice device = device();

    report(MODEL, simulated(device, MODEL.mode()), device, 2);

    assertEquals(0, device.read().used());
  }

  @Test
  void aModelInHalfPrecisionIsComparedWithItself() {
    byte[] half =
        new Fp16Conversion()
            .apply(Graph.parse("pair-mini", MODEL.file().bytes()))
            .graph()
            .toBytes();
    SimilarityModel model = MODEL.with(new ModelFile.Embedded("half.onnx", () -> half));

    SimilarityReport report = report(model, ReportPairs.unlabelled(PAIRS), 2);

    assertTrue(report.alreadyHalf());
    assertEquals(
        List.of(Padding.FULL, Padding.BUCKETS),
        report.variants().stream().map(Row::padding).toList());
    assertTrue(report.variants().stream().allMatch(row -> row.precision() == Precision.FP16));
  }

  @Test
  void aBrokenModelIsRefused() {
    SimilarityModel broken =
        MODEL.with(new ModelFile.Embedded("broken.onnx", () -> new byte[] {1, 2, 3}));
    SimulatedDevice device = device();

    ModelException e =
        assertThrows(
            ModelException.class, () -> report(broken, simulated(device, MODEL.mode()), device, 2));

    assertTrue(e.getMessage().contains("broken.onnx"), e::getMessage);
    assertEquals(0, device.runs());
  }

  /** On the processor, where half precision is computed as such. */
  @Test
  void theModelThatShipsAgreesWithItself() {
    SimilarityReport report =
        new SimilarityReporter(
                new OnnxEngine(OnnxOptions.defaults()),
                DeviceId.parse("cpu"),
                () -> new DeviceMemory(7, 9),
                clock::incrementAndGet)
            .report(
                MODEL,
                VARIANTS,
                ReportPairs.unlabelled(new GoldenPairs().pairs()),
                tasks::task,
                new SimilaritySettings(8, 1));

    for (Row row : report.variants().subList(1, 3)) {
      ScoreAgreement agreement = row.agreement().orElseThrow();
      assertTrue(agreement.told() > 400, agreement::toString);
      assertTrue(
          agreement.withinShare() >= 0.99 && agreement.orderShare() >= 0.99, agreement::toString);
    }
    double[] differences =
        report.variants().stream()
            .skip(1)
            .mapToDouble(row -> row.agreement().orElseThrow().largest())
            .toArray();
    // float32 adds up to 1e-6 in another order; float16 has 11 bits
    assertEquals(0, differences[0], 1e-5);
    assertTrue(differences[1] > differences[0], () -> Arrays.toString(differences));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new SimilaritySettings(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new SimilaritySettings(1025, 1));
    assertThrows(IllegalArgumentException.class, () -> new SimilaritySettings(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new SimilaritySettings(1, 1001));
  }

  @Test
  void pairsThatTellNothingAreRefused() {
    List<Boolean> none = Collections.nCopies(10, false);
    assertThrows(IllegalArgumentException.class, () -> ReportPairs.unlabelled(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new ReportPairs(PAIRS, Optional.of(none)));
    assertThrows(
        IllegalArgumentException.class, () -> new ReportPairs(PAIRS, Optional.of(List.of(true))));
  }

  /** So many characters, none of them the same as in a text of another start. */
  private static String text(int start, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(CHARACTERS.charAt((start + i * (start + 1)) % CHARACTERS.length()));
    }
    return text.toString();
  }

  private SimilarityReport report(SimilarityModel model, ReportPairs pairs, int batch) {
    SimulatedDevice device = device();
    return report(model, simulated(device, model.mode()), device, pairs, batch);
  }

  private SimilarityReport report(
      SimilarityModel model, Engine engine, MemoryReader memory, int batch) {
    return report(model, engine, memory, ReportPairs.unlabelled(PAIRS), batch);
  }

  private SimilarityReport report(
      SimilarityModel model, Engine engine, MemoryReader memory, ReportPairs pairs, int batch) {
    try (SimilarityTasks of = SimilarityTasks.open(model)) {
      return new SimilarityReporter(engine, DEVICE, memory, clock::get)
          .report(model, VARIANTS, pairs, of::task, new SimilaritySettings(batch, 2));
    }
  }

  /** What the simulated model says of pairs whose rows run one by one. */
  private static double[] scores(List<SentencePair> pairs) {
    SimulatedSimilarity simulated = new SimulatedSimilarity(MODEL.mode());
    SimilarityTask task =
        tasks.task(SimilarityContract.check(MODEL, simulated.inputs(), simulated.outputs()));
    PairPlan plan = task.plan(pairs);
    List<TextResult> results =
        plan.items().stream()
            .map(
                item -> {
                  List<PreparedText> one = List.of(item);
                  return task.split(simulated.answer(task.assemble(one), task.outputs()), one)
                      .get(0);
                })
            .toList();
    return plan.finish(results).stream().mapToDouble(PairSimilarity::score).toArray();
  }

  private SimulatedEngine simulated(SimulatedDevice device, SimilarityMode mode) {
    return new SimulatedEngine(
        List.of(device), new SimulatedSimilarity(mode), clock::addAndGet, clock::get);
  }

  private static SimulatedDevice device(Fault... faults) {
    return new SimulatedDevice(
        DEVICE,
        LatencyCurve.parse("1:3ms,2:4ms"),
        List.of(faults),
        new SimulatedMemory(2 * BASE - 1, BASE, EACH));
  }

  private static SimilarityModel with(SimilarityMode mode, int maxBatch) {
    return new SimilarityModel(
        MODEL.files(),
        mode,
        MODEL.vocabulary(),
        MODEL.lowerCase(),
        MODEL.maxLength(),
        maxBatch,
        MODEL.license(),
        MODEL.description());
  }

  /** To which in half precision all sentences are the same. */
  private record Blind(Engine engine) implements Engine {

    @Override
    public String name() {
      return engine.name();
    }

    @Override
    public Predictor open(ModelFiles model, DeviceId device) {
      Predictor predictor = engine.open(model, device);
      Graph graph = Graph.parse(model.name(), model.graph().bytes());
      return new Fp16Conversion().isHalf(graph) ? new SameForAll(predictor) : predictor;
    }
  }

  private record SameForAll(Predictor predictor) implements Predictor {

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
      return Precision.FP16;
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs, List<String> outputs) {
      Map<String, Tensor> results = predictor.run(inputs, outputs);
      for (Tensor tensor : results.values()) {
        FloatBuffer values = tensor.data().asFloatBuffer();
        while (values.hasRemaining()) {
          values.put(1);
        }
      }
      return results;
    }

    @Override
    public void close() {
      predictor.close();
    }
  }
}
