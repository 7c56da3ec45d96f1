package dev.quire.pipeline.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.Bitmap;
import dev.quire.image.Point;
import dev.quire.image.Quad;
import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import dev.quire.reading.TextSource;
import dev.quire.reading.WritingMode;
import dev.quire.reading.order.ReadingOptions;
import dev.quire.task.layout.Region;
import dev.quire.task.ocr.TextLine;
import dev.quire.task.ocr.Word;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageJoinTest {

  private static final int WIDTH = 600;
  private static final int HEIGHT = 800;

  private final PageJoin join = new PageJoin(ReadingOptions.defaults());

  @Test
  void linesComeIntoTheirRegionsAndThoseInOrder() {
    ReadPage page =
        join.recognized(
            3,
            white(),
            List.of(
                region("text", 50, 200, 550, 300), region("paragraph_title", 50, 100, 400, 140)),
            List.of(
                line("Then the text.", 55, 210, 500, 235), line("A heading", 55, 105, 300, 135)),
            "no-text-layer");

    assertEquals(3, page.number());
    assertEquals(TextSource.OCR, page.source());
    assertEquals("no-text-layer", page.reason());
    assertEquals(
        List.of(Role.HEADING, Role.TEXT), page.blocks().stream().map(Block::role).toList());
    assertEquals(
        List.of("A heading", "Then the text."),
        page.blocks().stream().map(block -> block.lines().get(0).text()).toList());
  }

  @Test
  void aLayersLinesAreTakenAsTheyAre() {
    ReadLine line = ReadLine.of("From the layer", new Area(55, 210, 500, 235));
    ReadPage page =
        join.layered(1, white(), List.of(region("text", 50, 200, 550, 300)), List.of(line));

    assertEquals(TextSource.LAYER, page.source());
    assertEquals(List.of(line), page.blocks().get(0).lines());
  }

  @Test
  void aRunningHeadWithoutATextIsTheText() {
    List<Region> header = List.of(region("header", 50, 100, 550, 140));
    List<TextLine> head = List.of(line("Alone on its page", 55, 105, 500, 135));
    List<TextLine> both = List.of(head.get(0), line("Then the text.", 55, 310, 500, 335));

    assertEquals(
        List.of(Role.TEXT),
        join.recognized(2, white(), header, head, "").blocks().stream().map(Block::role).toList());
    assertEquals(
        List.of(Role.HEADER, Role.TEXT),
        join.recognized(2, white(), header, both, "").blocks().stream().map(Block::role).toList());
  }

  @Test
  void aTallLineIsReadFromTopToBottom() {
    ReadPage page =
        join.recognized(1, white(), List.of(), List.of(line("縦書き", 500, 100, 530, 400)), "");

    assertEquals(WritingMode.VERTICAL, page.blocks().get(0).lines().get(0).mode());
  }

  @Test
  void aTableTakesTheRowThatItsBoxCutsOff() {
    Bitmap page = white();
    for (int y : new int[] {100, 150, 200, 250}) {
      fill(page, 100, y, 500, y + 2);
    }
    for (int x : new int[] {100, 300, 498}) {
      fill(page, x, 100, x + 2, 252);
    }
    List<TextLine> cells =
        List.of(
            line("Name", 120, 112, 200, 138),
            line("Count", 320, 112, 400, 138),
            line("Pages", 120, 162, 200, 188),
            line("12", 320, 162, 360, 188),
            line("Lines", 120, 212, 200, 238),
            line("345", 320, 212, 380, 238));

    ReadPage read = join.recognized(1, page, List.of(region("table", 98, 98, 502, 205)), cells, "");

    Block table =
        read.blocks().stream()
            .filter(block -> block.role() == Role.TABLE)
            .findFirst()
            .orElseThrow();
    assertEquals(6, table.lines().size());
    assertEquals(3, table.table().orElseThrow().rows());
    assertEquals(2, table.table().orElseThrow().columns());
  }

  @Test
  void figuresAreWhereTextNeedNotBe() {
    List<Area> figures =
        join.figures(List.of(region("image", 10, 20, 30, 40), region("text", 50, 60, 70, 80)));

    assertEquals(List.of(new Area(10, 20, 30, 40)), figures);
    assertTrue(join.figures(List.of()).isEmpty());
  }

  private static Region region(String label, float x1, float y1, float x2, float y2) {
    return new Region(0, label, 0.9f, x1, y1, x2, y2, null);
  }

  private static TextLine line(String text, float left, float top, float right, float bottom) {
    Quad quad =
        new Quad(
            new Point(left, top),
            new Point(right, top),
            new Point(right, bottom),
            new Point(left, bottom));
    return new TextLine(
        quad, 0.9, Optional.empty(), text, 0.95, List.of(new Word(text, quad)), Optional.empty());
  }

  private static Bitmap white() {
    byte[] pixels = new byte[3 * WIDTH * HEIGHT];
    Arrays.fill(pixels, (byte) 255);
    return new Bitmap(WIDTH, HEIGHT, pixels, 0);
  }

  private static void fill(Bitmap page, int left, int top, int right, int bottom) {
    for (int y = top; y < bottom; y++) {
      Arrays.fill(page.bgr(), 3 * (y * WIDTH + left), 3 * (y * WIDTH + right), (byte) 0);
    }
  }
}
