package dev.quire.precision;

import dev.quire.device.DeviceId;
import dev.quire.device.MemoryReader;
import dev.quire.engine.Engine;
import dev.quire.engine.Precision;
import dev.quire.model.SimilarityMode;
import dev.quire.model.SimilarityModel;
import dev.quire.precision.SimilarityBench.Measured;
import dev.quire.precision.SimilarityBench.Way;
import dev.quire.precision.SimilarityReport.Cost;
import dev.quire.precision.SimilarityReport.Row;
import dev.quire.task.similarity.F1;
import dev.quire.task.similarity.PreparedText;
import dev.quire.task.similarity.ScoreAgreement;
import dev.quire.task.similarity.SimilarityContract;
import dev.quire.task.similarity.SimilarityTask;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Runs a similarity model on a device as it stands, with batches of rows of like lengths, and so in
 * FP16, and reports what that costs and changes. Opens one predictor at a time. Nothing else should
 * run on the device.
 */
public final class SimilarityReporter {

  private final Engine engine;
  private final DeviceId device;
  private final MemoryReader memory;
  private final LongSupplier nanoClock;

  /**
   * @param memory the device's memory, read afresh with each {@link MemoryReader#peak()}
   * @param nanoClock nanoseconds of a clock that never goes back
   */
  public SimilarityReporter(
      Engine engine, DeviceId device, MemoryReader memory, LongSupplier nanoClock) {
    this.engine = engine;
    this.device = device;
    this.memory = memory;
    this.nanoClock = nanoClock;
  }

  /**
   * Makes a report; takes as long as the runs do.
   *
   * @param tasks makes the task of a graph's contract
   * @throws dev.quire.model.ModelException if the model's file is broken or no similarity model
   * @throws dev.quire.engine.EngineException if it cannot be opened or a run fails
   */
  public SimilarityReport report(
      SimilarityModel model,
      GraphVariants variants,
      ReportPairs pairs,
      Function<SimilarityContract, SimilarityTask> tasks,
      SimilaritySettings settings) {
    SimilarityBench bench =
        new SimilarityBench(model, engine, device, memory, nanoClock, tasks, settings.runs());
    return new Making(model, variants, pairs, tasks, settings, bench).make();
  }

  /** One report in the making. */
  private static final class Making {

    private final SimilarityModel model;
    private final ReportPairs pairs;
    private final Function<SimilarityContract, SimilarityTask> tasks;
    private final SimilarityBench bench;
    private final int batch;
    private final Map<Precision, WeighedVariant> variants;
    private final Map<Precision, SimilarityContract> contracts = new EnumMap<>(Precision.class);

    Making(
        SimilarityModel model,
        GraphVariants graphs,
        ReportPairs pairs,
        Function<SimilarityContract, SimilarityTask> tasks,
        SimilaritySettings settings,
        SimilarityBench bench) {
      this.model = model;
      this.pairs = pairs;
      this.tasks = tasks;
      this.bench = bench;
      this.batch = Math.min(settings.batch(), pairs.pairs().size());
      this.variants = WeighedVariant.all(graphs, model.files());
      variants.forEach(
          (precision, weighed) ->
              contracts.put(precision, bench.settle(weighed.variant(), rowsOf(batch))));
    }

    SimilarityReport make() {
      Precision own = variants.keySet().iterator().next();
      Measured before = measured(own, Padding.FULL);
      List<Row> rows = new ArrayList<>();
      rows.add(row(own, Padding.FULL, before, Optional.empty()));
      for (Precision precision : variants.keySet()) {
        Measured measured = measured(precision, Padding.BUCKETS);
        ScoreAgreement agreement = ScoreAgreement.of(before.scores(), measured.scores());
        rows.add(row(precision, Padding.BUCKETS, measured, Optional.of(agreement)));
      }
      List<PreparedText> items = tasks.apply(contracts.get(own)).plan(pairs.pairs()).items();
      IntSummaryStatistics lengths =
          items.stream().mapToInt(PreparedText::length).summaryStatistics();
      return new SimilarityReport(
          pairs.pairs().size(),
          items.size(),
          lengths.getMin(),
          lengths.getMax(),
          full(contracts.get(own)),
          batch,
          rows);
    }

    private Measured measured(Precision precision, Padding padding) {
      SimilarityContract contract = contracts.get(precision);
      SimilarityTask task = tasks.apply(padding == Padding.FULL ? padded(contract) : contract);
      int rows = Math.min(rowsOf(batch), contract.maxBatch());
      return bench.measure(
          new Way(variants.get(precision).variant(), task, batch, rows), pairs.pairs());
    }

    /** A bi-encoder reads a pair's sentences in a row each. */
    private int rowsOf(int count) {
      return model.mode() instanceof SimilarityMode.CrossEncoder ? count : 2 * count;
    }

    /** The same graph as if it took no other length than the longest. */
    private SimilarityContract padded(SimilarityContract contract) {
      return new SimilarityContract(
          contract.types(), OptionalInt.of(full(contract)), contract.head(), contract.maxBatch());
    }

    private int full(SimilarityContract contract) {
      return contract.length().orElse(model.maxLength());
    }

    private Row row(
        Precision precision,
        Padding padding,
        Measured measured,
        Optional<ScoreAgreement> agreement) {
      Cost cost =
          new Cost(
              measured.nanosPerPair(),
              variants.get(precision).weightBytes(),
              measured.onePair(),
              measured.batch());
      Optional<F1> f1 = pairs.similar().map(similar -> F1.best(measured.scores(), similar));
      return new Row(precision, padding, cost, agreement, f1);
    }
  }
}
