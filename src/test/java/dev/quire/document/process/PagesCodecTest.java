package dev.quire.document.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.reading.ReadWord;
import dev.quire.reading.Role;
import dev.quire.reading.TextSource;
import dev.quire.reading.WritingMode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PagesCodecTest {

  private static final Area AREA = new Area(0.25, 1, 99.5, 120);

  private final PagesCodec codec = new PagesCodec();

  private static ReadPage page(int number, TextSource source, ReadLine... lines) {
    List<Block> blocks =
        Arrays.stream(lines)
            .map(
                line ->
                    new Block(Role.HEADING, "title", 0.5, AREA, 1, List.of(line), Optional.empty()))
            .toList();
    return new ReadPage(number, 100, 200, source, "no-text-layer", blocks);
  }

  @Test
  void theLinesOfRecognisedPagesArriveInOrder() throws IOException {
    ReadLine first =
        new ReadLine("one", AREA, WritingMode.VERTICAL, 0.75, List.of(new ReadWord("one", AREA)));
    ReadLine second = ReadLine.of("", AREA);

    byte[] bytes =
        codec.encode(
            List.of(
                page(1, TextSource.LAYER, first),
                page(2, TextSource.OCR, first, second),
                page(9, TextSource.OCR)));
    List<ReadPage> read = codec.decode(bytes);

    assertEquals(List.of(2, 9), read.stream().map(ReadPage::number).toList());
    assertEquals(List.of(first, second), read.get(0).blocks().get(0).lines());
    assertEquals(100, read.get(0).width());
    assertEquals(200, read.get(0).height());
    assertThrows(IOException.class, () -> codec.decode(Arrays.copyOf(bytes, bytes.length - 1)));
  }
}
