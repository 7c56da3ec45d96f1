package dev.quire.document;

import dev.quire.image.Drawing;
import dev.quire.image.DrawingLeftOutException;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageFormat;
import dev.quire.image.Interpolation;
import dev.quire.image.InvalidImageException;
import dev.quire.image.PageWarning;
import dev.quire.memory.ByteBudget;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Opens documents: PDF files, TIFF files of any number of pages, and single pictures, told apart by
 * their contents. Immutable and thread-safe.
 *
 * <p>Nothing is written to disk and nothing is fetched: scripts, embedded files and links to other
 * files are left alone.
 */
public final class Documents {

  private static final int WARM_UP_SIDE = 32;

  private final ImageDecoder decoder;
  private final Optional<Pdfs> pdfs;

  /** Documents for programs that draw one page after the other, in this process. */
  public Documents(DocumentSettings settings) {
    this(settings, ByteBudget.unlimited(), Drawing.ofThisProgram());
  }

  /**
   * @param nativeMemory what all pictures may take together while they are decoded
   * @param pdfs opens PDF files; not if this program cannot draw
   */
  public Documents(DocumentSettings settings, ByteBudget nativeMemory, Optional<Pdfs> pdfs) {
    this.decoder = new ImageDecoder(settings.limits(), nativeMemory);
    this.pdfs = pdfs;
  }

  Documents(DocumentSettings settings, ByteBudget nativeMemory, Drawing drawing) {
    this(
        settings,
        nativeMemory,
        drawing == Drawing.INCLUDED
            ? Optional.of(Pdfs.inThisProcess(settings, nativeMemory))
            : Optional.empty());
  }

  /** How the processes are that draw PDF pages; empty where this process draws, or nothing does. */
  public Optional<DrawingStatus> drawing() {
    return pdfs.flatMap(Pdfs::status);
  }

  /**
   * Whether a file begins as PDF files do, so that {@link #open} has it drawn. An image whose first
   * bytes hold such words is none, but for the two letters of a bitmap, which may be those of a
   * text.
   */
  public static boolean isPdf(byte[] file) {
    return ImageFormat.of(file).filter(format -> format != ImageFormat.BMP).isEmpty()
        && PdfReader.recognises(file);
  }

  /** Whether a file may have several pages, as far as its first bytes tell. */
  public static boolean mayHavePages(byte[] file) {
    return ImageFormat.of(file).filter(ImageFormat.TIFF::equals).isPresent() || isPdf(file);
  }

  /**
   * Opens a document that needs no password.
   *
   * @throws InvalidDocumentException if it is refused
   * @throws DrawingLeftOutException if it is a PDF file and this program cannot draw
   */
  public Document open(byte[] file) {
    return open(file, Optional.empty());
  }

  /**
   * Opens a document. Its structure is read, its pages are not.
   *
   * @param file kept, not copied: nobody may change it while the document is open
   * @param password opens an encrypted PDF file; other files need none
   * @throws InvalidDocumentException if it is refused
   * @throws DrawingLeftOutException if it is a PDF file and this program cannot draw
   */
  public Document open(byte[] file, Optional<String> password) {
    return open(file, password, () -> false);
  }

  /**
   * The same, for somebody who may leave.
   *
   * @param cancelled asked again and again while a PDF file is opened
   * @throws java.util.concurrent.CancellationException if it was cancelled
   * @throws DrawingUnavailableException if no PDF file can be opened at the moment
   */
  public Document open(byte[] file, Optional<String> password, BooleanSupplier cancelled) {
    if (isPdf(file)) {
      return pdfs.orElseThrow(() -> new DrawingLeftOutException("PDF documents are not read"))
          .open(file, password, cancelled);
    }
    try {
      return new ImageDocument(decoder.pages(file));
    } catch (InvalidImageException refusal) {
      throw InvalidDocumentException.of(refusal, message(refusal));
    }
  }

  /**
   * Draws and resizes a page of its own making, so that the first one of the process need not wait
   * while fonts are looked for and native code is loaded. Takes seconds once.
   *
   * @return what that page lacks: characters of large scripts that no font of the machine has
   * @throws DrawingLeftOutException if this program cannot draw
   */
  public List<PageWarning> warmUp() {
    List<PageWarning> missing;
    try (Document document = open(new PdfWarmUp().document())) {
      missing =
          document.page(1).prepare(WARM_UP_SIDE, WARM_UP_SIDE, Interpolation.LINEAR).warnings();
    }
    pdfs.ifPresent(Pdfs::warmUp);
    return missing;
  }

  private static String message(InvalidImageException refusal) {
    return switch (refusal.reason()) {
      case EMPTY -> "There is no document: 0 bytes were sent";
      case UNSUPPORTED_FORMAT ->
          "The file is neither a PDF document nor an image that is read: " + refusal.getMessage();
      default -> refusal.getMessage();
    };
  }
}
