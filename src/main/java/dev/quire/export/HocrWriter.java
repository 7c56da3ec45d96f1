package dev.quire.export;

import dev.quire.export.ExportedLine.ExportedWord;
import dev.quire.image.PageWarning;
import dev.quire.task.layout.Region;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;

/**
 * hOCR 1.2 (kba.github.io/hocr-spec/1.2) as XHTML. Elements stand in the order of the regions.
 * Beside the standard's properties each has {@code x_label}, the model's label; {@code
 * x_confidence}, the score in percent, as hOCR gives confidences; and {@code x_order}, the place in
 * the reading order where it has one. What a page does not show faithfully stands in comments at
 * its beginning, {@code warning TYPE: TEXT}.
 */
final class HocrWriter implements DocumentWriter {

  private static final String XHTML = "http://www.w3.org/1999/xhtml";

  /** HTML's own, without an external file that a parser might fetch. */
  private static final String DOCTYPE = "<!DOCTYPE html>";

  @Override
  public void write(LaidOutDocument document, OutputStream out) throws IOException {
    XmlOutput.document(out, DOCTYPE, xml -> html(xml, document));
  }

  private static void html(XmlOutput xml, LaidOutDocument document) throws XMLStreamException {
    xml.start("html").namespace(XHTML);
    xml.start("head");
    xml.empty("meta").attribute("charset", "utf-8");
    xml.text("title", document.name());
    meta(xml, "ocr-system", "quire");
    meta(xml, "ocr-capabilities", HocrClass.capabilities(document.hasText()));
    meta(xml, "ocr-number-of-pages", String.valueOf(document.pages().size()));
    xml.end();
    xml.start("body");
    for (LaidOutPage page : document.pages()) {
      page(xml, page);
    }
    xml.end();
    xml.end();
  }

  private static void meta(XmlOutput xml, String name, String content) throws XMLStreamException {
    xml.empty("meta").attribute("name", name).attribute("content", content);
  }

  private static void page(XmlOutput xml, LaidOutPage page) throws XMLStreamException {
    // The front cover is page 0.
    int physical = page.number() - 1;
    String title =
        "image \""
            + quoted(page.name())
            + "\"; "
            + bounds(new PixelBox(0, 0, page.width(), page.height()))
            + "; ppageno "
            + physical;
    xml.start("div")
        .attribute("class", "ocr_page")
        .attribute("id", "page_" + page.number())
        .attribute("title", title);
    for (PageWarning warning : page.warnings()) {
      xml.comment("warning " + warning.kind().id() + ": " + warning.detail());
    }
    for (int i = 0; i < page.regions().size(); i++) {
      block(xml, page.number() + "_" + (i + 1), page.regions().get(i), page.lines(i));
    }
    xml.end();
  }

  private static void block(XmlOutput xml, String id, Region region, List<ExportedLine> lines)
      throws XMLStreamException {
    HocrClass kind = HocrClass.of(region.label());
    xml.start("div")
        .attribute("class", kind.isRunning() ? "ocr_carea" : kind.id())
        .attribute("id", "block_" + id)
        .attribute("title", place(region) + properties(region));
    if (kind.isRunning()) {
      xml.start("p")
          .attribute("class", kind.id())
          .attribute("id", "par_" + id)
          .attribute("title", place(region));
      lines(xml, id, lines);
      xml.end();
    } else {
      lines(xml, id, lines);
    }
    xml.end();
  }

  private static void lines(XmlOutput xml, String id, List<ExportedLine> lines)
      throws XMLStreamException {
    for (int i = 0; i < lines.size(); i++) {
      line(xml, id + "_" + (i + 1), lines.get(i));
    }
  }

  private static void line(XmlOutput xml, String id, ExportedLine line) throws XMLStreamException {
    xml.start("span")
        .attribute("class", "ocr_line")
        .attribute("id", "line_" + id)
        .attribute("title", bounds(PixelBox.of(line.box())) + confidence(line));
    if (line.words().isEmpty()) {
      xml.endWith(line.text());
      return;
    }
    for (int i = 0; i < line.words().size(); i++) {
      ExportedWord word = line.words().get(i);
      xml.start("span")
          .attribute("class", "ocrx_word")
          .attribute("id", "word_" + id + "_" + (i + 1))
          .attribute("title", bounds(PixelBox.of(word.box())) + confidence(line))
          .endWith(word.text());
    }
    xml.end();
  }

  /** Of a word, the line's: recognition gives none for a single word. */
  private static String confidence(ExportedLine line) {
    return "; x_wconf " + Math.round(100 * line.score());
  }

  private static String place(Region region) {
    String bounds = bounds(PixelBox.of(region));
    return region.polygon().isEmpty() ? bounds : bounds + "; " + polygon(region);
  }

  private static String bounds(PixelBox box) {
    return "bbox " + box.left() + " " + box.top() + " " + box.right() + " " + box.bottom();
  }

  private static String polygon(Region region) {
    return region.polygon().stream()
        .map(point -> Math.round(point.x()) + " " + Math.round(point.y()))
        .collect(Collectors.joining(" ", "poly ", ""));
  }

  private static String properties(Region region) {
    String properties =
        String.format(
            Locale.ROOT,
            "; x_label \"%s\"; x_confidence %.1f",
            quoted(region.label()),
            region.score() * 100);
    Integer order = region.order();
    return order == null ? properties : properties + "; x_order " + order;
  }

  /** Properties know no escapes, so that a quotation mark within would end the value. */
  private static String quoted(String value) {
    return value.replace('"', '\'');
  }
}
