package dev.quire.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes XML 1.0 in UTF-8, one element a line and indented. Characters that XML cannot hold become
 * U+FFFD. Used by one thread.
 */
final class XmlOutput {

  private static final String INDENT = "  ";
  private static final char REPLACEMENT = '\uFFFD';

  private final XMLStreamWriter writer;

  /** For each open element, whether it has children. */
  private final Deque<Boolean> open = new ArrayDeque<>();

  private XmlOutput(XMLStreamWriter writer) {
    this.writer = writer;
  }

  /** What fills a document. */
  @FunctionalInterface
  interface Content {
    void writeTo(XmlOutput xml) throws XMLStreamException;
  }

  /**
   * Writes a whole document and leaves the stream open.
   *
   * @param doctype the document type declaration, or empty
   * @throws IOException if the stream fails
   */
  static void document(OutputStream out, String doctype, Content content) throws IOException {
    try {
      // The JDK's own, whatever else may be on the class path.
      XMLStreamWriter writer =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      writer.writeStartDocument("UTF-8", "1.0");
      if (!doctype.isEmpty()) {
        writer.writeCharacters("\n");
        writer.writeDTD(doctype);
      }
      content.writeTo(new XmlOutput(writer));
      writer.writeCharacters("\n");
      writer.writeEndDocument();
      writer.flush();
    } catch (XMLStreamException e) {
      throw new IOException("Cannot write XML", e);
    }
  }

  /** Opens an element; its attributes and contents follow. */
  XmlOutput start(String name) throws XMLStreamException {
    line();
    writer.writeStartElement(name);
    open.push(false);
    return this;
  }

  /** Writes an element that never has contents; its attributes follow. */
  XmlOutput empty(String name) throws XMLStreamException {
    line();
    writer.writeEmptyElement(name);
    return this;
  }

  /** Adds to the element begun last. */
  XmlOutput attribute(String name, Object value) throws XMLStreamException {
    writer.writeAttribute(name, legal(String.valueOf(value)));
    return this;
  }

  /** Adds to the element begun last the namespace of all names without a prefix. */
  XmlOutput namespace(String uri) throws XMLStreamException {
    writer.writeDefaultNamespace(uri);
    return this;
  }

  /** Adds to the element begun last a namespace with its prefix. */
  XmlOutput namespace(String prefix, String uri) throws XMLStreamException {
    writer.writeNamespace(prefix, uri);
    return this;
  }

  /** Writes an element that holds nothing but text. */
  XmlOutput text(String name, String text) throws XMLStreamException {
    line();
    writer.writeStartElement(name);
    writer.writeCharacters(legal(text));
    writer.writeEndElement();
    return this;
  }

  /** Closes the element begun last, which holds nothing but text and the attributes it has. */
  XmlOutput endWith(String text) throws XMLStreamException {
    open.pop();
    writer.writeCharacters(legal(text));
    writer.writeEndElement();
    return this;
  }

  /** Writes a comment on a line of its own; hyphens that would end it are set apart. */
  XmlOutput comment(String text) throws XMLStreamException {
    line();
    writer.writeComment(" " + legal(text).replaceAll("-(?=-)", "- ") + " ");
    return this;
  }

  /** Closes the innermost element that is open. */
  XmlOutput end() throws XMLStreamException {
    if (open.pop()) {
      newLine();
    }
    writer.writeEndElement();
    return this;
  }

  private void line() throws XMLStreamException {
    if (!open.isEmpty()) {
      open.pop();
      open.push(true);
    }
    newLine();
  }

  private void newLine() throws XMLStreamException {
    writer.writeCharacters("\n" + INDENT.repeat(open.size()));
  }

  /** XML 1.0, production 2: the characters that a document may contain. */
  private static String legal(String text) {
    StringBuilder legal = new StringBuilder(text.length());
    text.codePoints().forEach(c -> legal.appendCodePoint(isLegal(c) ? c : REPLACEMENT));
    return legal.toString();
  }

  private static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= 0x20 && c <= 0xD7FF
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000;
  }
}
