package dev.quire.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeTokenizerTest {

  private static final int UNKNOWN = 1;

  private static final List<String> TOKENS = SmallVocabulary.tokens();
  private static final ReferenceWordPiece LOWER = new ReferenceWordPiece(TOKENS, true);

  private static Tokenizer tokenizer;

  @BeforeAll
  static void open() {
    tokenizer = SmallVocabulary.open();
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  /** Worked out by hand from the order of {@link SmallVocabulary}. */
  static Stream<Arguments> byHand() {
    return Stream.of(
        Arguments.of("", ids()),
        Arguments.of(" \t\r\n\u3000\u00a0\u2003", ids()),
        // un ##want ##ed , runn ##ing: the accent goes, as does the capital
        Arguments.of("UNwantéd,running", ids(77, 78, 79, 96, 80, 81)),
        Arguments.of("UNwante\u0301d,running", ids(77, 78, 79, 96, 80, 81)),
        // hello 怎 么 world: each Chinese character stands apart
        Arguments.of("Hello怎么world", ids(82, at("怎"), at("么"), 83)),
        // c a b spelled out: the first piece bare, the others as continuations
        Arguments.of("zab", ids(30, 31, 32)),
        Arguments.of("2024", ids(59, 67, 69, 71)),
        // full-width letters are letters of their own, full-width punctuation is punctuation
        Arguments.of("ＡＢ？", ids(UNKNOWN, at("？"))),
        Arguments.of("（我）", ids(at("（"), at("我"), at("）"))),
        // control and format characters vanish inside words, unlike spaces
        Arguments.of("hel\u0000lo wor\u200bld \u0007cafe\ufeff", ids(82, 83, 84)),
        Arguments.of("hel\u2028lo", ids(12, 35, 42, 16, 45)),
        // a word that cannot be spelled is one unknown, whatever of it is known
        Arguments.of("cafe😀 😀我", ids(UNKNOWN, UNKNOWN, at("我"))),
        // lone surrogates are no characters and vanish, also beside emoji
        Arguments.of("hello\ud800 \udc00world", ids(82, 83)),
        Arguments.of("\ud83d😀 cat", ids(UNKNOWN, 86)),
        // no last sigma; NFD takes Hangul apart
        Arguments.of("ΣΑΣ", ids(at("σ"), at("##α"), at("##σ"))),
        Arguments.of("한", ids(at("ᄒ"), at("##ᅡ"), at("##ᆫ"))),
        Arguments.of("ẞ", ids(at("ß"))),
        Arguments.of("İ", ids(13)),
        // written out, special tokens are special, but only as they are written
        Arguments.of("cat[SEP]cat [sep]", ids(86, 3, 86, UNKNOWN, 23, 35, 46, UNKNOWN)),
        Arguments.of("a".repeat(100), ids(spelled(100))),
        Arguments.of("a".repeat(101), ids(UNKNOWN)));
  }

  @ParameterizedTest
  @MethodSource("byHand")
  void encodesAsDefined(String text, int[] expected) {
    assertArrayEquals(expected, LOWER.encode(mended(text)), "the reference itself");
    assertArrayEquals(expected, tokenizer.encode(text));
  }

  /** Nothing is cut here, not even where models end. */
  @Test
  void encodesLongTextsWhole() {
    String text = "怎么还款 hello ".repeat(60).substring(0, 600);
    int[] expected = LOWER.encode(text);

    assertTrue(expected.length > 200, () -> "" + expected.length);
    assertArrayEquals(expected, tokenizer.encode(text));
    assertEquals(6000, tokenizer.encode("我".repeat(6000)).length);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void agreesWithTheReferenceOnNoise(boolean lowerCase) {
    ReferenceWordPiece reference = new ReferenceWordPiece(TOKENS, lowerCase);
    Random random = new Random(23);
    try (Tokenizer either =
        new NativeTokenizer(
            TokenizerDefinition.ofVocabulary("vocab.txt", SmallVocabulary.file(), lowerCase))) {
      for (int i = 0; i < 20_000; i++) {
        String text = noise(random);
        assertArrayEquals(reference.encode(mended(text)), either.encode(text), () -> escaped(text));
      }
    }
  }

  @Test
  void keepsCaseAndAccentsWhereAsked() {
    try (Tokenizer cased =
        new NativeTokenizer(
            TokenizerDefinition.ofVocabulary("vocab.txt", SmallVocabulary.file(), false))) {
      assertArrayEquals(ids(UNKNOWN, UNKNOWN, 82), cased.encode("Hello café hello"));
    }
  }

  /** A file that pads, cuts and adds special tokens by itself: the task does that. */
  @Test
  void readsTokenizerJsonWithoutItsTruncationAndPadding() {
    TokenizerDefinition own =
        TokenizerDefinition.ofVocabulary("vocab.txt", SmallVocabulary.file(), true);
    String json =
        own.json()
            .replaceFirst(
                "\\{",
                """
                {"truncation": {"direction": "Right", "max_length": 4,
                  "strategy": "LongestFirst", "stride": 0},
                 "padding": {"strategy": {"Fixed": 12}, "direction": "Right",
                  "pad_to_multiple_of": null, "pad_id": 0, "pad_type_id": 0, "pad_token": "[PAD]"},
                 "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3],
                  "cls": ["[CLS]", 2]},
                """);
    TokenizerDefinition read =
        TokenizerDefinition.parse("tokenizer.json", json.getBytes(StandardCharsets.UTF_8));

    assertEquals(new SpecialTokens(0, 1, 2, 3), read.special());
    assertEquals(SmallVocabulary.SIZE, read.size());
    try (Tokenizer other = new NativeTokenizer(read)) {
      for (String text : List.of("cat", "the cat is on my mat", "我的手机 hello")) {
        assertArrayEquals(tokenizer.encode(text), other.encode(text));
      }
    }
  }

  @Test
  void encodesOnManyThreadsAtOnce() throws Exception {
    List<String> texts = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      texts.add(noise(random));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Void> round =
          () -> {
            for (String text : texts) {
              assertArrayEquals(LOWER.encode(mended(text)), tokenizer.encode(text));
            }
            return null;
          };
      for (Future<Void> done : threads.invokeAll(List.of(round, round, round, round))) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  /** Whoever comes too late is refused, and nobody reads freed memory. */
  @Test
  void refusesTextsOnceClosed() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      for (int i = 0; i < 20; i++) {
        Tokenizer brief = SmallVocabulary.open();
        Callable<Void> round =
            () -> {
              for (int text = 0; text < 1000; text++) {
                try {
                  brief.encode("hello 怎么还款");
                } catch (IllegalStateException e) {
                  assertEquals("The tokenizer of vocab.txt is closed", e.getMessage());
                  return null;
                }
              }
              return null;
            };
        List<Future<Void>> rounds = List.of(threads.submit(round), threads.submit(round));
        brief.close();
        brief.close();
        for (Future<Void> done : rounds) {
          done.get();
        }
        assertThrows(IllegalStateException.class, () -> brief.encode("a"));
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void explainsWhatIsWrongWithAFile() {
    assertRefused(
        "vocab.txt: no [UNK] among 3 tokens; expected BERT's special tokens [[PAD], [UNK], [CLS],"
            + " [SEP]]",
        () ->
            TokenizerDefinition.ofVocabulary(
                "vocab.txt", "[PAD]\n[CLS]\nx".getBytes(StandardCharsets.UTF_8), true));
    assertRefused(
        "vocab.txt: not UTF-8; expected a token a line",
        () ->
            TokenizerDefinition.ofVocabulary(
                "vocab.txt", new byte[] {'a', (byte) 0xff, 'b'}, true));
    assertRefused(
        "t.json: the tokenizer's model is BPE; expected WordPiece with a vocab, as BERT's are",
        () -> parse("{\"model\": {\"type\": \"BPE\", \"vocab\": {}}}"));
    assertRefused(
        "t.json: the tokenizer's model is missing; expected WordPiece with a vocab, as BERT's are",
        () -> parse("[]"));
    TokenizerException broken = assertThrows(TokenizerException.class, () -> parse("{\"model\": "));
    assertTrue(broken.getMessage().startsWith("t.json: not valid JSON: "), broken::getMessage);
    TokenizerException refused =
        assertThrows(
            TokenizerException.class,
            () ->
                new NativeTokenizer(
                    new TokenizerDefinition("t.json", "{}", new SpecialTokens(0, 1, 2, 3), 4)));
    assertTrue(
        refused.getMessage().startsWith("t.json: the tokenizer cannot be opened: "),
        refused::getMessage);
  }

  private static TokenizerDefinition parse(String json) {
    return TokenizerDefinition.parse("t.json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(String message, Callable<?> what) {
    assertEquals(message, assertThrows(TokenizerException.class, what::call).getMessage());
  }

  /** Latin, accents, Greek, Chinese, full width, emoji, controls, spaces, halves of surrogates. */
  private static String noise(Random random) {
    String[] pieces = {
      "hello",
      "UNwanted",
      "the",
      "é",
      "\u0301",
      "Ç",
      "ΣΑΣ",
      "σ",
      "怎么",
      "手机",
      "𠀀",
      "豈",
      "Ａ",
      "９",
      "，",
      "。",
      "「",
      "—",
      "😀",
      "👩‍👩‍👧",
      "\u0000",
      "\u0007",
      "\u200b",
      "\u00ad",
      "\ufffd",
      "\ud800",
      "\udfff",
      " ",
      "\t",
      "\n",
      "\u3000",
      "\u00a0",
      "\u2028",
      "'",
      "$",
      "^",
      "`",
      "~",
      "#",
      "##ed",
      "[SEP]",
      "[sep]",
      "[UNK",
      "ß",
      "İ",
      "ı",
      "ﬁ",
      "한",
      "1",
      "20",
      "a",
      "b",
      "X",
      "zz",
      "\ue000",
      "№",
      "½"
    };
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(14);
    for (int i = 0; i < length; i++) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  /** What is left of a Java string once it has been written as UTF-16 and read again. */
  private static String mended(String text) {
    byte[] units = text.getBytes(StandardCharsets.UTF_16BE);
    byte[] mended = units.clone();
    for (int i = 0; i < text.length(); i++) {
      boolean high = Character.isHighSurrogate(text.charAt(i));
      boolean low = Character.isLowSurrogate(text.charAt(i));
      boolean paired =
          high && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
              || low && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
      char unit = (high || low) && !paired ? '\ufffd' : text.charAt(i);
      mended[2 * i] = (byte) (unit >> 8);
      mended[2 * i + 1] = (byte) unit;
    }
    return new String(mended, StandardCharsets.UTF_16BE);
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(unit -> escaped.append("\\u%04x".formatted(unit)));
    return escaped.toString();
  }

  private static int[] spelled(int letters) {
    int[] ids = new int[letters];
    Arrays.fill(ids, 31);
    ids[0] = 5;
    return ids;
  }

  private static int at(String token) {
    return TOKENS.indexOf(token);
  }

  private static int[] ids(int... ids) {
    return ids;
  }
}
