package dev.quire.reading.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.WritingMode;
import org.junit.jupiter.api.Test;

/** Right-to-left and vertical pages are recognised, or taken as the caller says. */
class WritingModesTest {

  @Test
  void verticalLinesAreReadFromTheRight() {
    String read =
        new Pages()
            .empty("text", null, 500, 100, 700, 1300)
            .empty("text", null, 720, 100, 950, 1300)
            .line("吾輩は猫である", WritingMode.VERTICAL, 900, 100, 940, 1300)
            .line("名前はまだ無い", WritingMode.VERTICAL, 840, 100, 880, 1300)
            .line("どこで生れたか", WritingMode.VERTICAL, 660, 100, 700, 1300)
            .line("とんと見当がつかぬ", WritingMode.VERTICAL, 600, 100, 640, 1300)
            .read();
    assertEquals("吾輩は猫である 名前はまだ無い どこで生れたか とんと見当がつかぬ", read);
  }

  @Test
  void tiersOfVerticalLinesAreReadOneAfterTheOther() {
    String read =
        new Pages()
            .empty("doc_title", null, 900, 100, 960, 1300)
            .line("題名題名", 900, 100, 960, 1300)
            .empty("vertical_text", null, 500, 100, 860, 650)
            .line("上段一行目", 820, 100, 860, 650)
            .line("上段二行目", 760, 100, 800, 650)
            .empty("vertical_text", null, 100, 100, 470, 650)
            .line("上段三行目", 430, 100, 470, 650)
            .empty("vertical_text", null, 500, 700, 860, 1300)
            .line("下段一行目", 820, 700, 860, 1300)
            .empty("vertical_text", null, 100, 700, 470, 1300)
            .line("下段二行目", 430, 700, 470, 1300)
            .read();
    assertEquals("題名題名 上段一行目 上段二行目 上段三行目 下段一行目 下段二行目", read);
  }

  @Test
  void rightToLeftColumnsAreReadFromTheRight() {
    String read =
        new Pages()
            .region("doc_title", "עיתון", 300, 50, 700, 90)
            .region("text", "שלום", 520, 100, 950, 500)
            .region("text", "עולם", 520, 520, 950, 900)
            .region("text", "שמאל", 50, 100, 480, 900)
            .read();
    assertEquals("עיתון שלום עולם שמאל", read);
  }

  @Test
  void piecesOfARightToLeftLineAreReadFromTheRight() {
    String read =
        new Pages()
            .empty("text", null, 100, 100, 900, 130)
            .line("ثانيا", WritingMode.RIGHT_TO_LEFT, 100, 100, 480, 130)
            .line("أولا", WritingMode.RIGHT_TO_LEFT, 500, 100, 900, 130)
            .read();
    assertEquals("أولا ثانيا", read);
  }

  @Test
  void theCallerMaySayHowThePageIsWritten() {
    Pages page =
        new Pages()
            .region("text", "left", 50, 100, 480, 900)
            .region("text", "right", 520, 100, 950, 900);
    assertEquals("left right", page.read());
    ReadingOptions forced = ReadingOptions.of(WritingMode.RIGHT_TO_LEFT);
    assertEquals("right left", Pages.text(page.blocks(forced)));
  }

  @Test
  void aFewForeignWordsChangeNothing() {
    String read =
        new Pages()
            .region("text", "The Hebrew word שלום", 50, 100, 480, 900)
            .region("text", "means peace", 520, 100, 950, 900)
            .read();
    assertEquals("The Hebrew word שלום means peace", read);
  }
}
