package dev.quire.reading.write;

import dev.quire.reading.ReadPage;

/**
 * Writes a document as plain text: a blank line between blocks, a form feed between pages, a tab
 * between cells of a table. Not thread-safe.
 */
public final class PlainTextWriter implements TextWriter {

  private final DocumentWriter writer =
      new DocumentWriter(FigureLinks.none(), new PlainTextRenderer());

  /** One page by itself. */
  public static String page(ReadPage page) {
    PlainTextWriter writer = new PlainTextWriter();
    return writer.add(page) + writer.finish();
  }

  @Override
  public String add(ReadPage page) {
    return writer.add(page);
  }

  @Override
  public String finish() {
    return writer.finish();
  }
}
