package dev.quire.document;

import dev.quire.memory.ByteBudget;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Opens PDF files: what the rest of the program knows of the library that reads and draws them, and
 * of the process in which it does. Thread-safe.
 */
public interface Pdfs {

  /**
   * Opens a file. Its structure is read, its pages are not.
   *
   * @param file kept, not copied: nobody may change it while the document is open
   * @param password opens an encrypted file; other files need none
   * @param cancelled asked again and again while the file is opened, where that can be ended
   * @return pages drawn as {@link Document#page} says; its pages may be drawn side by side
   * @throws InvalidDocumentException if it is refused
   * @throws java.util.concurrent.CancellationException if it was cancelled
   */
  Document open(byte[] file, Optional<String> password, BooleanSupplier cancelled);

  /** Makes ready what makes the first pages slow. Returns at once, or takes seconds. */
  default void warmUp() {
    // nothing to make ready
  }

  /** How the processes are that draw; empty where this one does. */
  default Optional<DrawingStatus> status() {
    return Optional.empty();
  }

  /**
   * Reads and draws with PDFBox, in this process: for files that are trusted, one page after the
   * other. A file may take all of the heap, and a thread for as long as it likes.
   *
   * @param nativeMemory what pictures may take while they are decoded
   */
  static Pdfs inThisProcess(DocumentSettings settings, ByteBudget nativeMemory) {
    return new PdfReader(settings, nativeMemory);
  }
}
