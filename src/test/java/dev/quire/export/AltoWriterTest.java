package dev.quire.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.task.layout.Region;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

/** The rules are those of the schema, version 4.4. */
class AltoWriterTest {

  private static final String ALTO = "http://www.loc.gov/standards/alto/ns-v4#";
  private static final String NC_NAME = "[A-Za-z_][A-Za-z0-9_.-]*";

  /** Which children an element may have, in which order: a pattern of names. */
  private static final Map<String, String> CONTENTS =
      Map.ofEntries(
          Map.entry("alto", "(Description)?(Tags)?(ReadingOrder)?Layout"),
          Map.entry("Description", "MeasurementUnit(sourceImageInformation)?(Processing)*"),
          Map.entry("sourceImageInformation", "(fileName)?"),
          Map.entry(
              "Processing",
              "(processingCategory)?(processingStepDescription)*(processingSoftware)?"),
          Map.entry("processingSoftware", "(softwareName)?"),
          Map.entry("Tags", "(LayoutTag)*"),
          Map.entry("ReadingOrder", "(OrderedGroup)+"),
          Map.entry("OrderedGroup", "(ElementRef)+"),
          Map.entry("Layout", "(Page)+"),
          Map.entry("Page", "(PrintSpace)?"),
          Map.entry("PrintSpace", "(TextBlock|Illustration|GraphicalElement|ComposedBlock)*"),
          Map.entry("TextBlock", "(Shape)?"),
          Map.entry("Illustration", "(Shape)?"),
          Map.entry("GraphicalElement", "(Shape)?"),
          Map.entry("ComposedBlock", "(Shape)?"),
          Map.entry("Shape", "Polygon"));

  /** Which attributes an element must have. */
  private static final Map<String, Set<String>> REQUIRED =
      Map.of(
          "Processing", Set.of("ID"),
          "LayoutTag", Set.of("ID", "LABEL"),
          "OrderedGroup", Set.of("ID"),
          "ElementRef", Set.of("ID", "REF"),
          "Page", Set.of("ID", "PHYSICAL_IMG_NR"),
          "TextBlock", Set.of("ID"),
          "Illustration", Set.of("ID"),
          "ComposedBlock", Set.of("ID"),
          "GraphicalElement", Set.of("ID"),
          "Polygon", Set.of("POINTS"));

  /** Which others it may have. */
  private static final Map<String, Set<String>> OPTIONAL =
      Map.of(
          "alto", Set.of("SCHEMAVERSION", "schemaLocation"),
          "LayoutTag", Set.of("TYPE"),
          "Page", Set.of("WIDTH", "HEIGHT", "PROCESSINGREFS"),
          "PrintSpace", Set.of("HPOS", "VPOS", "WIDTH", "HEIGHT"),
          "TextBlock", Set.of("TAGREFS", "HPOS", "VPOS", "WIDTH", "HEIGHT"),
          "GraphicalElement", Set.of("TAGREFS", "HPOS", "VPOS", "WIDTH", "HEIGHT"),
          "Illustration", Set.of("TAGREFS", "HPOS", "VPOS", "WIDTH", "HEIGHT", "TYPE"),
          "ComposedBlock", Set.of("TAGREFS", "HPOS", "VPOS", "WIDTH", "HEIGHT", "TYPE"));

  @Test
  void looksAsAgreed() throws IOException {
    Golden.assertMatches("two-pages.alto.xml", ExportFormat.ALTO);
  }

  @Test
  void elementsStandWhereTheSchemaWantsThem() {
    for (LaidOutDocument document :
        List.of(Documents.twoPages(), Documents.named("empty"), Documents.warned())) {
      for (Element element : Xml.all(alto(document))) {
        assertEquals(ALTO, element.getNamespaceURI());
        String children = String.join("", Xml.names(element));
        String allowed = CONTENTS.getOrDefault(element.getLocalName(), "");
        assertTrue(children.matches(allowed), element.getLocalName() + " has " + children);
      }
    }
  }

  @Test
  void attributesAreTheSchemas() {
    for (Element element : Xml.all(alto(Documents.twoPages()))) {
      Set<String> required = REQUIRED.getOrDefault(element.getLocalName(), Set.of());
      Set<String> allowed = new HashSet<>(OPTIONAL.getOrDefault(element.getLocalName(), Set.of()));
      allowed.addAll(required);
      for (String attribute : required) {
        assertTrue(element.hasAttribute(attribute), element.getLocalName() + " " + attribute);
      }
      NamedNodeMap attributes = element.getAttributes();
      for (int i = 0; i < attributes.getLength(); i++) {
        Attr attribute = (Attr) attributes.item(i);
        if (!attribute.getName().startsWith("xmlns")) {
          assertTrue(
              allowed.contains(attribute.getLocalName()),
              element.getLocalName() + " " + attribute.getName());
        }
      }
    }
  }

  @Test
  void everyIdIsItsOwnAndEveryReferenceHasItsTarget() {
    List<Element> all = Xml.all(alto(Documents.twoPages()));
    Set<String> ids = new HashSet<>();
    for (Element element : all) {
      if (element.hasAttribute("ID")) {
        String id = element.getAttribute("ID");
        assertTrue(id.matches(NC_NAME), id);
        assertTrue(ids.add(id), id);
      }
    }
    for (Element element : all) {
      for (String references : List.of("REF", "TAGREFS", "PROCESSINGREFS")) {
        if (element.hasAttribute(references)) {
          assertTrue(ids.contains(element.getAttribute(references)), references);
        }
      }
    }
  }

  @Test
  void isMeasuredInPixels() {
    Element alto = alto(Documents.twoPages());

    assertEquals("pixel", Xml.all(alto, "MeasurementUnit").get(0).getTextContent());
    Element page = Xml.all(alto, "Page").get(1);
    assertEquals("600", page.getAttribute("WIDTH"));
    assertEquals("800", page.getAttribute("HEIGHT"));
    assertEquals("2", page.getAttribute("PHYSICAL_IMG_NR"));
    Element title = Xml.all(alto, "TextBlock").get(1);
    assertEquals("100", title.getAttribute("HPOS"));
    assertEquals("51", title.getAttribute("VPOS"));
    assertEquals("601", title.getAttribute("WIDTH"));
    assertEquals("39", title.getAttribute("HEIGHT"));
  }

  @Test
  void blocksFollowTheLabels() {
    List<Element> spaces = Xml.all(alto(Documents.twoPages()), "PrintSpace");

    assertEquals(
        List.of("TextBlock", "TextBlock", "TextBlock", "ComposedBlock"), Xml.names(spaces.get(0)));
    assertEquals(List.of("Illustration", "TextBlock", "TextBlock"), Xml.names(spaces.get(1)));
    assertEquals("table", Xml.child(spaces.get(0), "ComposedBlock").getAttribute("TYPE"));
    assertEquals("image", Xml.child(spaces.get(1), "Illustration").getAttribute("TYPE"));
  }

  @Test
  void tagsNameTheClasses() {
    Element alto = alto(Documents.twoPages());
    Element table = Xml.all(alto, "ComposedBlock").get(0);

    String label =
        Xml.all(alto, "LayoutTag").stream()
            .filter(tag -> tag.getAttribute("ID").equals(table.getAttribute("TAGREFS")))
            .map(tag -> tag.getAttribute("LABEL"))
            .findFirst()
            .orElseThrow();

    assertEquals("table", label);
  }

  @Test
  void theReadingOrderIsSortedWhateverTheRegionsAre() {
    Region first = Documents.region(1, 0.5f, 0, 0, 10, 10, 1);
    Region none = Documents.region(2, 0.5f, 0, 20, 10, 30, null);
    Region second = Documents.region(1, 0.5f, 0, 40, 10, 50, 2);
    Element alto = alto(Documents.of(second, none, first));

    List<String> references =
        Xml.all(alto, "ElementRef").stream().map(ref -> ref.getAttribute("REF")).toList();

    assertEquals(List.of("block_1_3", "block_1_1"), references);
  }

  @Test
  void pagesWithoutAReadingOrderHaveNoGroup() {
    assertEquals(1, Xml.all(alto(Documents.twoPages()), "OrderedGroup").size());
    assertEquals(List.of(), Xml.all(alto(Documents.named("empty")), "ReadingOrder"));
  }

  @Test
  void polygonsAreShapes() {
    Element alto = alto(Documents.twoPages());

    assertEquals(1, Xml.all(alto, "Polygon").size());
    assertEquals(
        "100,120 700,120 700,300 400,300 400,400 100,400",
        Xml.all(alto, "Polygon").get(0).getAttribute("POINTS"));
  }

  @Test
  void aPageWithWarningsRefersToTheStepThatTellsThem() {
    Element alto = alto(Documents.warned());

    List<Element> steps = Xml.all(alto, "Processing");
    assertEquals(2, steps.size());
    Element reading = steps.get(1);
    assertEquals("preOperation", Xml.child(reading, "processingCategory").getTextContent());
    assertEquals(
        List.of(
            "warning damaged: Its lower half & more is grey <--\uFFFD--->-",
            "warning not-drawn: A picture is left out"),
        Xml.all(reading, "processingStepDescription").stream()
            .map(Element::getTextContent)
            .toList());
    List<Element> pages = Xml.all(alto, "Page");
    assertEquals("processing_1", pages.get(0).getAttribute("PROCESSINGREFS"));
    assertEquals(
        "processing_1 " + reading.getAttribute("ID"), pages.get(1).getAttribute("PROCESSINGREFS"));
  }

  @Test
  void namesAreEscaped() {
    String name = "a&b<c>'\"\u00e9\u7248\uD83D\uDCD6]]>";

    assertEquals(name, Xml.all(alto(Documents.named(name)), "fileName").get(0).getTextContent());
  }

  private static Element alto(LaidOutDocument document) {
    return Xml.root(document, ExportFormat.ALTO);
  }
}
