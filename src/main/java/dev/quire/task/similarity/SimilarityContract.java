package dev.quire.task.similarity;

import dev.quire.model.ModelException;
import dev.quire.model.SimilarityMode;
import dev.quire.model.SimilarityModel;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a graph of sentence similarity was found to take and to give. Names and shapes are those of
 * Hugging Face's and ModelScope's exports: {@code input_ids}, {@code attention_mask} and perhaps
 * {@code token_type_ids}, int64 [B,L]. A cross-encoder gives {@code logits} [B,labels], a
 * bi-encoder {@code sentence_embedding} [B,H] or else {@code last_hidden_state} [B,L,H], all
 * float32.
 *
 * @param types whether the graph takes {@code token_type_ids}
 * @param length the graph's only length, where it has no other
 * @param head which output is read, and how
 * @param maxBatch most rows a run: the graph's fixed batch size or the descriptor's limit
 */
public record SimilarityContract(
    boolean types, OptionalInt length, SimilarityHead head, int maxBatch) {

  /** The input with the tokens' ids, filled up with padding. */
  public static final String IDS = "input_ids";

  /** The input that is 1 for tokens and 0 for padding. */
  public static final String MASK = "attention_mask";

  /** The input that is 1 for the second sentence, and 0 for the first one and for padding. */
  public static final String TYPES = "token_type_ids";

  /** The output of a cross-encoder. */
  public static final String LOGITS = "logits";

  /** The output of a bi-encoder that leaves pooling to others. */
  public static final String STATES = "last_hidden_state";

  /** The output of a bi-encoder that pools. */
  public static final String SENTENCE = "sentence_embedding";

  public SimilarityContract {
    Objects.requireNonNull(length, "length");
    Objects.requireNonNull(head, "head");
    if (maxBatch < 1) {
      throw new IllegalArgumentException("maxBatch must be at least 1, not " + maxBatch);
    }
  }

  /** The outputs that the task reads, by their names in the graph. */
  public List<String> outputs() {
    return List.of(head.output());
  }

  /**
   * Compares a graph with its descriptor and with the contract of the similarity task.
   *
   * @param inputs the predictor's inputs
   * @param outputs the predictor's outputs
   * @throws ModelException if they differ; the message names the file, found and expected
   */
  public static SimilarityContract check(
      SimilarityModel model, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    return new Check(new SimilaritySignature(model, inputs, outputs)).run();
  }

  /** One comparison. */
  private record Check(SimilaritySignature signature) {

    private static final List<String> INPUTS = List.of(IDS, MASK, TYPES);
    private static final Shape ROWS = Shape.of(Shape.DYNAMIC, Shape.DYNAMIC);
    private static final Shape STATES_SHAPE = Shape.of(Shape.DYNAMIC, Shape.DYNAMIC, Shape.DYNAMIC);

    SimilarityContract run() {
      requireNoOthers();
      requireInput(IDS);
      requireInput(MASK);
      Optional<TensorSpec> types = signature.input(TYPES, ElementType.INT64, ROWS);
      return new SimilarityContract(types.isPresent(), length(), head(), signature.maxBatch());
    }

    private void requireNoOthers() {
      for (TensorSpec input : signature.inputs()) {
        if (!INPUTS.contains(input.name())) {
          throw signature.mismatch("an input " + input, "only " + INPUTS);
        }
      }
    }

    private void requireInput(String name) {
      if (signature.input(name, ElementType.INT64, ROWS).isEmpty()) {
        throw signature.mismatch("inputs " + signature.inputs(), name + " among them");
      }
    }

    /** A graph of one length is of use only if the longest row fits. */
    private OptionalInt length() {
      List<Long> fixed = signature.lengths().toList();
      if (fixed.isEmpty()) {
        return OptionalInt.empty();
      }
      int longest = signature.model().maxLength();
      if (fixed.size() > 1 || fixed.get(0) < longest) {
        throw signature.mismatch(
            "inputs " + signature.inputs(),
            "any length, or one of at least %d, the descriptor's max_length".formatted(longest));
      }
      return OptionalInt.of(Math.toIntExact(fixed.get(0)));
    }

    private SimilarityHead head() {
      if (signature.model().mode() instanceof SimilarityMode.CrossEncoder cross) {
        return logits(cross);
      }
      SimilarityMode.BiEncoder bi = (SimilarityMode.BiEncoder) signature.model().mode();
      Optional<SimilarityHead> sentence =
          signature.output(SENTENCE, ROWS).map(output -> new SentenceHead(output.name()));
      return sentence.orElseGet(
          () ->
              signature
                  .output(STATES, STATES_SHAPE)
                  .map(output -> new StatesHead(output.name(), bi.pooling()))
                  .orElseThrow(
                      () ->
                          signature.mismatch(
                              "outputs " + signature.outputs(),
                              "%s or %s among them, as the mode is bi-encoder"
                                  .formatted(SENTENCE, STATES))));
    }

    private SimilarityHead logits(SimilarityMode.CrossEncoder cross) {
      TensorSpec output =
          signature
              .output(LOGITS, ROWS)
              .orElseThrow(
                  () ->
                      signature.mismatch(
                          "outputs " + signature.outputs(),
                          LOGITS + " among them, as the mode is cross-encoder"));
      long labels = output.shape().dimension(1);
      if (labels < 2 || cross.similar() >= labels) {
        throw signature.mismatch(
            "an output " + output,
            "a known number of labels, at least 2, the similar pairs' one, %d, among them"
                .formatted(cross.similar()));
      }
      return new LogitsHead(output.name(), Math.toIntExact(labels), cross.similar());
    }
  }
}
