package dev.quire.reading.write;

import dev.quire.reading.ReadPage;

/**
 * Writes a document as Markdown (CommonMark with GFM's tables; formulas between {@code $$}). Text
 * comes out literally: what would be a mark is escaped. Tables with spans are HTML. Not
 * thread-safe.
 */
public final class MarkdownWriter implements TextWriter {

  private final DocumentWriter writer;

  /** A writer for one document whose figures link to where {@code links} says. */
  public MarkdownWriter(FigureLinks links) {
    this.writer = new DocumentWriter(links, new MarkdownRenderer());
  }

  /** One page by itself. */
  public static String page(ReadPage page, FigureLinks links) {
    MarkdownWriter writer = new MarkdownWriter(links);
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
