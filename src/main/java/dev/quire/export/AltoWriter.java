package dev.quire.export;

import dev.quire.export.ExportedLine.ExportedWord;
import dev.quire.image.PageWarning;
import dev.quire.image.Point;
import dev.quire.task.layout.Region;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamException;

/**
 * ALTO 4.4 (loc.gov/standards/alto), measured in pixels. The model's labels are layout tags; each
 * page with a reading order has an ordered group. Everything stands in the print space, which is
 * the whole page. The schema has no attribute for a region's score. What a page does not show
 * faithfully is told by a step of processing that the page refers to, {@code warning TYPE: TEXT}.
 */
final class AltoWriter implements DocumentWriter {

  private static final String ALTO = "http://www.loc.gov/standards/alto/ns-v4#";
  private static final String LOCATION =
      ALTO + " http://www.loc.gov/standards/alto/v4/alto-4-4.xsd";
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final String PROCESSING = "processing_1";

  @Override
  public void write(LaidOutDocument document, OutputStream out) throws IOException {
    XmlOutput.document(out, "", xml -> alto(xml, document));
  }

  /** The order of the elements is the schema's. */
  private static void alto(XmlOutput xml, LaidOutDocument document) throws XMLStreamException {
    xml.start("alto")
        .namespace(ALTO)
        .namespace("xsi", XSI)
        .attribute("xsi:schemaLocation", LOCATION)
        .attribute("SCHEMAVERSION", "4.4");
    description(xml, document);
    tags(xml, document);
    readingOrder(xml, document.pages());
    xml.start("Layout");
    for (LaidOutPage page : document.pages()) {
      page(xml, page);
    }
    xml.end();
    xml.end();
  }

  private static void description(XmlOutput xml, LaidOutDocument document)
      throws XMLStreamException {
    xml.start("Description");
    xml.text("MeasurementUnit", "pixel");
    xml.start("sourceImageInformation").text("fileName", document.name()).end();
    xml.start("Processing").attribute("ID", PROCESSING);
    xml.text("processingCategory", "contentGeneration");
    xml.text(
        "processingStepDescription",
        document.hasText() ? "Layout detection and text recognition" : "Layout detection");
    software(xml);
    xml.end();
    for (LaidOutPage page : document.pages()) {
      warnings(xml, page);
    }
    xml.end();
  }

  private static void warnings(XmlOutput xml, LaidOutPage page) throws XMLStreamException {
    if (page.warnings().isEmpty()) {
      return;
    }
    xml.start("Processing").attribute("ID", reading(page));
    xml.text("processingCategory", "preOperation");
    for (PageWarning warning : page.warnings()) {
      xml.text(
          "processingStepDescription", "warning " + warning.kind().id() + ": " + warning.detail());
    }
    software(xml);
    xml.end();
  }

  private static void software(XmlOutput xml) throws XMLStreamException {
    xml.start("processingSoftware").text("softwareName", "Quire").end();
  }

  /** The step in which a page was read that has warnings. */
  private static String reading(LaidOutPage page) {
    return "reading_" + page.number();
  }

  /** Only the labels that occur. */
  private static void tags(XmlOutput xml, LaidOutDocument document) throws XMLStreamException {
    Map<Integer, String> labels = new TreeMap<>();
    for (LaidOutPage page : document.pages()) {
      for (Region region : page.regions()) {
        labels.put(region.classId(), region.label());
      }
    }
    if (labels.isEmpty()) {
      return;
    }
    xml.start("Tags");
    for (Map.Entry<Integer, String> label : labels.entrySet()) {
      xml.empty("LayoutTag")
          .attribute("ID", tag(label.getKey()))
          .attribute("TYPE", "region")
          .attribute("LABEL", label.getValue());
    }
    xml.end();
  }

  private static void readingOrder(XmlOutput xml, List<LaidOutPage> pages)
      throws XMLStreamException {
    List<LaidOutPage> ordered = pages.stream().filter(page -> !inOrder(page).isEmpty()).toList();
    // The schema allows neither an empty order nor an empty group.
    if (ordered.isEmpty()) {
      return;
    }
    xml.start("ReadingOrder");
    for (LaidOutPage page : ordered) {
      xml.start("OrderedGroup").attribute("ID", "order_" + page.number());
      for (int index : inOrder(page)) {
        xml.empty("ElementRef")
            .attribute("ID", "ref_" + suffix(page, index))
            .attribute("REF", "block_" + suffix(page, index));
      }
      xml.end();
    }
    xml.end();
  }

  /** Indices of the regions that have a place in the reading order, sorted by it. */
  private static List<Integer> inOrder(LaidOutPage page) {
    List<Region> regions = page.regions();
    return IntStream.range(0, regions.size())
        .boxed()
        .filter(index -> regions.get(index).order() != null)
        .sorted(Comparator.comparing(index -> regions.get(index).order()))
        .toList();
  }

  private static void page(XmlOutput xml, LaidOutPage page) throws XMLStreamException {
    xml.start("Page")
        .attribute("ID", "page_" + page.number())
        .attribute("PHYSICAL_IMG_NR", page.number())
        .attribute(
            "PROCESSINGREFS",
            page.warnings().isEmpty() ? PROCESSING : PROCESSING + " " + reading(page))
        .attribute("WIDTH", page.width())
        .attribute("HEIGHT", page.height());
    xml.start("PrintSpace")
        .attribute("HPOS", 0)
        .attribute("VPOS", 0)
        .attribute("WIDTH", page.width())
        .attribute("HEIGHT", page.height());
    for (int i = 0; i < page.regions().size(); i++) {
      block(xml, suffix(page, i), page.regions().get(i), page.lines(i));
    }
    xml.end();
    xml.end();
  }

  private static void block(XmlOutput xml, String suffix, Region region, List<ExportedLine> lines)
      throws XMLStreamException {
    PixelBox box = PixelBox.of(region);
    AltoKind kind = AltoKind.of(region.label()).holding(!lines.isEmpty());
    xml.start(kind.element())
        .attribute("ID", "block_" + suffix)
        .attribute("TAGREFS", tag(region.classId()));
    placed(xml, box);
    if (kind.isTyped()) {
      xml.attribute("TYPE", region.label());
    }
    if (!region.polygon().isEmpty()) {
      xml.start("Shape").empty("Polygon").attribute("POINTS", points(region.polygon())).end();
    }
    if (kind == AltoKind.TEXT) {
      lines(xml, lines);
    } else if (!lines.isEmpty()) {
      placed(xml.start("TextBlock").attribute("ID", "text_" + suffix), box);
      lines(xml, lines);
      xml.end();
    }
    xml.end();
  }

  private static void lines(XmlOutput xml, List<ExportedLine> lines) throws XMLStreamException {
    for (ExportedLine line : lines) {
      placed(xml.start("TextLine"), PixelBox.of(line.box()));
      if (line.words().isEmpty()) {
        string(xml, line.text(), PixelBox.of(line.box()), line.score());
      }
      for (int i = 0; i < line.words().size(); i++) {
        if (i > 0) {
          xml.empty("SP");
        }
        ExportedWord word = line.words().get(i);
        string(xml, word.text(), PixelBox.of(word.box()), line.score());
      }
      xml.end();
    }
  }

  /** The confidence is the line's: recognition gives none for a single word. */
  private static void string(XmlOutput xml, String text, PixelBox box, double score)
      throws XMLStreamException {
    placed(xml.empty("String").attribute("CONTENT", text), box)
        .attribute("WC", String.format(Locale.ROOT, "%.2f", score));
  }

  private static XmlOutput placed(XmlOutput xml, PixelBox box) throws XMLStreamException {
    return xml.attribute("HPOS", box.left())
        .attribute("VPOS", box.top())
        .attribute("WIDTH", box.width())
        .attribute("HEIGHT", box.height());
  }

  private static String points(List<Point> polygon) {
    return polygon.stream()
        .map(point -> Math.round(point.x()) + "," + Math.round(point.y()))
        .collect(Collectors.joining(" "));
  }

  private static String suffix(LaidOutPage page, int index) {
    return page.number() + "_" + (index + 1);
  }

  private static String tag(int classId) {
    return "label_" + classId;
  }
}
