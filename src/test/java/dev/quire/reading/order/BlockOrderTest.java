package dev.quire.reading.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Blocks come in the order in which people read them. */
class BlockOrderTest {

  @Test
  void readsTwoColumnsOneAfterTheOther() {
    String read =
        new Pages()
            .region("text", "a", 50, 100, 480, 300)
            .region("text", "b", 50, 320, 480, 700)
            .region("text", "c", 520, 100, 950, 300)
            .region("text", "d", 520, 320, 950, 700)
            .read();
    assertEquals("a b c d", read);
  }

  @Test
  void readsThreeColumnsUnderASpanningTitle() {
    String read =
        new Pages()
            .region("doc_title", "title", 50, 50, 950, 100)
            .region("text", "a", 50, 120, 330, 900)
            .region("text", "b", 50, 910, 330, 1300)
            .region("text", "c", 360, 120, 640, 700)
            .region("text", "d", 360, 710, 640, 1300)
            .region("text", "e", 670, 120, 950, 1300)
            .read();
    assertEquals("title a b c d e", read);
  }

  @Test
  void aSpanningTitleCutsTheColumns() {
    String read =
        new Pages()
            .region("text", "a", 50, 100, 480, 400)
            .region("text", "b", 520, 100, 950, 400)
            .region("paragraph_title", "title", 200, 430, 800, 460)
            .region("text", "c", 50, 480, 480, 900)
            .region("text", "d", 520, 480, 950, 900)
            .read();
    assertEquals("a b title c d", read);
  }

  @Test
  void aNarrowTitleAboveAllColumnsCutsThemToo() {
    String read =
        new Pages()
            .region("text", "a", 50, 100, 480, 400)
            .region("text", "b", 520, 100, 950, 400)
            .region("paragraph_title", "title", 50, 430, 300, 460)
            .region("text", "c", 50, 480, 480, 900)
            .region("text", "d", 520, 480, 950, 900)
            .read();
    assertEquals("a b title c d", read);
  }

  @Test
  void aTitleWithinAColumnCutsNone() {
    String read =
        new Pages()
            .region("text", "a", 50, 100, 480, 400)
            .region("paragraph_title", "title", 50, 430, 300, 460)
            .region("text", "b", 50, 480, 480, 900)
            .region("text", "c", 520, 100, 950, 440)
            .region("text", "d", 520, 450, 950, 900)
            .read();
    assertEquals("a title b c d", read);
  }

  @Test
  void aTitleUnderColumnsStaysWithTheTextUnderIt() {
    String read =
        new Pages()
            .region("text", "a", 50, 100, 480, 400)
            .region("text", "b", 520, 100, 950, 400)
            .region("paragraph_title", "title", 50, 430, 300, 460)
            .region("text", "c", 50, 480, 950, 900)
            .read();
    assertEquals("a b title c", read);
  }

  @Test
  void aColumnMayBeginAboveOrEndBelowTheOther() {
    String read =
        new Pages()
            .region("text", "12", 50, 50, 80, 65)
            .region("text", "running", 300, 50, 700, 65)
            .region("text", "c", 520, 100, 950, 200)
            .region("text", "d", 520, 230, 950, 330)
            .region("text", "a", 50, 360, 480, 700)
            .region("text", "b", 50, 720, 480, 1000)
            .region("text", "e", 520, 350, 950, 690)
            .region("text", "f", 520, 710, 950, 990)
            .region("text", "g", 520, 1050, 950, 1200)
            .read();
    assertEquals("12 running a b c d e f g", read);
  }

  @Test
  void aDateBesideAHeadingIsReadWithIt() {
    String read =
        new Pages()
            .region("text", "Minutes", 50, 100, 200, 130)
            .region("text", "Monday", 800, 100, 950, 130)
            .region("text", "a", 50, 150, 700, 300)
            .region("text", "b", 50, 330, 700, 600)
            .read();
    assertEquals("Minutes Monday a b", read);
  }

  @Test
  void columnsMayReachIntoEachOtherALittle() {
    String read =
        new Pages()
            .region("doc_title", "title", 60, 50, 940, 108)
            .region("text", "a", 50, 104, 506, 405)
            .region("text", "b", 50, 399, 500, 900)
            .region("text", "c", 498, 101, 950, 500)
            .region("text", "d", 502, 496, 950, 900)
            .read();
    assertEquals("title a b c d", read);
  }

  @Test
  void figuresSpanColumnsAndKeepTheirCaptions() {
    String read =
        new Pages()
            .region("text", "a", 50, 100, 330, 500)
            .region("text", "b", 360, 100, 640, 500)
            .region("text", "c", 670, 100, 950, 900)
            .region("image", "figure", 50, 530, 640, 800)
            .region("figure_title", "caption", 200, 810, 500, 830)
            .region("text", "d", 50, 850, 330, 1300)
            .region("text", "e", 360, 850, 640, 1300)
            .region("text", "f", 670, 920, 950, 1300)
            .read();
    assertEquals("a b figure caption d e c f", read);
  }

  @Test
  void figuresSideBySideKeepTheirCaptions() {
    String read =
        new Pages()
            .region("text", "above", 50, 50, 950, 200)
            .region("chart", "first", 50, 220, 470, 500)
            .region("chart_title", "one", 60, 510, 460, 530)
            .region("chart", "second", 530, 220, 950, 500)
            .region("chart_title", "two", 540, 510, 940, 530)
            .region("text", "below", 50, 560, 950, 900)
            .read();
    assertEquals("above first one second two below", read);
  }

  @Test
  void captionsMayStandAboveOrBeside() {
    String read =
        new Pages()
            .region("table_title", "over", 50, 100, 900, 120)
            .region("table", "table", 50, 130, 950, 400)
            .region("vision_footnote", "note", 50, 410, 500, 425)
            .region("text", "text", 50, 450, 950, 600)
            .region("image", "figure", 50, 650, 500, 900)
            .region("figure_title", "beside", 520, 700, 900, 800)
            .read();
    assertEquals("over table note text figure beside", read);
  }

  @Test
  void runningHeadsComeFirstAndNotesAndFeetLast() {
    String read =
        new Pages()
            .region("number", "7", 480, 1370, 520, 1390)
            .region("footer", "foot", 50, 1350, 300, 1365)
            .region("footnote", "note", 50, 1200, 480, 1300)
            .region("header", "left", 50, 20, 300, 40)
            .region("header", "right", 700, 20, 950, 40)
            .region("text", "a", 50, 100, 480, 1150)
            .region("text", "b", 520, 100, 950, 1300)
            .region("aside_text", "stamp", 5, 300, 30, 900)
            .read();
    assertEquals("left right a b stamp note foot 7", read);
  }

  @Test
  void aSidebarIsReadApartFromTheText() {
    String read =
        new Pages()
            .region("doc_title", "title", 50, 50, 950, 100)
            .region("text", "a", 50, 150, 650, 400)
            .region("paragraph_title", "heading", 50, 420, 300, 450)
            .region("text", "b", 50, 460, 650, 1300)
            .region("paragraph_title", "box", 700, 300, 940, 330)
            .region("text", "side", 700, 340, 940, 700)
            .read();
    assertEquals("title a heading b box side", read);
  }

  @Test
  void aLettersHeadIsReadFromTopToBottom() {
    String read =
        new Pages()
            .region("text", "sender", 600, 50, 950, 150)
            .region("text", "address", 50, 180, 400, 280)
            .region("text", "date", 600, 300, 950, 330)
            .region("text", "letter", 50, 400, 950, 1200)
            .read();
    assertEquals("sender address date letter", read);
  }

  @Test
  void labelsAreReadWithTheirValues() {
    String read =
        new Pages()
            .region("text", "Name", 50, 100, 150, 120)
            .region("text", "Ada", 300, 100, 700, 120)
            .region("text", "Born", 50, 150, 150, 170)
            .region("text", "1815", 300, 150, 700, 170)
            .region("text", "City", 50, 200, 150, 220)
            .region("text", "London", 300, 200, 700, 220)
            .read();
    assertEquals("Name Ada Born 1815 City London", read);
  }

  @Test
  void sideHeadingsAreReadWithTheirTexts() {
    String read =
        new Pages()
            .region("paragraph_title", "One", 50, 100, 250, 125)
            .region("text", "first", 300, 100, 950, 400)
            .region("paragraph_title", "Two", 50, 430, 250, 455)
            .region("text", "second", 300, 430, 950, 800)
            .read();
    assertEquals("One first Two second", read);
  }

  @Test
  void ranksDecideBetweenColumnsAndRows() {
    Pages rows =
        new Pages()
            .ranked(1, "text", "a", 50, 100, 480, 300)
            .ranked(2, "text", "b", 520, 100, 950, 300)
            .ranked(3, "text", "c", 50, 340, 480, 700)
            .ranked(4, "text", "d", 520, 340, 950, 700);
    assertEquals("a b c d", rows.read());
  }

  @Test
  void ranksDoNotPutATitleUnderItsText() {
    String read =
        new Pages()
            .ranked(1, "text", "a", 50, 200, 950, 500)
            .ranked(2, "paragraph_title", "title", 50, 150, 400, 180)
            .ranked(3, "text", "b", 50, 520, 950, 900)
            .read();
    assertEquals("title a b", read);
  }

  @Test
  void tanglesStillComeInSomeSensibleOrder() {
    String read =
        new Pages()
            .region("text", "a", 50, 100, 600, 300)
            .region("text", "b", 650, 100, 950, 700)
            .region("text", "c", 50, 340, 350, 900)
            .region("text", "d", 400, 740, 950, 900)
            .region("text", "e", 400, 350, 600, 690)
            .read();
    assertEquals("a", read.substring(0, 1));
    assertEquals(9, read.length());
  }
}
