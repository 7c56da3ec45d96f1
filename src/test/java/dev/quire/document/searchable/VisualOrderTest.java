package dev.quire.document.searchable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VisualOrderTest {

  @Test
  void leavesWhatRunsToTheRight() {
    assertEquals("word", VisualOrder.of("word", true));
    assertEquals("文字", VisualOrder.of("文字", false));
  }

  @Test
  void turnsRoundWhatRunsToTheLeft() {
    assertEquals("םולש", VisualOrder.of("שלום", true));
    assertEquals("םולש", VisualOrder.of("שלום", false));
  }

  @Test
  void leavesNumbersWithin() {
    assertEquals("12א", VisualOrder.of("א12", true));
    assertEquals("ab12בא", VisualOrder.of("אבab12", true));
  }

  @Test
  void keepsPairsOfSurrogates() {
    String adlam = "\ud83a\udd00\ud83a\udd01";
    assertEquals("\ud83a\udd01\ud83a\udd00", VisualOrder.of(adlam, true));
  }
}
