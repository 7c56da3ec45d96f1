package dev.quire.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.export.ExportedLine.Box;
import dev.quire.export.ExportedLine.ExportedWord;
import dev.quire.task.layout.Region;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Lines and words in hOCR and ALTO. */
class TextExportTest {

  private static final List<String> LABELS = List.of("image", "table", "text");

  private static final ExportedLine WORDS =
      new ExportedLine(
          "a <b>",
          new Box(10.4, 20.6, 50, 30),
          0.914,
          List.of(
              new ExportedWord("a", new Box(10.4, 20.6, 20, 30)),
              new ExportedWord("<b>", new Box(25, 20.6, 50, 30))));

  private static final ExportedLine WHOLE =
      new ExportedLine("\u0001\"]]>&", new Box(10, 40, 50, 50), 1, List.of());

  private static Region region(int label) {
    return new Region(label, LABELS.get(label), 0.5f, 5, 15, 60, 60, label + 1);
  }

  private static LaidOutDocument document() {
    return new LaidOutDocument(
        "document",
        LABELS,
        List.of(
            new LaidOutPage(
                1,
                100,
                100,
                "page",
                List.of(region(2), region(1), region(0)),
                List.of(),
                List.of(List.of(WORDS, WHOLE), List.of(WORDS), List.of(WHOLE)))));
  }

  @Test
  void hocrHasLinesAndWords() {
    Element html = Xml.root(document(), ExportFormat.HOCR);
    List<Element> lines = ofClass(html, "ocr_line");
    List<Element> words = ofClass(html, "ocrx_word");

    assertEquals(4, lines.size());
    assertEquals("bbox 10 21 50 30; x_wconf 91", lines.get(0).getAttribute("title"));
    assertEquals(
        List.of("a", "<b>", "a", "<b>"), words.stream().map(Element::getTextContent).toList());
    assertEquals("bbox 25 21 50 30; x_wconf 91", words.get(1).getAttribute("title"));
    assertEquals("\uFFFD\"]]>&", lines.get(1).getTextContent());
    assertEquals("ocr_par", ((Element) lines.get(0).getParentNode()).getAttribute("class"));
    assertEquals("ocr_table", ((Element) lines.get(2).getParentNode()).getAttribute("class"));
    List<String> ids =
        Xml.all(html).stream().map(e -> e.getAttribute("id")).filter(id -> !id.isEmpty()).toList();
    assertEquals(ids.size(), ids.stream().distinct().count(), ids::toString);
  }

  @Test
  void altoHasLinesAndStrings() {
    Element alto = Xml.root(document(), ExportFormat.ALTO);
    Element space = Xml.all(alto, "PrintSpace").get(0);

    assertEquals(List.of("TextBlock", "ComposedBlock", "ComposedBlock"), Xml.names(space));
    assertEquals(4, Xml.all(alto, "TextLine").size());
    assertEquals(3, Xml.all(alto, "TextBlock").size());
    List<Element> strings = Xml.all(alto, "String");
    assertEquals(
        List.of("a", "<b>", "\uFFFD\"]]>&", "a", "<b>", "\uFFFD\"]]>&"),
        strings.stream().map(each -> each.getAttribute("CONTENT")).toList());
    assertEquals("0.91", strings.get(0).getAttribute("WC"));
    assertEquals("25", strings.get(1).getAttribute("HPOS"));
    assertEquals(2, Xml.all(alto, "SP").size());
    assertEquals(
        "Layout detection and text recognition",
        Xml.all(alto, "processingStepDescription").get(0).getTextContent());
  }

  @Test
  void eachRegionHasItsLines() {
    List<List<ExportedLine>> tooFew = List.of(List.of());

    assertThrows(
        IllegalArgumentException.class,
        () -> new LaidOutPage(1, 10, 10, "page", List.of(region(1), region(2)), List.of(), tooFew));
  }

  private static List<Element> ofClass(Element root, String name) {
    return Xml.all(root).stream().filter(e -> e.getAttribute("class").equals(name)).toList();
  }
}
