package dev.quire.document;

import java.util.Optional;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Opens PDF files for whoever changes and saves them. */
public final class WritablePdfs {

  private WritablePdfs() {}

  /**
   * Opens a file. Its pages have the numbers that they have for whoever draws them.
   *
   * @param file kept, not copied: nobody may change it while the document is open
   * @param password opens an encrypted file; other files need none
   * @param memory where its streams are unfolded, and new ones kept
   * @return to be closed by the caller; not thread-safe
   * @throws InvalidDocumentException if it is refused
   */
  public static PDDocument open(byte[] file, Optional<String> password, MemoryUsageSetting memory) {
    return PdfReader.open(file, password, memory);
  }
}
