package dev.quire.document;

import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.image.Bitmap;
import dev.quire.image.ImageLimits;
import dev.quire.image.PageImage;
import dev.quire.memory.MemoryReservation;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;

/**
 * A PDF document, drawn by PDFBox as a viewer shows it: the crop box, turned as the page says, with
 * annotations, on white. PDFBox's documents are not thread-safe, hence the lock.
 */
final class PdfDocument implements Document {

  private static final float POINTS_PER_INCH = 72f;

  private final PDDocument document;
  private final int pageCount;
  private final DocumentSettings settings;
  private boolean closed;

  /**
   * @param document handed over: {@link #close()} closes it
   */
  PdfDocument(PDDocument document, int pageCount, DocumentSettings settings) {
    this.document = document;
    this.pageCount = pageCount;
    this.settings = settings;
    document.setResourceCache(new FontCache());
  }

  @Override
  public DocumentKind kind() {
    return DocumentKind.PDF;
  }

  @Override
  public int pageCount() {
    return pageCount;
  }

  @Override
  public synchronized PageSize size(int number) {
    requirePage(number);
    PDPage page = PdfCall.onPage(number, () -> document.getPage(number - 1));
    return PdfCall.onPage(number, () -> size(page, number));
  }

  @Override
  public synchronized PageImage page(
      int number, BooleanSupplier cancelled, MemoryReservation held) {
    PageSize size = size(number);
    long start = System.nanoTime();
    long before = held.bytes();
    BufferedImage image;
    try {
      size.hold(number, held);
      DrawingGuard guard = new DrawingGuard(number, settings, cancelled);
      GuardedRenderer renderer = new GuardedRenderer(document, guard);
      image =
          PdfCall.onPage(number, () -> renderer.renderImage(number - 1, scale(), ImageType.BGR));
    } catch (RuntimeException | Error e) {
      held.shrinkTo(before);
      throw e;
    }
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    return new Bitmap(image.getWidth(), image.getHeight(), bgr, System.nanoTime() - start);
  }

  @Override
  public synchronized void close() {
    closed = true;
    IOUtils.closeQuietly(document);
  }

  private void requirePage(int number) {
    if (closed) {
      throw new IllegalStateException("The document is closed");
    }
    Objects.checkIndex(number - 1, pageCount);
  }

  private float scale() {
    return settings.dpi() / POINTS_PER_INCH;
  }

  /** The size that PDFBox will give the page: sides rounded down, but not to nothing. */
  private PageSize size(PDPage page, int number) {
    PDRectangle box = page.getCropBox();
    if (!(box.getWidth() > 0) || !(box.getHeight() > 0)) {
      throw InvalidDocumentException.ofPage(
          Reason.BAD_DIMENSIONS,
          number,
          "has a visible area of %s×%s points".formatted(box.getWidth(), box.getHeight()),
          null);
    }
    long width = (long) Math.max(Math.floor(box.getWidth() * scale()), 1);
    long height = (long) Math.max(Math.floor(box.getHeight() * scale()), 1);
    boolean turned = page.getRotation() % 180 != 0;
    return turned ? admitted(number, height, width) : admitted(number, width, height);
  }

  private PageSize admitted(int number, long width, long height) {
    ImageLimits limits = settings.limits();
    if (Math.min(width, height) < limits.minSide() || Math.max(width, height) > limits.maxSide()) {
      throw InvalidDocumentException.ofPage(
          Reason.BAD_DIMENSIONS,
          number,
          "is %d×%d pixels at %d dpi; each side must be between %d and %d"
              .formatted(width, height, settings.dpi(), limits.minSide(), limits.maxSide()),
          null);
    }
    if (width * height > limits.maxPixels()) {
      throw InvalidDocumentException.ofPage(
          Reason.TOO_LARGE,
          number,
          "is %d×%d pixels at %d dpi; at most %d pixels are accepted"
              .formatted(width, height, settings.dpi(), limits.maxPixels()),
          null);
    }
    return new PageSize((int) width, (int) height);
  }
}
