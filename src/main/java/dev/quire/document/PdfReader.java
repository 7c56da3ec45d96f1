package dev.quire.document;

import dev.quire.document.InvalidDocumentException.Reason;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** Opens PDF files with PDFBox, in main memory. Immutable and thread-safe. */
final class PdfReader implements Pdfs {

  private static final BytePattern HEADER = new BytePattern("%PDF-");

  /** Readers accept the header within the first so many bytes (ISO 32000-1, Annex H.3.4.1). */
  private static final int HEADER_WITHIN = 1024;

  /** The security handler for certificates (ISO 32000-2, 7.6.5), which needs their keys. */
  private static final BytePattern CERTIFICATES = new BytePattern("Adobe.PubSec");

  private final DocumentSettings settings;
  private final PdfEnding ending = new PdfEnding();

  PdfReader(DocumentSettings settings) {
    PdfBox.initialise();
    this.settings = settings;
  }

  /** Whether a file begins as PDF files do. */
  static boolean recognises(byte[] file) {
    return HEADER.first(file, 0, Math.min(file.length, HEADER_WITHIN)) >= 0;
  }

  /**
   * Opens a file.
   *
   * @throws InvalidDocumentException if it is refused
   */
  PdfDocument open(byte[] file, Optional<String> password) {
    ending.require(file);
    PDDocument document = load(file, password);
    try {
      return new PdfDocument(document, pages(document), settings);
    } catch (RuntimeException e) {
      IOUtils.closeQuietly(document);
      throw e;
    }
  }

  /** Opening cannot be ended here. */
  @Override
  public PdfDocument open(byte[] file, Optional<String> password, BooleanSupplier cancelled) {
    return open(file, password);
  }

  private PDDocument load(byte[] file, Optional<String> password) {
    MemoryUsageSetting memory = MemoryUsageSetting.setupMainMemoryOnly(settings.maxInflatedBytes());
    return PdfCall.onDocument(
        () -> {
          try {
            return Loader.loadPDF(file, password.orElse(""), null, null, memory.streamCache);
          } catch (InvalidPasswordException e) {
            throw password.isPresent()
                ? new InvalidDocumentException(
                    Reason.WRONG_PASSWORD, "The password does not open the PDF document", e)
                : new InvalidDocumentException(
                    Reason.PASSWORD_REQUIRED,
                    "The PDF document is encrypted and opens with a password only",
                    e);
          } catch (IOException | NoClassDefFoundError e) {
            // PDFBox leaves this to a library of cryptography, which is not there.
            if (CERTIFICATES.first(file, 0, file.length) >= 0) {
              throw new InvalidDocumentException(
                  Reason.UNSUPPORTED_FORMAT,
                  "The PDF document is encrypted for the holders of certificates; it is not read",
                  e);
            }
            throw e;
          }
        });
  }

  /** The number of pages, counted: what the tree of pages declares may be wrong. */
  private static int pages(PDDocument document) {
    return PdfCall.onDocument(
        () -> {
          int declared = document.getNumberOfPages();
          int held = 0;
          for (PDPage page : document.getPages()) {
            held++;
          }
          if (held != declared) {
            throw new InvalidDocumentException(
                Reason.CORRUPT,
                "The PDF document is damaged: it declares %d pages and holds %d"
                    .formatted(declared, held));
          }
          if (held == 0) {
            throw new InvalidDocumentException(Reason.NO_PAGES, "The PDF document has no pages");
          }
          return held;
        });
  }
}
