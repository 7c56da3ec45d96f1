package dev.quire.reading.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What joining may and may not do to characters. */
class ParagraphsProperties {

  private final Paragraphs paragraphs = new Paragraphs(new Vocabulary());

  @Property
  void nothingIsLostButSpacesAndHyphensAtLineEnds(@ForAll("lines") List<String> lines) {
    // a soft hyphen that went cannot be told from one that the next line begins with
    String joined = Texts.unspaced(paragraphs.joinTexts(lines)).replace("\u00AD", "");

    int at = 0;
    for (String line : lines) {
      String text = Texts.unspaced(line).replace("\u00AD", "");
      if (!joined.startsWith(text, at)) {
        assertTrue(text.matches("(?s).*[-\u2010]"), text);
        text = text.substring(0, text.length() - 1);
      }
      assertTrue(joined.startsWith(text, at), joined);
      at += text.length();
    }
    assertEquals(joined.length(), at);
  }

  @Property
  void noTwoSpacesMeetAndNoneStandAtTheEnds(@ForAll("lines") List<String> lines) {
    String joined = paragraphs.joinTexts(lines);

    assertFalse(joined.contains("  "), joined);
    assertEquals(joined.strip(), joined);
  }

  @Property
  void aJoinedParagraphStaysAsItIs(@ForAll("lines") List<String> lines) {
    String joined = paragraphs.joinTexts(lines);

    assertEquals(joined, paragraphs.joinTexts(List.of(joined)));
  }

  @Provide
  Arbitrary<List<String>> lines() {
    return Texts.any().list().ofMaxSize(6);
  }
}
