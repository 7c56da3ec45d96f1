package dev.quire.text;

/**
 * The ids of the tokens with which BERT's vocabularies mark up texts.
 *
 * @param padding {@code [PAD]}, what fills a row up to its length
 * @param unknown {@code [UNK]}, what stands for a word that cannot be spelled
 * @param start {@code [CLS]}, the first token of every row
 * @param separator {@code [SEP]}, the last token of every text
 */
public record SpecialTokens(int padding, int unknown, int start, int separator) {

  static final String PADDING = "[PAD]";
  static final String UNKNOWN = "[UNK]";
  static final String START = "[CLS]";
  static final String SEPARATOR = "[SEP]";
  static final String MASK = "[MASK]";
}
