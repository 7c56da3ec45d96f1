package dev.quire.train.pair.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.train.pair.Language;
import dev.quire.train.pair.Split;
import dev.quire.train.pair.word.Slot;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

  @Test
  void readsSentencesAndWhatElseThereIs() {
    List<Frame> frames =
        FrameReader.read(
            """
            & company
            = {company} and {company2} met {person}
            = {person} met {company} and {company2}
            ~ {person} works

            = it rains
            = there is rain
            """);

    assertEquals(2, frames.size());
    assertEquals(Set.of("company", "company2", "person"), frames.get(0).blanks());
    assertEquals(List.of("{person} works"), frames.get(0).others());
    assertEquals(List.of(), frames.get(0).roles());
    assertEquals(Set.of(), frames.get(1).blanks());
  }

  @Test
  void secondsHaveRolesUnlessTheyMayChangePlaces() {
    Frame frame =
        FrameReader.read("= {person} pays {person2}\n= {person2} is paid by {person}").get(0);

    assertEquals(List.of("person"), frame.roles());
  }

  @Test
  void refusesASentenceThatSaysLess() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> FrameReader.read("= {person} pays {amount}\n= {person} pays"));

    assertTrue(e.getMessage().contains("[amount, person]"), e.getMessage());
  }

  @Test
  void everyBlankOfTheStatementsHasASlot() {
    for (Language language : Language.values()) {
      for (Split split : Split.values()) {
        for (Frame frame : Statements.of(language, split)) {
          frame.blanks().forEach(Slot::of);
          frame.others().forEach(o -> assertTrue(frame.blanks().containsAll(Frame.blanks(o)), o));
        }
      }
    }
  }

  @Test
  void noStatementIsInBothSplits() {
    for (Language language : Language.values()) {
      List<String> train =
          Statements.of(language, Split.TRAIN).stream().flatMap(f -> f.lines().stream()).toList();
      Statements.of(language, Split.HELD_OUT).stream()
          .flatMap(f -> f.lines().stream())
          .forEach(line -> assertTrue(!train.contains(line), line));
    }
  }
}
