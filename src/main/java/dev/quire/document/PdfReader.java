package dev.quire.document;

import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.memory.ByteBudget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** Opens PDF files with PDFBox, in main memory. Immutable and thread-safe. */
final class PdfReader implements Pdfs {

  private static final BytePattern HEADER = new BytePattern("%PDF-");

  /** Readers accept the header within the first so many bytes (ISO 32000-1, Annex H.3.4.1). */
  private static final int HEADER_WITHIN = 1024;

  /** The security handler for certificates (ISO 32000-2, 7.6.5), which needs their keys. */
  private static final BytePattern CERTIFICATES = new BytePattern("Adobe.PubSec");

  private final DocumentSettings settings;
  private final ByteBudget nativeMemory;
  private final PdfTrailer ending = new PdfTrailer();

  /**
   * @param nativeMemory what all pictures may take together while they are decoded
   */
  PdfReader(DocumentSettings settings, ByteBudget nativeMemory) {
    PdfBox.initialise();
    this.settings = settings;
    this.nativeMemory = nativeMemory;
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
    MemoryUsageSetting memory = MemoryUsageSetting.setupMainMemoryOnly(settings.maxInflatedBytes());
    PDDocument document = load(file, ending.require(file), password, memory);
    try {
      return new PdfDocument(document, settings, nativeMemory, pages(document));
    } catch (RuntimeException e) {
      IOUtils.closeQuietly(document);
      throw e;
    }
  }

  /**
   * Opens a file for somebody who changes it. Its pages have the numbers that {@link #open} gives
   * them.
   *
   * @param memory where its streams are unfolded, and new ones kept
   * @throws InvalidDocumentException if it is refused
   */
  static PDDocument open(byte[] file, Optional<String> password, MemoryUsageSetting memory) {
    PdfBox.initialise();
    PDDocument document = load(file, wholeLength(file), password, memory);
    try {
      if (AttachmentEncryption.isAllThereIs(document.getDocument().getTrailer())) {
        throw new InvalidDocumentException(
            Reason.UNSUPPORTED_CONTENT,
            "The PDF document has encrypted attachments; it is read, but not written");
      }
      pages(document);
      return document;
    } catch (RuntimeException e) {
      IOUtils.closeQuietly(document);
      throw e;
    }
  }

  /** With the end of the last line: a signature covers it, too. */
  private static int wholeLength(byte[] file) {
    int length = new PdfTrailer().require(file);
    boolean blank = true;
    for (int i = length; i < file.length && blank; i++) {
      blank = file[i] == '\n' || file[i] == '\r' || file[i] == ' ';
    }
    return blank ? file.length : length;
  }

  /** Opening cannot be ended here. */
  @Override
  public PdfDocument open(byte[] file, Optional<String> password, BooleanSupplier cancelled) {
    return open(file, password);
  }

  private static PDDocument load(
      byte[] file, int length, Optional<String> password, MemoryUsageSetting memory) {
    return PdfCall.onDocument(
        () -> {
          try {
            return load(file, length, password.orElse(""), memory);
          } catch (InvalidPasswordException e) {
            return loadWithoutAttachments(file, length, memory)
                .orElseThrow(() -> passwordProblem(password, e));
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

  private static PDDocument load(
      byte[] file, int length, String password, MemoryUsageSetting memory) throws IOException {
    // PDFBox looks for the end in the last two kilobytes, and then no more
    return length == file.length
        ? Loader.loadPDF(file, password, null, null, memory.streamCache)
        : Loader.loadPDF(
            new RandomAccessReadBuffer(ByteBuffer.wrap(file, 0, length).slice()),
            password,
            null,
            null,
            memory.streamCache);
  }

  /** The document, if nothing of it but its attachments is encrypted. */
  private static Optional<PDDocument> loadWithoutAttachments(
      byte[] file, int length, MemoryUsageSetting memory) {
    try {
      PDDocument document = load(AttachmentEncryption.hidden(file), length, "", memory);
      if (AttachmentEncryption.isAllThereIs(document.getDocument().getTrailer())) {
        return Optional.of(document);
      }
      IOUtils.closeQuietly(document);
    } catch (IOException | RuntimeException encrypted) {
      // more than its attachments cannot be read
    }
    return Optional.empty();
  }

  private static InvalidDocumentException passwordProblem(
      Optional<String> password, InvalidPasswordException e) {
    return password.isPresent()
        ? new InvalidDocumentException(
            Reason.WRONG_PASSWORD, "The password does not open the PDF document", e)
        : new InvalidDocumentException(
            Reason.PASSWORD_REQUIRED,
            "The PDF document is encrypted and opens with a password only",
            e);
  }

  /** Finds the pages, and where the document contradicts itself, makes its tree one of those. */
  private static PageTree pages(PDDocument document) {
    return PdfCall.onDocument(
        () -> {
          COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
          COSDictionary root = catalog.getCOSDictionary(COSName.PAGES);
          if (root == null) {
            throw new InvalidDocumentException(
                Reason.CORRUPT, "The PDF document is damaged: its pages cannot be found");
          }
          PageTree tree = PageTree.of(root);
          if (tree.count() == 0) {
            throw tree.isConsistent()
                ? new InvalidDocumentException(Reason.NO_PAGES, "The PDF document has no pages")
                : new InvalidDocumentException(
                    Reason.CORRUPT,
                    "The PDF document is damaged: of the %d pages that it declares none is there"
                        .formatted(tree.declared()));
          }
          if (!tree.isConsistent()) {
            catalog.setItem(COSName.PAGES, tree.flattened());
          }
          return tree;
        });
  }
}
