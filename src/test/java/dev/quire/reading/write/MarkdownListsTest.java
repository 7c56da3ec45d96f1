package dev.quire.reading.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.Block;
import dev.quire.reading.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownListsTest {

  private static Block item(double left, double top, String... texts) {
    return Made.at(Role.LIST_ITEM, left, top, texts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"• ", "•", "– ", "- ", "* ", "▪ ", "o ", "\uF0B7 ", ""})
  void bulletsOfEveryFormBecomeOne(String bullet) {
    assertEquals("- first of two lines\n", Made.markdown(item(0, 0, bullet + "first of", "two lines")));
  }

  @Test
  void numbersAndLettersAreKept() {
    assertEquals(
        "3. three\n4. four\n\n1\\. text\n",
        Made.markdown(
            item(0, 0, "3. three"), item(0, 20, "4.four"), Made.at(Role.TEXT, 0, 40, "1. text")));
    assertEquals("1) one\n2) two\n", Made.markdown(item(0, 0, "1) one"), item(0, 20, "2) two")));
    assertEquals("- (a) one\n", Made.markdown(item(0, 0, "(a) one")));
    assertEquals("- 1.5 litres\n", Made.markdown(item(0, 0, "1.5 litres")));
  }

  @Test
  void itemsFurtherInAreNested() {
    assertEquals(
        "1. one\n   - deep\n     - deeper\n   - deep again\n2. two\n",
        Made.markdown(
            item(0, 0, "1. one"),
            item(30, 20, "• deep"),
            item(60, 40, "◦ deeper"),
            item(32, 60, "• deep again"),
            item(1, 80, "2. two")));
  }

  @Test
  void numbersThatDoNotFollowBeginAnotherList() {
    assertEquals(
        "1. one\n\n<!-- -->\n\n1. one again\n",
        Made.markdown(item(0, 0, "1. one"), item(0, 20, "1. one again")));
  }

  @Test
  void anItemMayHoldSeveral() {
    assertEquals("- one\n- two lines\n", Made.markdown(item(0, 0, "• one", "• two", "lines")));
    assertEquals("1. one\n2. two\n", Made.markdown(item(0, 0, "1. one", "2. two")));
  }

  @Test
  void textWhoseLinesBeginWithBulletsOrAscendingNumbersIsAList() {
    assertEquals(
        "Intro:\n\n- one\n- two\n", Made.markdown(Made.block(Role.TEXT, "Intro:", "• one", "• two")));
    assertEquals("1. one\n2. two\n", Made.markdown(Made.block(Role.TEXT, "1. one", "2. two")));
  }

  @Test
  void textWhoseLinesBeginWithDashesOrOtherNumbersIsText() {
    assertEquals("\\- one - two\n", Made.markdown(Made.block(Role.TEXT, "- one", "- two")));
    assertEquals("1\\. one 4. two\n", Made.markdown(Made.block(Role.TEXT, "1. one", "4. two")));
    assertEquals("in 1998. So\n", Made.markdown(Made.block(Role.TEXT, "in", "1998. So")));
  }

  @Test
  void aMarkAloneIsText() {
    assertEquals("- •\n", Made.markdown(item(0, 0, "•")));
  }
}
