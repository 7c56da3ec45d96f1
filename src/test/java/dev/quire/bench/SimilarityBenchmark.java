package dev.quire.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.task.Batches;
import dev.quire.task.similarity.BertGraph;
import dev.quire.task.similarity.GoldenPairs;
import dev.quire.task.similarity.LengthMix;
import dev.quire.task.similarity.PreparedText;
import dev.quire.task.similarity.SimilarityFixture;
import dev.quire.task.similarity.SimilarityTask;
import dev.quire.task.similarity.TextResult;
import dev.quire.task.similarity.TinyBert;
import dev.quire.tensor.Tensor;
import dev.quire.text.SmallVocabulary;
import dev.quire.text.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What buckets of lengths are worth: the same pairs of 8 to 256 tokens, each length as likely, in
 * batches of one bucket, in batches as they come that are padded to their longest pair, and in
 * batches as they come that are padded to what the model takes. All three in one run, in turns, on
 * a BERT of random weights. Run it with {@code ./mvnw -Pbenchmark verify}.
 */
class SimilarityBenchmark {

  private static final int PAIRS = 256;
  private static final int BATCH = 16;
  private static final int SHORTEST = 8;
  private static final int LONGEST = 256;
  private static final long SEED = 41;
  private static final int ROUNDS = 5;
  private static final double SAME = 1e-5;

  private final TinyBert bert = new TinyBert(new TinyBert.Size(200, LONGEST, 2, 64, 4, 256), 17);

  /** A way to make batches. */
  private enum Way {
    BUCKETS("one bucket"),
    AS_THEY_COME("as they come, to the longest pair"),
    FULL("as they come, to the model's length");

    private final String title;

    Way(String title) {
      this.title = title;
    }
  }

  /** Rows that are run together, and the task that pads them. */
  private record Batch(List<PreparedText> items, SimilarityTask task) {}

  @Test
  void bucketsAgainstPadding() {
    try (SimilarityFixture fixture =
        new SimilarityFixture(
            BertGraph.usual(bert).classifier(), SimilarityFixture.CROSS, LONGEST)) {
      List<PreparedText> items = items(fixture.task());
      Map<Way, List<Batch>> plans = new LinkedHashMap<>();
      Batches<PreparedText> asTheyCome = Batches.asTheyCome(items, BATCH);
      plans.put(
          Way.BUCKETS,
          planned(Batches.byBucket(items, fixture.task(), BATCH), batch -> fixture.task()));
      plans.put(Way.AS_THEY_COME, planned(asTheyCome, batch -> fixture.padding(longest(batch))));
      plans.put(Way.FULL, planned(asTheyCome, batch -> fixture.padding(LONGEST)));
      Map<Way, List<Double>> seconds = new LinkedHashMap<>();
      Map<PreparedText, Double> scores = new LinkedHashMap<>();
      for (int round = 0; round <= ROUNDS; round++) {
        for (Map.Entry<Way, List<Batch>> plan : plans.entrySet()) {
          double taken = run(fixture, plan.getValue(), scores);
          // the first round warms up
          if (round > 0) {
            seconds.computeIfAbsent(plan.getKey(), any -> new ArrayList<>()).add(taken);
          }
        }
      }
      print(plans, seconds);
    }
  }

  private double run(
      SimilarityFixture fixture, List<Batch> batches, Map<PreparedText, Double> scores) {
    long start = System.nanoTime();
    for (Batch batch : batches) {
      Map<String, Tensor> outputs =
          fixture
              .predictor()
              .run(
                  batch.task().assemble(batch.items(), fixture.predictor().tensors()),
                  batch.task().outputs());
      List<TextResult> results = batch.task().split(outputs, batch.items());
      for (int i = 0; i < results.size(); i++) {
        double score = ((TextResult.PairScore) results.get(i)).probability();
        Double before = scores.putIfAbsent(batch.items().get(i), score);
        assertEquals(before == null ? score : before, score, SAME);
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void print(Map<Way, List<Batch>> plans, Map<Way, List<Double>> seconds) {
    double most = median(seconds.get(Way.FULL));
    double bytes = bytes(plans.get(Way.FULL));
    System.out.printf(
        "%n%d pairs of %d-%d tokens, batches of %d, median of %d rounds%n",
        PAIRS, SHORTEST, LONGEST, BATCH, ROUNDS);
    System.out.printf(
        "%-40s %9s %10s %8s %10s %8s%n",
        "padding", "batches", "pairs/s", "ratio", "KiB in", "ratio");
    plans.forEach(
        (way, batches) -> {
          double taken = median(seconds.get(way));
          System.out.printf(
              "%-40s %9d %10.0f %8.2f %10.0f %8.2f%n",
              way.title,
              batches.size(),
              PAIRS / taken,
              most / taken,
              bytes(batches) / 1024,
              bytes(batches) / bytes);
        });
  }

  private static double bytes(List<Batch> batches) {
    return batches.stream()
        .flatMap(batch -> batch.task().assemble(batch.items()).values().stream())
        .mapToDouble(tensor -> tensor.data().remaining())
        .sum();
  }

  /** Texts of the golden pairs, of which the small vocabulary knows single letters at least. */
  private static List<PreparedText> items(SimilarityTask task) {
    try (Tokenizer tokenizer = SmallVocabulary.open()) {
      LengthMix mix =
          new LengthMix(
              SimilarityFixture.CROSS,
              text -> tokenizer.encode(text).length,
              new GoldenPairs().pairs());
      return task.plan(mix.pairs(PAIRS, SHORTEST, LONGEST, SEED)).items();
    }
  }

  private static List<Batch> planned(
      Batches<PreparedText> batches, Function<List<PreparedText>, SimilarityTask> task) {
    return batches.lists().stream().map(batch -> new Batch(batch, task.apply(batch))).toList();
  }

  private static int longest(List<PreparedText> batch) {
    return batch.stream().mapToInt(PreparedText::length).max().orElseThrow();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
