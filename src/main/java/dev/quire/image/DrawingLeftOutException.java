package dev.quire.image;

/**
 * Something was asked for that needs {@link Drawing}, in a program that was built without it. The
 * message is written for whoever asked.
 */
public final class DrawingLeftOutException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param what cannot be done, such as "PDF documents are not read"
   */
  public DrawingLeftOutException(String what) {
    super(
        what
            + " here: this native executable was built without Java's drawing;"
            + " build it with -Pdrawing, or run the service on a JVM");
  }
}
