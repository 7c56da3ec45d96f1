package dev.quire.export;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Reads XML back with the JDK's parser. */
final class Xml {

  private Xml() {}

  /** The root of a document that must be well-formed. */
  static Element root(LaidOutDocument document, ExportFormat format) {
    byte[] bytes = new DocumentExporter().export(document, format);
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      Document parsed = factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
      return parsed.getDocumentElement();
    } catch (Exception e) {
      throw new AssertionError("Not well-formed: " + new String(bytes), e);
    }
  }

  static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  static List<String> names(Element parent) {
    return children(parent).stream().map(Element::getLocalName).toList();
  }

  static Element child(Element parent, String name) {
    return children(parent).stream()
        .filter(child -> child.getLocalName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(parent.getLocalName() + " lacks " + name));
  }

  /** All elements at any depth, the root too, in document order. */
  static List<Element> all(Element root) {
    List<Element> all = new ArrayList<>();
    all.add(root);
    for (Element child : children(root)) {
      all.addAll(all(child));
    }
    return all;
  }

  static List<Element> all(Element root, String name) {
    return all(root).stream().filter(element -> element.getLocalName().equals(name)).toList();
  }
}
