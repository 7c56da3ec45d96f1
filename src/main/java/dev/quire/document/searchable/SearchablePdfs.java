package dev.quire.document.searchable;

import dev.quire.memory.MemoryReservation;
import dev.quire.reading.ReadPage;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Adds text to PDF files: what the rest of the program knows of the process in which that is done.
 * Thread-safe.
 */
public interface SearchablePdfs {

  /**
   * Adds to a file what its pages say. Pages that are not given stay as they are, and so do those
   * whose text came from their own layer. The calling thread waits.
   *
   * @param file a PDF file; kept, not copied: nobody may change it meanwhile
   * @param password opens an encrypted file; other files need none
   * @param cancelled asked again and again; once true, the work ends
   * @param held takes what the new file takes before it is there. After an exception it holds what
   *     it held before
   * @throws dev.quire.document.InvalidDocumentException if the file or a page is refused
   * @throws TextNotPermittedException if it is encrypted and does not permit the change
   * @throws dev.quire.document.DrawingUnavailableException if it cannot be done at the moment
   * @throws dev.quire.memory.MemoryExhaustedException if other requests hold the memory
   * @throws java.util.concurrent.CancellationException if it was cancelled
   */
  Searchable write(
      byte[] file,
      Optional<String> password,
      List<ReadPage> pages,
      BooleanSupplier cancelled,
      MemoryReservation held);

  /**
   * Adds text in this process: for files that are trusted. A file may take all of the heap, and a
   * thread for as long as it likes.
   *
   * @param scratch where files lie until they are written
   */
  static SearchablePdfs inThisProcess(Scratch scratch) {
    return (file, password, pages, cancelled, held) -> {
      try (WrittenFile written = WrittenFile.ofPdf(file, password, pages, scratch, cancelled)) {
        return written.read(held);
      }
    };
  }
}
