package dev.quire.api.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.api.read.ReadService.Answered;
import dev.quire.export.ExportFormat;
import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.reading.ReadWord;
import dev.quire.reading.Role;
import dev.quire.reading.TextSource;
import dev.quire.reading.WritingMode;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What was read, as hOCR and ALTO: read back with the JDK's parser. */
class ReadExportTest {

  private final ReadExport exporter = new ReadExport();

  private static ReadLine line(double top, String text, String... words) {
    List<ReadWord> placed = new ArrayList<>();
    for (String word : words) {
      double left = 10 + 10.0 * placed.size();
      placed.add(new ReadWord(word, new Area(left, top, left + 10, top + 8)));
    }
    Area area = new Area(10, top, 90, top + 8);
    return new ReadLine(text, area, WritingMode.LEFT_TO_RIGHT, 0.876, placed);
  }

  private static Block block(Role role, String label, ReadLine... lines) {
    return new Block(role, label, 0.9, new Area(5, 5, 95, 95), 0, List.of(lines), Optional.empty());
  }

  private static Answered page(int number, Block... blocks) {
    return new Answered(
        new ReadPage(number, 100, 100, TextSource.OCR, "", List.of(blocks)),
        List.of(),
        Optional.empty(),
        List.of(),
        0,
        new ReadStages(0, 0, 0, 0));
  }

  private Document exported(ExportFormat format, Answered... pages) throws Exception {
    byte[] file = exporter.export(List.of(pages), format);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(file));
  }

  private static List<Element> all(Document document, String name) {
    NodeList found = document.getElementsByTagNameNS("*", name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static List<Element> ofClass(Document document, String name) {
    return all(document, "*").stream().filter(e -> e.getAttribute("class").equals(name)).toList();
  }

  /** The second block stands above the first, but is read after it. */
  private static Answered[] twoPages() {
    return new Answered[] {
      page(
          1,
          block(Role.TEXT, "text", line(50, "Hello, world", "Hello", ",", "world")),
          block(Role.FIGURE, "image", line(10, "in a figure", "in", "a", "figure"))),
      page(2, block(Role.HEADER, "header", line(5, "第3章", "第", "3", "章")))
    };
  }

  @Test
  void altoSaysAllPagesInOrder() throws Exception {
    Document alto = exported(ExportFormat.ALTO, twoPages());

    assertEquals(2, all(alto, "Page").size());
    List<Element> strings = all(alto, "String");
    assertEquals(
        List.of("Hello,", "world", "in", "a", "figure", "第3章"),
        strings.stream().map(each -> each.getAttribute("CONTENT")).toList());
    assertEquals("10", strings.get(0).getAttribute("HPOS"));
    assertEquals("20", strings.get(0).getAttribute("WIDTH"));
    assertEquals("0.88", strings.get(0).getAttribute("WC"));
    List<String> blocks =
        all(alto, "ElementRef").stream().map(each -> each.getAttribute("REF")).toList();
    assertEquals(List.of("block_1_1", "block_1_2", "block_2_1"), blocks);
  }

  @Test
  void hocrSaysAllPagesInOrder() throws Exception {
    Document hocr = exported(ExportFormat.HOCR, twoPages());

    assertEquals(2, ofClass(hocr, "ocr_page").size());
    assertEquals(3, ofClass(hocr, "ocr_line").size());
    List<Element> words = ofClass(hocr, "ocrx_word");
    assertEquals(
        List.of("Hello,", "world", "in", "a", "figure", "第3章"),
        words.stream().map(Element::getTextContent).toList());
    assertEquals("bbox 10 50 30 58; x_wconf 88", words.get(0).getAttribute("title"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000\u0008\u001f",
        "\uD800",
        "\uDC00x\uD800",
        "\uFFFE\uFFFF",
        "]]></String><script>",
        "\"/><x a='&#0;",
        "--><!--",
        "&amp;&lt;",
        "\uD83D\uDE00"
      })
  void noTextBreaksAFile(String text) throws Exception {
    Answered page = page(1, block(Role.TEXT, "text", line(10, text, text), line(30, text)));
    String legal =
        text.codePoints()
            .map(
                c -> c < 32 || c >= 0xD800 && c < 0xE000 || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();

    for (Element string : all(exported(ExportFormat.ALTO, page), "String")) {
      assertEquals(legal, string.getAttribute("CONTENT"));
    }
    for (Element line : ofClass(exported(ExportFormat.HOCR, page), "ocr_line")) {
      assertEquals(legal, line.getTextContent().strip());
    }
    assertEquals(2, all(exported(ExportFormat.ALTO, page), "String").size());
    assertEquals(2, ofClass(exported(ExportFormat.HOCR, page), "ocr_line").size());
  }

  /** A role that reading found better than the model has a label of its own. */
  @Test
  void rolesThatReadingFoundAreTold() throws Exception {
    Document alto =
        exported(
            ExportFormat.ALTO,
            page(1, block(Role.HEADING, "text", line(10, "1 Scope")), block(Role.TEXT, "text")));

    assertEquals(
        List.of("paragraph_title", "text"),
        all(alto, "LayoutTag").stream().map(each -> each.getAttribute("LABEL")).toList());
  }
}
