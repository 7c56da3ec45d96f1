package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.document.InvalidDocumentException.Reason;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageSelectionTest {

  private static final int UNLIMITED = Integer.MAX_VALUE;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 1",
        "1-3,7 | 1 2 3 7",
        "5- | 5 6 7 8",
        "8- | 8",
        "1- | 1 2 3 4 5 6 7 8",
        "7,1-3 | 1 2 3 7",
        "1-3,2-4,3 | 1 2 3 4",
        "4-4 | 4",
        "1 , 3 - | fails",
        "' 2 , 4-5 ' | 2 4 5",
        "007 | 7"
      })
  void namesPagesInTheDocumentsOrder(String text, String pages) {
    if (pages.equals("fails")) {
      assertThrows(InvalidPageSelectionException.class, () -> PageSelection.parse(text));
      return;
    }
    String numbers =
        String.join(
            " ", PageSelection.parse(text).of(8, UNLIMITED).stream().map(String::valueOf).toList());

    assertEquals(pages, numbers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "1,",
        ",1",
        "1,,2",
        "-",
        "-3",
        "1--3",
        "1-2-3",
        "a",
        "1;2",
        "1.5",
        "+1",
        "1–3",
        "١",
        "0x1",
        "1 2",
        "99999999999999999999",
        "1000000000"
      })
  void refusesWhatIsNoSelection(String text) {
    InvalidPageSelectionException refusal =
        assertThrows(InvalidPageSelectionException.class, () -> PageSelection.parse(text));

    assertTrue(refusal.getMessage().contains("1-3,7 or 5-"), refusal::getMessage);
    assertTrue(refusal.getMessage().contains("\"" + text + "\""), refusal::getMessage);
  }

  @ParameterizedTest
  @CsvSource({"0, numbered from 1", "0-2, numbered from 1", "5-3, backwards"})
  void refusesRangesThatAreNone(String text, String said) {
    InvalidPageSelectionException refusal =
        assertThrows(InvalidPageSelectionException.class, () -> PageSelection.parse(text));

    assertTrue(refusal.getMessage().contains(said), refusal::getMessage);
  }

  @ParameterizedTest
  @CsvSource({"9, 9", "9-, 9-", "7-9, 7-9", "1-999999999, 1-999999999"})
  void refusesPagesThatAreNotThere(String text, String named) {
    InvalidPageSelectionException refusal =
        assertThrows(
            InvalidPageSelectionException.class, () -> PageSelection.parse(text).of(8, UNLIMITED));

    assertEquals(
        "Pages %s were asked for; the document has 8".formatted(named), refusal.getMessage());
  }

  @Test
  void allAreAll() {
    assertEquals(
        IntStream.rangeClosed(1, 1000).boxed().toList(), PageSelection.all().of(1000, 1000));
  }

  @Test
  void leavesNothingOutInSilence() {
    InvalidDocumentException refusal =
        assertThrows(InvalidDocumentException.class, () -> PageSelection.all().of(1001, 1000));

    assertEquals(Reason.TOO_MANY_PAGES, refusal.reason());
    assertEquals(
        "1001 pages were asked for of a document of 1001; at most 1000 are taken at once",
        refusal.getMessage());
    assertEquals(List.of(1, 2, 3), PageSelection.parse("1-3").of(1001, 1000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-3,7", "5-", "2", "1,2,3-"})
  void isWrittenAsItIsRead(String text) {
    assertEquals(text, PageSelection.parse(text).toString());
    assertEquals(
        PageSelection.parse(text), PageSelection.parse(PageSelection.parse(text).toString()));
  }
}
