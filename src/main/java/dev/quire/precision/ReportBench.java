package dev.quire.precision;

import dev.quire.device.DeviceId;
import dev.quire.device.MemoryReader;
import dev.quire.engine.Engine;
import dev.quire.engine.Predictor;
import dev.quire.model.Model;
import dev.quire.precision.GraphVariants.Variant;
import dev.quire.task.layout.Agreement;
import dev.quire.task.layout.LayoutContract;
import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.layout.LayoutPostprocessor;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.task.layout.Region;
import dev.quire.tensor.ReusedTensors;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Measures one variant of a model after another, each in a predictor of its own that is closed
 * before the next is opened. Not thread-safe.
 */
final class ReportBench {

  private final Model model;
  private final Engine engine;
  private final DeviceId device;
  private final MemoryReader memory;
  private final LongSupplier nanoClock;
  private final Function<LayoutContract, LayoutTask> tasks;
  private final ReportSettings settings;
  private final Tensors tensors = new ReusedTensors();

  /** What a variant did on the pages. */
  record Measured(double nanosPerPage, OptionalLong memoryBytes, List<List<Region>> regions) {}

  ReportBench(
      Model model,
      Engine engine,
      DeviceId device,
      MemoryReader memory,
      LongSupplier nanoClock,
      Function<LayoutContract, LayoutTask> tasks,
      ReportSettings settings) {
    this.model = model;
    this.engine = engine;
    this.device = device;
    this.memory = memory;
    this.nanoClock = nanoClock;
    this.tasks = tasks;
    this.settings = settings;
  }

  /**
   * Opens a variant for one run and closes it. What the process and the driver load for it once and
   * keep, such as CUDA's context and kernels, is then no part of what is measured.
   *
   * @return what the variant's graph takes
   */
  LayoutContract settle(Variant variant) {
    try (Predictor predictor = engine.open(variant.files(), device)) {
      LayoutContract contract = contract(predictor);
      LayoutTask task = tasks.apply(contract);
      int size = Math.min(settings.batch(), contract.maxBatch());
      predictor.run(
          task.assemble(Collections.nCopies(size, task.blank()), tensors), task.outputs());
      return contract;
    }
  }

  Measured measure(Variant variant, List<PreparedPage> pages) {
    MemoryGrowth growth = MemoryGrowth.from(memory);
    try (Predictor predictor = engine.open(variant.files(), device)) {
      LayoutContract contract = contract(predictor);
      LayoutTask task = tasks.apply(contract);
      List<List<PreparedPage>> batches = batches(pages, contract.maxBatch());
      List<PageRows> rows = new ArrayList<>(pages.size());
      pass(predictor, task, batches, rows);
      double[] nanos = new double[settings.runs()];
      for (int run = 0; run < nanos.length; run++) {
        nanos[run] = (double) pass(predictor, task, batches, new ArrayList<>()) / pages.size();
      }
      return new Measured(Median.of(nanos), growth.bytes(), regions(rows));
    }
  }

  /** The time of the runs alone. */
  private long pass(
      Predictor predictor, LayoutTask task, List<List<PreparedPage>> batches, List<PageRows> rows) {
    long sum = 0;
    for (List<PreparedPage> batch : batches) {
      Map<String, Tensor> inputs = task.assemble(batch, tensors);
      long start = nanoClock.getAsLong();
      Map<String, Tensor> outputs = predictor.run(inputs, task.outputs());
      sum += nanoClock.getAsLong() - start;
      rows.addAll(task.split(outputs, batch));
    }
    return sum;
  }

  private List<List<PreparedPage>> batches(List<PreparedPage> pages, int maxBatch) {
    int size = Math.min(settings.batch(), maxBatch);
    List<List<PreparedPage>> batches = new ArrayList<>();
    for (int from = 0; from < pages.size(); from += size) {
      batches.add(pages.subList(from, Math.min(pages.size(), from + size)));
    }
    return batches;
  }

  private LayoutContract contract(Predictor predictor) {
    return LayoutContract.check(model, predictor.inputs(), predictor.outputs());
  }

  private List<List<Region>> regions(List<PageRows> pages) {
    LayoutPostprocessor postprocessor = new LayoutPostprocessor(model.labels());
    LayoutParameters parameters = Agreement.lenient(LayoutParameters.of(model));
    return pages.stream().map(rows -> postprocessor.regions(rows, parameters)).toList();
  }
}
