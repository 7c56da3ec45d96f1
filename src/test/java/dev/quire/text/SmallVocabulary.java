package dev.quire.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A vocabulary of {@value #SIZE} tokens: special ones 0 to 4, a to z 5 to 30, their continuations
 * 31 to 56, digits 57 to 66, their continuations 67 to 76, then {@link #WORDS} from 77 on and
 * Chinese characters behind them.
 */
public final class SmallVocabulary {

  /** Number of tokens. */
  public static final int SIZE = 200;

  /** From 77 on. */
  static final List<String> WORDS =
      List.of(
          ("un ##want ##ed runn ##ing hello world cafe the cat is on mat how to pay back my loan"
                  + " , . ! ? ' \" ( ) - : ， 。 ！ ？ 、 （ ） σ ##σ ß α ##α ᄒ ##ᅡ ##ᆫ")
              .split(" "));

  private static final String CHINESE =
      "怎么样如何修改手机号码银行卡密我的花呗借还款时间能不可以提前今天气很好明会下雨吗是否开通信用额度关闭账户" + "余支付宝为什没有这个";

  private SmallVocabulary() {}

  /** Token by token. */
  public static List<String> tokens() {
    List<String> tokens = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
    addAll(tokens, "", 'a', 26);
    addAll(tokens, "##", 'a', 26);
    addAll(tokens, "", '0', 10);
    addAll(tokens, "##", '0', 10);
    tokens.addAll(WORDS);
    CHINESE
        .codePoints()
        .distinct()
        .limit(SIZE - tokens.size())
        .forEach(point -> tokens.add(Character.toString(point)));
    for (int i = 0; tokens.size() < SIZE; i++) {
      tokens.add("[unused" + i + "]");
    }
    return List.copyOf(tokens);
  }

  /** As a file. */
  public static byte[] file() {
    return (String.join("\n", tokens()) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** A tokenizer of it that turns text to lower case; to be closed. */
  public static Tokenizer open() {
    return new NativeTokenizer(TokenizerDefinition.ofVocabulary("vocab.txt", file(), true));
  }

  private static void addAll(List<String> tokens, String prefix, int first, int count) {
    IntStream.range(first, first + count)
        .forEach(point -> tokens.add(prefix + Character.toString(point)));
  }
}
