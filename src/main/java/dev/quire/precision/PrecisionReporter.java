package dev.quire.precision;

import dev.quire.device.DeviceId;
import dev.quire.device.MemoryReader;
import dev.quire.engine.Engine;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.model.Model;
import dev.quire.model.Resolution;
import dev.quire.model.graph.Fp16Conversion;
import dev.quire.precision.GraphVariants.Variant;
import dev.quire.precision.PrecisionReport.Cost;
import dev.quire.precision.PrecisionReport.Row;
import dev.quire.precision.ReportBench.Measured;
import dev.quire.precision.int8.Int8Preparation;
import dev.quire.precision.int8.Int8Preparation.Outcome;
import dev.quire.task.layout.Agreement;
import dev.quire.task.layout.GoldenPages;
import dev.quire.task.layout.LayoutContract;
import dev.quire.task.layout.LayoutGolden;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Runs a layout model on a device in both precisions and at all its resolutions, and reports what
 * that costs and changes. Opens one predictor at a time. Nothing else should run on the device.
 */
public final class PrecisionReporter {

  private final Engine engine;
  private final DeviceId device;
  private final MemoryReader memory;
  private final LongSupplier nanoClock;

  /**
   * @param memory the device's memory, read afresh with each {@link MemoryReader#peak()}
   * @param nanoClock nanoseconds of a clock that never goes back
   */
  public PrecisionReporter(
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
   * @throws dev.quire.model.ModelException if the model's file is broken or no layout model
   * @throws dev.quire.engine.EngineException if it cannot be opened or a run fails
   */
  public PrecisionReport report(
      Model model,
      GraphVariants variants,
      ReportPages pages,
      Function<LayoutContract, LayoutTask> tasks,
      ReportSettings settings) {
    ReportBench bench = new ReportBench(model, engine, device, memory, nanoClock, tasks, settings);
    InIntegers int8 = (full, task) -> inIntegers(model, full, task);
    return new Making(model, variants, pages, tasks, settings, bench, int8).make();
  }

  /** Makes a variant in integers of that in FP32; empty where there is none. */
  private interface InIntegers {
    Optional<Variant> with(Variant full, LayoutTask task);
  }

  /** On CPUs alone; prepared on the pages that ship, whatever pages are reported on. */
  private Optional<Variant> inIntegers(Model model, Variant full, LayoutTask task) {
    if (!device.isCpu() || full.precision() != Precision.FP32) {
      return Optional.empty();
    }
    LayoutGolden golden =
        new LayoutGolden(
            model, task, model.preprocessing().resolution(), new GoldenPages().encoded());
    Int8Preparation<PreparedPage, PageRows> preparation =
        new Int8Preparation<>(engine, full.files(), task);
    try (Predictor reference = engine.open(full.files(), device)) {
      List<PageRows> right = preparation.results(reference, golden.items());
      return preparation.prepare(device, golden, right, whole -> true)
              instanceof Outcome.Prepared made
          ? Optional.of(new Variant(made.model(), Precision.INT8, Optional.empty()))
          : Optional.empty();
    }
  }

  /** One report in the making. */
  private static final class Making {

    private final Model model;
    private final ReportPages pages;
    private final ReportSettings settings;
    private final ReportBench bench;
    private final Map<Precision, WeighedVariant> variants;
    private final LayoutTask task;
    private final int maxBatch;

    Making(
        Model model,
        GraphVariants graphs,
        ReportPages pages,
        Function<LayoutContract, LayoutTask> tasks,
        ReportSettings settings,
        ReportBench bench,
        InIntegers int8) {
      this.model = model;
      this.pages = pages;
      this.settings = settings;
      this.bench = bench;
      this.variants = WeighedVariant.all(graphs, model.files());
      List<LayoutContract> contracts =
          variants.values().stream().map(weighed -> bench.settle(weighed.variant())).toList();
      this.task = tasks.apply(contracts.get(0));
      if (settings.ladder() == Precision.INT8) {
        int8.with(variants.values().iterator().next().variant(), task)
            .ifPresent(made -> variants.put(Precision.INT8, WeighedVariant.weighed(made)));
      }
      this.maxBatch = contracts.stream().mapToInt(LayoutContract::maxBatch).min().orElseThrow();
    }

    PrecisionReport make() {
      Resolution usual = model.preprocessing().resolution();
      Map<Precision, Measured> usually = measured(pages.prepared(task, usual));
      int count = usually.values().iterator().next().regions().size();
      Precision chosen =
          variants.containsKey(settings.ladder())
              ? settings.ladder()
              : variants.keySet().iterator().next();
      return new PrecisionReport(
          count,
          Math.min(Math.min(settings.batch(), maxBatch), count),
          precisions(usual, usually),
          casts(),
          resolutions(chosen, usual, usually.get(chosen)));
    }

    private Map<Precision, Measured> measured(List<PreparedPage> prepared) {
      Map<Precision, Measured> measured = new EnumMap<>(Precision.class);
      variants.forEach(
          (key, weighed) -> measured.put(key, bench.measure(weighed.variant(), prepared)));
      return measured;
    }

    private List<Row> precisions(Resolution usual, Map<Precision, Measured> measured) {
      List<Row> rows = new ArrayList<>();
      Measured reference = measured.values().iterator().next();
      measured.forEach(
          (precision, one) -> rows.add(row(precision, usual, one, reference, settings.leastIou())));
      return rows;
    }

    /** What was measured already is not run again. */
    private List<Row> resolutions(Precision chosen, Resolution usual, Measured usually) {
      List<Row> rows = new ArrayList<>();
      Measured reference = null;
      for (Resolution resolution : model.resolutions()) {
        Measured measured =
            resolution.equals(usual)
                ? usually
                : bench.measure(variants.get(chosen).variant(), pages.prepared(task, resolution));
        reference = reference == null ? measured : reference;
        rows.add(row(chosen, resolution, measured, reference, PrecisionReport.RESOLUTION_IOU));
      }
      return rows;
    }

    private Row row(
        Precision precision,
        Resolution resolution,
        Measured measured,
        Measured reference,
        double leastIou) {
      Cost cost =
          new Cost(
              measured.nanosPerPage(),
              variants.get(precision).weightBytes(),
              measured.memoryBytes());
      Optional<Agreement> agreement =
          measured == reference
              ? Optional.empty()
              : Optional.of(
                  Agreement.of(
                      reference.regions(), measured.regions(), model.threshold(), leastIou));
      return new Row(precision, resolution, cost, agreement);
    }

    private OptionalInt casts() {
      return Optional.ofNullable(variants.get(Precision.FP16))
          .flatMap(weighed -> weighed.variant().report())
          .map(Fp16Conversion.Report::casts)
          .map(OptionalInt::of)
          .orElse(OptionalInt.empty());
    }
  }
}
