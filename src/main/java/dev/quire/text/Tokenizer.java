package dev.quire.text;

/**
 * Cuts text into the tokens of a vocabulary. Thread-safe. Holds native memory: whoever opened it
 * closes it.
 */
public interface Tokenizer extends AutoCloseable {

  /**
   * The ids of a text's tokens, in order, without special tokens around them and however many they
   * are.
   *
   * @param text any; a surrogate without its other half counts as U+FFFD, which BERT's tokenizers
   *     drop
   * @return each 0 to {@link #size()} − 1; empty where the text holds nothing to read
   * @throws IllegalStateException if the tokenizer is closed
   */
  int[] encode(String text);

  /** The tokens that are put around and between texts. */
  SpecialTokens special();

  /** The number of ids, one more than the highest. */
  int size();

  /** Frees the native memory once all calls under way have returned. Idempotent. */
  @Override
  void close();
}
