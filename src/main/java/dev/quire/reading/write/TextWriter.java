package dev.quire.reading.write;

import dev.quire.reading.ReadPage;

/**
 * Writes a document page by page. The strings it returns, one after the other, are the document.
 *
 * <p>It holds back what may continue on the next page (a paragraph or table and the floats and
 * footnotes after it), and no more than a fixed amount of that. Not thread-safe; one writer for
 * each document.
 */
public interface TextWriter {

  /**
   * Takes the next page.
   *
   * @return what can no longer change; may be empty
   */
  String add(ReadPage page);

  /**
   * Ends the document; no page may follow.
   *
   * @return what was held back; may be empty
   */
  String finish();
}
