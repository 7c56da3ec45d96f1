package dev.quire.task.similarity;

import dev.quire.text.SpecialTokens;
import dev.quire.text.Tokenizer;
import java.util.stream.IntStream;

/**
 * Makes rows of sentences: {@code [CLS] A [SEP]} of one, {@code [CLS] A [SEP] B [SEP]} of two.
 * Thread-safe, as long as the tokenizer is open.
 */
final class TextEncoder {

  static final int AROUND_ONE = 2;
  static final int AROUND_TWO = 3;

  private final Tokenizer tokenizer;
  private final int maxLength;

  /**
   * @param maxLength most tokens a row, special ones included
   */
  TextEncoder(Tokenizer tokenizer, int maxLength) {
    this.tokenizer = tokenizer;
    this.maxLength = maxLength;
  }

  /** A row of one sentence, which loses its end if it is too long. */
  PreparedText single(String text) {
    int[] tokens = tokenizer.encode(text);
    int kept = Math.min(tokens.length, maxLength - AROUND_ONE);
    int[] ids = new int[kept + AROUND_ONE];
    close(ids, put(ids, 0, tokenizer.special().start(), tokens, kept));
    return new PreparedText(ids, ids.length, new Truncation(tokens.length - kept, 0));
  }

  /** A row of two sentences; see {@link LongestFirst} for what becomes of long ones. */
  PreparedText pair(SentencePair pair) {
    int[] first = tokenizer.encode(pair.first());
    int[] second = tokenizer.encode(pair.second());
    LongestFirst kept = LongestFirst.of(first.length, second.length, maxLength - AROUND_TWO);
    int[] ids = new int[kept.first() + kept.second() + AROUND_TWO];
    SpecialTokens special = tokenizer.special();
    int middle = put(ids, 0, special.start(), first, kept.first());
    int split = middle + 1;
    close(ids, put(ids, middle, special.separator(), second, kept.second()));
    return new PreparedText(
        ids, split, new Truncation(first.length - kept.first(), second.length - kept.second()));
  }

  /** A row of a length that says nothing. */
  PreparedText blank(int length) {
    SpecialTokens special = tokenizer.special();
    int[] words = IntStream.generate(special::unknown).limit(length).toArray();
    int[] ids = new int[length];
    close(ids, put(ids, 0, special.start(), words, length - AROUND_ONE));
    return new PreparedText(ids, length, Truncation.NONE);
  }

  /** A special token and so many others behind it; gives the place behind them. */
  private static int put(int[] ids, int at, int special, int[] tokens, int count) {
    ids[at] = special;
    System.arraycopy(tokens, 0, ids, at + 1, count);
    return at + 1 + count;
  }

  private void close(int[] ids, int at) {
    ids[at] = tokenizer.special().separator();
  }
}
