package dev.quire.precision;

import dev.quire.device.DeviceId;
import dev.quire.device.MemoryReader;
import dev.quire.engine.Engine;
import dev.quire.engine.Predictor;
import dev.quire.model.SimilarityModel;
import dev.quire.precision.GraphVariants.Variant;
import dev.quire.task.Batches;
import dev.quire.task.similarity.PairPlan;
import dev.quire.task.similarity.PairSimilarity;
import dev.quire.task.similarity.PreparedText;
import dev.quire.task.similarity.SentencePair;
import dev.quire.task.similarity.SimilarityContract;
import dev.quire.task.similarity.SimilarityTask;
import dev.quire.task.similarity.TextResult;
import dev.quire.tensor.ReusedTensors;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Measures one way to run a similarity model after another, each in predictors of its own that are
 * closed before the next is opened. Not thread-safe.
 */
final class SimilarityBench {

  private final SimilarityModel model;
  private final Engine engine;
  private final DeviceId device;
  private final MemoryReader memory;
  private final LongSupplier nanoClock;
  private final Function<SimilarityContract, SimilarityTask> tasks;
  private final int runs;
  private final Tensors tensors = new ReusedTensors();

  /**
   * What a way did with the pairs.
   *
   * @param onePair what the device held more after the longest pair
   * @param batch what it held more after as many of the longest pairs as a run has
   * @param scores one a pair
   */
  record Measured(double nanosPerPair, OptionalLong onePair, OptionalLong batch, double[] scores) {}

  /**
   * A way to run the model.
   *
   * @param task pads the rows
   * @param pairs pairs a run
   * @param rows most rows a run
   */
  record Way(Variant variant, SimilarityTask task, int pairs, int rows) {}

  /** The time of runs, and what they gave. */
  private record Pass(long nanos, List<TextResult> results) {}

  SimilarityBench(
      SimilarityModel model,
      Engine engine,
      DeviceId device,
      MemoryReader memory,
      LongSupplier nanoClock,
      Function<SimilarityContract, SimilarityTask> tasks,
      int runs) {
    this.model = model;
    this.engine = engine;
    this.device = device;
    this.memory = memory;
    this.nanoClock = nanoClock;
    this.tasks = tasks;
    this.runs = runs;
  }

  /**
   * Opens a variant for one run and closes it. What the process and the driver load for it once and
   * keep, such as CUDA's context and kernels, is then no part of what is measured.
   *
   * @param rows most rows of the run
   * @return what the variant's graph takes
   */
  SimilarityContract settle(Variant variant, int rows) {
    try (Predictor predictor = engine.open(variant.files(), device)) {
      SimilarityContract contract =
          SimilarityContract.check(model, predictor.inputs(), predictor.outputs());
      SimilarityTask task = tasks.apply(contract);
      int size = Math.min(rows, contract.maxBatch());
      predictor.run(
          task.assemble(Collections.nCopies(size, task.blank()), tensors), task.outputs());
      return contract;
    }
  }

  /** Runs all pairs, and before that the longest ones alone, to learn what memory they take. */
  Measured measure(Way way, List<SentencePair> pairs) {
    OptionalLong onePair = growth(way, longest(way.task(), pairs, 1));
    OptionalLong batch = growth(way, longest(way.task(), pairs, way.pairs()));
    try (Predictor predictor = engine.open(way.variant().files(), device)) {
      PairPlan plan = way.task().plan(pairs);
      Batches<PreparedText> batches = Batches.byBucket(plan.items(), way.task(), way.rows());
      List<TextResult> results = pass(predictor, way, batches).results();
      double[] nanos = new double[runs];
      for (int run = 0; run < nanos.length; run++) {
        nanos[run] = (double) pass(predictor, way, batches).nanos() / pairs.size();
      }
      double[] scores = plan.finish(results).stream().mapToDouble(PairSimilarity::score).toArray();
      return new Measured(Median.of(nanos), onePair, batch, scores);
    }
  }

  private OptionalLong growth(Way way, List<SentencePair> pairs) {
    MemoryGrowth growth = MemoryGrowth.from(memory);
    try (Predictor predictor = engine.open(way.variant().files(), device)) {
      List<PreparedText> items = way.task().plan(pairs).items();
      pass(predictor, way, Batches.byBucket(items, way.task(), way.rows()));
      return growth.bytes();
    }
  }

  /** Those with the most tokens, which decide what memory there must be. */
  private static List<SentencePair> longest(
      SimilarityTask task, List<SentencePair> pairs, int count) {
    return pairs.stream()
        .sorted(Comparator.comparingInt(pair -> -tokens(task, pair)))
        .limit(count)
        .toList();
  }

  private static int tokens(SimilarityTask task, SentencePair pair) {
    return task.plan(List.of(pair)).items().stream().mapToInt(PreparedText::length).sum();
  }

  private Pass pass(Predictor predictor, Way way, Batches<PreparedText> batches) {
    long sum = 0;
    List<List<TextResult>> results = new ArrayList<>();
    for (List<PreparedText> batch : batches.lists()) {
      Map<String, Tensor> inputs = way.task().assemble(batch, tensors);
      long start = nanoClock.getAsLong();
      Map<String, Tensor> outputs = predictor.run(inputs, way.task().outputs());
      sum += nanoClock.getAsLong() - start;
      results.add(way.task().split(outputs, batch));
    }
    return new Pass(sum, batches.inOrder(results));
  }
}
