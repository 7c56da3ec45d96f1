package dev.quire.document.process;

import dev.quire.process.MessageReader;
import dev.quire.process.MessageWriter;
import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import dev.quire.reading.TextSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What is to be written on pages as bytes: the lines of those that were recognised, in the order in
 * which they are read. Pages whose text came from their own layer are left out.
 */
final class PagesCodec {

  private static final String LABEL = "text";

  byte[] encode(List<ReadPage> pages) throws IOException {
    MessageWriter to = new MessageWriter();
    to.list(
        pages.stream().filter(page -> page.source() == TextSource.OCR).toList(),
        page -> page(to, page));
    return to.toBytes();
  }

  private static void page(MessageWriter to, ReadPage page) throws IOException {
    to.number(page.number()).number(page.width()).number(page.height());
    List<ReadLine> lines = page.blocks().stream().flatMap(each -> each.lines().stream()).toList();
    to.list(lines, line -> LayerCodec.line(to, line));
  }

  /**
   * @return pages of one block each
   * @throws IOException if the bytes are none of pages
   */
  List<ReadPage> decode(byte[] bytes) throws IOException {
    return MessageReader.read(bytes, from -> from.list(() -> page(from)));
  }

  private static ReadPage page(MessageReader from) throws IOException {
    int number = from.number();
    int width = from.number();
    int height = from.number();
    List<ReadLine> lines = from.list(() -> LayerCodec.line(from));
    Area area = new Area(0, 0, width, height);
    Block block = new Block(Role.TEXT, LABEL, 0, area, 0, lines, Optional.empty());
    return new ReadPage(number, width, height, TextSource.OCR, "", List.of(block));
  }
}
