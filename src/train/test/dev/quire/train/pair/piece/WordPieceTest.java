package dev.quire.train.pair.piece;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordPieceTest {

  private static final int CLS = 2;
  private static final int SEP = 3;

  /** The vocabulary of BERT's own tests, after the special pieces. */
  private final Vocabulary vocabulary =
      vocabulary("want", "##want", "##ed", "wa", "un", "runn", "##ing", ",", "low", "lowest");

  @Test
  void cutsWordsIntoTheLongestPiecesAsBertDoes() {
    WordPiece tokens = new WordPiece(vocabulary, 128);

    // BERT: "UNwantéd,running" is un ##want ##ed , runn ##ing
    assertArrayEquals(
        new int[] {CLS, 9, 6, 7, 12, 10, 11, SEP}, tokens.encode("UNwant\u00E9d,running"));
    assertArrayEquals(
        new int[] {CLS, 9, 6, 7, 10, 11, SEP}, tokens.encode(" \tunwanted \n running"));
  }

  @Test
  void aWordThatCannotBeCutIsUnknownAsAWhole() {
    assertArrayEquals(
        new int[] {CLS, 1, 10, 11, SEP},
        new WordPiece(vocabulary, 128).encode("unwantedX running"));
  }

  @Test
  void cutsLongTextsAndKeepsTheEnd() {
    assertArrayEquals(
        new int[] {CLS, 13, 13, SEP}, new WordPiece(vocabulary, 4).encode("low low low low"));
  }

  @Test
  void splitsChineseAndMarksAndDropsControls() {
    assertEquals(
        List.of("我", "有", "3", "个", "apple", "，", "ok", "!"),
        BasicTokens.words("我有3个Apple，\u0000O\u200BK!"));
    assertEquals(List.of("resume", "-", "naive"), BasicTokens.words("Résumé-naïve"));
  }

  @Test
  void joinsTheMostCommonNeighbours() {
    // the textbook example: hug ×10, pug ×5, pun ×12, bun ×4, hugs ×5
    Stream<String> texts =
        Stream.of(
            "hug ".repeat(10),
            "pug ".repeat(5),
            "pun ".repeat(12),
            "bun ".repeat(4),
            "hugs ".repeat(5));
    Vocabulary learnt = PieceLearner.learn(texts, 100_000);
    List<String> pieces = learnt.pieces();

    assertEquals(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"), pieces.subList(0, 5));
    int ug = pieces.indexOf("##ug");
    int un = pieces.indexOf("##un");
    int hug = pieces.indexOf("hug");
    assertTrue(ug > 0 && ug < un && un < hug, ug + " " + un + " " + hug);
    assertTrue(pieces.containsAll(List.of("a", "##z", "7", "##7", "的", "pun", "hugs")));
    assertTrue(!pieces.contains("##的") && !pieces.contains("##!"));
  }

  @Test
  void refusesAVocabularyThatIsNone() {
    assertThrows(IllegalArgumentException.class, () -> new Vocabulary(List.of("a", "b")));
    assertThrows(IllegalArgumentException.class, () -> vocabulary("a", "a"));
  }

  private static Vocabulary vocabulary(String... pieces) {
    List<String> all = new ArrayList<>(Vocabulary.SPECIAL);
    all.addAll(List.of(pieces));
    return new Vocabulary(all);
  }
}
