package dev.quire.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Comment;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class HocrWriterTest {

  private static final String XHTML = "http://www.w3.org/1999/xhtml";

  @Test
  void looksAsAgreed() throws IOException {
    Golden.assertMatches("two-pages.hocr.html", ExportFormat.HOCR);
  }

  @Test
  void isXhtmlWithTheRequiredMetadata() {
    Element html = hocr(Documents.twoPages());

    assertEquals("html", html.getLocalName());
    assertEquals(List.of("head", "body"), Xml.names(html));
    for (Element element : Xml.all(html)) {
      assertEquals(XHTML, element.getNamespaceURI());
    }
    assertEquals(
        "R&D <\"quires\">.pdf", Xml.child(Xml.child(html, "head"), "title").getTextContent());
    assertFalse(meta(html, "ocr-system").isEmpty());
    assertEquals("2", meta(html, "ocr-number-of-pages"));
  }

  @Test
  void listsEveryCapabilityThatIsUsed() {
    Element html = hocr(Documents.twoPages());
    List<String> capabilities = Arrays.asList(meta(html, "ocr-capabilities").split(" "));

    for (Element element : Xml.all(html)) {
      if (element.hasAttribute("class")) {
        assertTrue(capabilities.contains(element.getAttribute("class")), capabilities::toString);
      }
      if (element.getAttribute("title").contains("poly ")) {
        assertTrue(capabilities.contains("ocrp_poly"));
      }
    }
  }

  @Test
  void pagesSayWhatTheyAre() {
    List<Element> pages = Xml.children(Xml.child(hocr(Documents.twoPages()), "body"));

    assertEquals(
        "image \"R&D-1.png\"; bbox 0 0 800 1000; ppageno 0", pages.get(0).getAttribute("title"));
    assertEquals(
        "image \"R&D '2'.png\"; bbox 0 0 600 800; ppageno 1", pages.get(1).getAttribute("title"));
  }

  @Test
  void classesFollowTheLabels() {
    List<Element> pages = Xml.children(Xml.child(hocr(Documents.twoPages()), "body"));

    assertEquals(
        List.of("ocr_header", "ocr_carea", "ocr_carea", "ocr_table"), classes(pages.get(0)));
    assertEquals(List.of("ocr_photo", "ocr_caption", "ocr_pageno"), classes(pages.get(1)));
    assertEquals(List.of("ocr_title"), classes(Xml.children(pages.get(0)).get(1)));
    assertEquals(List.of("ocr_par"), classes(Xml.children(pages.get(0)).get(2)));
  }

  @Test
  void blocksSayWhereTheyAre() {
    Element page = Xml.children(Xml.child(hocr(Documents.twoPages()), "body")).get(0);
    List<Element> blocks = Xml.children(page);

    assertEquals(
        "bbox 100 51 701 90; x_label \"doc_title\"; x_confidence 95.1; x_order 1",
        blocks.get(1).getAttribute("title"));
    assertEquals("bbox 100 51 701 90", Xml.children(blocks.get(1)).get(0).getAttribute("title"));
    assertEquals(
        "bbox 100 120 700 400; poly 100 120 700 120 700 300 400 300 400 400 100 400;"
            + " x_label \"text\"; x_confidence 80.0; x_order 2",
        blocks.get(2).getAttribute("title"));
    assertEquals(
        "bbox 100 450 700 800; x_label \"table\"; x_confidence 70.0",
        blocks.get(3).getAttribute("title"));
  }

  @Test
  void everyIdIsItsOwn() {
    Set<String> ids = new HashSet<>();
    for (Element element : Xml.all(hocr(Documents.twoPages()))) {
      if (element.hasAttribute("id")) {
        assertTrue(ids.add(element.getAttribute("id")), element.getAttribute("id"));
      }
    }
    assertEquals(2 + 7 + 2, ids.size());
  }

  /** A browser that reads it as HTML takes {@code <p/>} for an open paragraph. */
  @Test
  void emptyElementsAreClosedByATag() {
    String html =
        new String(
            new DocumentExporter().export(Documents.twoPages(), ExportFormat.HOCR),
            StandardCharsets.UTF_8);

    assertFalse(html.matches("(?s).*<(div|p|title)[^>]*/>.*"), html);
  }

  /** In comments, which two hyphens would end. */
  @Test
  void warningsStandAtTheBeginningOfTheirPage() {
    List<Element> pages = Xml.children(Xml.child(hocr(Documents.warned()), "body"));

    assertEquals(List.of(), comments(pages.get(0)));
    assertEquals(
        List.of(
            " warning damaged: Its lower half & more is grey <- -\uFFFD- - ->- ",
            " warning not-drawn: A picture is left out "),
        comments(pages.get(1)));
  }

  private static List<String> comments(Element page) {
    List<String> comments = new ArrayList<>();
    for (Node node = page.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Comment comment) {
        comments.add(comment.getData());
      }
    }
    return comments;
  }

  @Test
  void namesAreEscaped() {
    String name = "a&b<c>'\"\u00e9\u7248\uD83D\uDCD6]]>";
    Element html = hocr(Documents.named(name));

    assertEquals(name, Xml.child(Xml.child(html, "head"), "title").getTextContent());
    assertEquals(
        "image \"" + name.replace('"', '\'') + "\"; bbox 0 0 800 1000; ppageno 0",
        Xml.children(Xml.child(html, "body")).get(0).getAttribute("title"));
  }

  @Test
  void charactersThatXmlCannotHoldAreReplaced() {
    Element html = hocr(Documents.named("a\u0000b\u0007c\uD800d\uFFFE"));

    assertEquals(
        "a\uFFFDb\uFFFDc\uFFFDd\uFFFD",
        Xml.child(Xml.child(html, "head"), "title").getTextContent());
  }

  @Test
  void numbersAreTheSameInEveryLocale() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      looksAsAgreed();
    } finally {
      Locale.setDefault(before);
    }
  }

  private static Element hocr(LaidOutDocument document) {
    return Xml.root(document, ExportFormat.HOCR);
  }

  private static List<String> classes(Element parent) {
    return Xml.children(parent).stream().map(child -> child.getAttribute("class")).toList();
  }

  private static String meta(Element html, String name) {
    return Xml.all(html, "meta").stream()
        .filter(meta -> meta.getAttribute("name").equals(name))
        .map(meta -> meta.getAttribute("content"))
        .findFirst()
        .orElseThrow();
  }
}
