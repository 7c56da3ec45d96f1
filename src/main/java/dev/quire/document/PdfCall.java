package dev.quire.document;

import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.memory.MemoryExhaustedException;
import java.io.IOException;
import java.util.concurrent.CancellationException;

/**
 * A call of PDFBox, which answers a damaged file with any exception there is. Whatever exception it
 * throws is the file's fault: nothing else goes in. A library that is missing is not, nor that
 * other requests hold the memory. An {@link OutOfMemoryError} ends the process that draws.
 */
@FunctionalInterface
interface PdfCall<T> {

  /** Makes the call. */
  T make() throws IOException;

  /** Makes a call that concerns the document as a whole. */
  static <T> T onDocument(PdfCall<T> call) {
    try {
      return call.make();
    } catch (InvalidDocumentException | MemoryExhaustedException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new InvalidDocumentException(
          Reason.CORRUPT, "The PDF document is damaged and cannot be read", e);
    }
  }

  /**
   * Makes a call that concerns one page.
   *
   * @param number from 1
   */
  static <T> T onPage(int number, PdfCall<T> call) {
    try {
      return call.make();
    } catch (InvalidDocumentException | CancellationException | MemoryExhaustedException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw InvalidDocumentException.ofPage(
          Reason.CORRUPT, number, "of the PDF document is damaged and cannot be drawn", e);
    }
  }
}
