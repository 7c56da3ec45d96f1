package dev.quire.task.similarity;

import dev.quire.batch.Bucket;
import dev.quire.model.SimilarityMode;
import dev.quire.model.SimilarityModel;
import dev.quire.task.Task;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.Tensors;
import dev.quire.text.Tokenizer;
import java.nio.LongBuffer;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The similarity task: sentences in, a score for each pair out. What a row's result is does not
 * depend on the rows beside it, nor on how far it is padded. Immutable, and thread-safe as long as
 * the tokenizer is open.
 */
public final class SimilarityTask implements Task<PreparedText, TextResult> {

  /** Two short Chinese sentences with their special tokens, or one. */
  private static final int USUAL_PAIR = 48;

  private static final int USUAL_SENTENCE = 24;

  private final SimilarityModel model;
  private final SimilarityContract contract;
  private final TextEncoder encoder;
  private final LengthBuckets ladder;
  private final int padding;

  /**
   * For one model.
   *
   * @param tokenizer the model's, see {@link SimilarityTokenizer}; its owner closes it
   * @param contract what its graph takes, from {@link SimilarityContract#check}
   */
  public SimilarityTask(SimilarityModel model, Tokenizer tokenizer, SimilarityContract contract) {
    this.model = model;
    this.contract = contract;
    this.encoder = new TextEncoder(tokenizer, model.maxLength());
    this.ladder =
        contract.length().isPresent()
            ? LengthBuckets.fixed(contract.length().getAsInt())
            : LengthBuckets.upTo(model.maxLength());
    this.padding = tokenizer.special().padding();
  }

  /**
   * Makes rows of pairs, and knows how the rows' results become the pairs' scores.
   *
   * @param pairs any number of any length
   */
  public PairPlan plan(List<SentencePair> pairs) {
    return model.mode() instanceof SimilarityMode.CrossEncoder
        ? PairPlan.together(pairs, encoder)
        : PairPlan.apart(pairs, encoder);
  }

  /** The row of one sentence by itself, which a bi-encoder embeds. */
  public PreparedText sentence(String text) {
    return encoder.single(text);
  }

  @Override
  public List<String> outputs() {
    return contract.outputs();
  }

  /**
   * Puts the rows into the graph's tensors, padded to their bucket's length and no further.
   *
   * @throws IllegalArgumentException if there is no row, or rows of several buckets
   */
  @Override
  public Map<String, Tensor> assemble(List<PreparedText> items, Tensors tensors) {
    if (items.isEmpty()) {
      throw new IllegalArgumentException("A batch has at least one row");
    }
    int length = ladder.rung(items.get(0).length());
    for (PreparedText item : items) {
      if (ladder.rung(item.length()) != length) {
        throw new IllegalArgumentException(
            "Rows of %s and %s do not make a batch".formatted(bucket(items.get(0)), bucket(item)));
      }
    }
    Shape shape = Shape.of(items.size(), length);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put(
        SimilarityContract.IDS,
        filled(
            tensors.tensor(SimilarityContract.IDS, ElementType.INT64, shape),
            items,
            (item, at) -> at < item.length() ? item.ids()[at] : padding));
    inputs.put(
        SimilarityContract.MASK,
        filled(
            tensors.tensor(SimilarityContract.MASK, ElementType.INT64, shape),
            items,
            (item, at) -> at < item.length() ? 1 : 0));
    if (contract.types()) {
      inputs.put(
          SimilarityContract.TYPES,
          filled(
              tensors.tensor(SimilarityContract.TYPES, ElementType.INT64, shape),
              items,
              (item, at) -> at >= item.split() && at < item.length() ? 1 : 0));
    }
    return inputs;
  }

  /** What stands at a place of a row. */
  @FunctionalInterface
  private interface Cell {
    long value(PreparedText item, int at);
  }

  private static Tensor filled(Tensor tensor, List<PreparedText> items, Cell cell) {
    long length = tensor.shape().dimension(1);
    LongBuffer values = tensor.data().asLongBuffer();
    for (PreparedText item : items) {
      for (int at = 0; at < length; at++) {
        values.put(cell.value(item, at));
      }
    }
    return tensor;
  }

  @Override
  public List<TextResult> split(Map<String, Tensor> outputs, List<PreparedText> items) {
    return contract.head().results(new SimilarityOutputs(model.file().name(), outputs), items);
  }

  /** Rows that are padded to the same length; the cost is that length, in tokens. */
  @Override
  public Bucket bucket(PreparedText item) {
    int length = ladder.rung(item.length());
    return new Bucket("L" + length, length);
  }

  @Override
  public long content(PreparedText item) {
    return item.length();
  }

  @Override
  public PreparedText blank() {
    return blanks().get(0);
  }

  @Override
  public List<PreparedText> blanks() {
    int usual = model.mode() instanceof SimilarityMode.CrossEncoder ? USUAL_PAIR : USUAL_SENTENCE;
    // the sort is stable: those behind the usual one stay in order
    return ladder.rungs().stream()
        .sorted(Comparator.comparing(rung -> rung != nearest(usual)))
        .map(rung -> encoder.blank(Math.min(rung, model.maxLength())))
        .toList();
  }

  private int nearest(int length) {
    return ladder.rung(Math.min(length, model.maxLength()));
  }
}
