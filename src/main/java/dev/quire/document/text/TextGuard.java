package dev.quire.document.text;

/**
 * Asked while the contents of a page are read, which may have no end. Each method may end the
 * reading with an exception, which is passed on.
 */
public interface TextGuard {

  /** Before each operator of the page's contents, and now and then within one. */
  void beforeStep();

  /**
   * Before a form is read.
   *
   * @return whether it is to be read; not within itself
   */
  boolean openForm(Object form);

  /** After a form is read. */
  void closeForm(Object form);

  /** Whether an exception ends the reading of the page, not only of the part that it came from. */
  boolean ends(Exception e);
}
