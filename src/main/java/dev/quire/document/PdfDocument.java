package dev.quire.document;

import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.document.PageFaults.Part;
import dev.quire.document.text.PageText;
import dev.quire.document.text.TextLayer;
import dev.quire.image.Bitmap;
import dev.quire.image.ImageLimits;
import dev.quire.image.PageImage;
import dev.quire.image.PageWarning;
import dev.quire.image.PageWarning.Kind;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
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
  private final ByteBudget nativeMemory;
  private final List<PageWarning> repairs;
  private final FormAppearances forms;
  private final GlyphMasks masks = new GlyphMasks();
  private boolean closed;

  /**
   * @param document handed over: {@link #close()} closes it
   * @param nativeMemory what all pictures may take together while they are decoded
   */
  PdfDocument(
      PDDocument document, DocumentSettings settings, ByteBudget nativeMemory, PageTree pages) {
    this.document = document;
    this.pageCount = pages.count();
    this.settings = settings;
    this.nativeMemory = nativeMemory;
    this.repairs = repairs(pages);
    this.forms = new FormAppearances(document);
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
  public PageImage page(int number, BooleanSupplier cancelled, MemoryReservation held) {
    return page(number, held, guard(number, cancelled));
  }

  @Override
  public synchronized PageWithText pageWithText(
      int number, BooleanSupplier cancelled, MemoryReservation held, Runnable admitted) {
    DrawingGuard guard = guard(number, cancelled);
    long before = held.bytes();
    PageImage page = page(number, held, guard);
    admitted.run();
    try {
      return new PageWithText(page, Optional.of(text(number, guard.again())));
    } catch (RuntimeException | Error e) {
      held.shrinkTo(before);
      throw e;
    }
  }

  @Override
  public synchronized Optional<TextLayer> textLayer(int number, BooleanSupplier cancelled) {
    return Optional.of(text(number, guard(number, cancelled)));
  }

  private DrawingGuard guard(int number, BooleanSupplier cancelled) {
    return new DrawingGuard(number, settings, cancelled, nativeMemory);
  }

  private TextLayer text(int number, DrawingGuard guard) {
    PageSize size = size(number);
    PageFaults ignored = new PageFaults();
    return PdfBox.log()
        .listening(
            ignored,
            () ->
                PdfCall.onPage(
                    number,
                    () -> {
                      PDPage page = document.getPage(number - 1);
                      forms.complete(page, ignored);
                      return new PageText(document)
                          .read(page, scale(page), size.width(), size.height(), guard);
                    }));
  }

  private synchronized PageImage page(int number, MemoryReservation held, DrawingGuard guard) {
    PageSize size = size(number);
    long start = System.nanoTime();
    PageFaults faults = new PageFaults();
    long before = held.bytes();
    BufferedImage image;
    try {
      size.hold(number, held);
      image = PdfBox.log().listening(faults, () -> draw(number, guard, faults));
      requireInk(number, image, faults);
    } catch (RuntimeException | Error e) {
      held.shrinkTo(before);
      throw e;
    }
    return new Bitmap(
        image.getWidth(),
        image.getHeight(),
        bytes(image),
        System.nanoTime() - start,
        Stream.concat(repairs.stream(), faults.warnings().stream()).toList());
  }

  private BufferedImage draw(int number, DrawingGuard guard, PageFaults faults) {
    GuardedRenderer renderer = new GuardedRenderer(document, guard, faults, masks);
    return PdfCall.onPage(
        number,
        () -> {
          PDPage page = document.getPage(number - 1);
          forms.complete(page, faults);
          return renderer.renderImage(number - 1, scale(page), ImageType.BGR);
        });
  }

  /**
   * A page of one colour is taken for empty, which it may only be if nothing of it failed and it
   * paints nothing that is to be seen.
   */
  private static void requireInk(int number, BufferedImage image, PageFaults faults) {
    if (!faults.any() && !faults.expectsInk() || !Ink.isOneColour(bytes(image))) {
      return;
    }
    if (faults.any()) {
      throw InvalidDocumentException.ofPage(
          Reason.UNSUPPORTED_CONTENT,
          number,
          "holds nothing else than what cannot be drawn: " + faults.summary(),
          null);
    }
    faults.add(Part.ALL);
  }

  private static byte[] bytes(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
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

  private static List<PageWarning> repairs(PageTree pages) {
    if (pages.isConsistent()) {
      return List.of();
    }
    String found =
        pages.declared() == pages.count()
            ? "The tree of the document's pages contradicts itself; %d pages were found"
                .formatted(pages.count())
            : "The document counts its pages as %d; those that can be reached are %d"
                .formatted(pages.declared(), pages.count());
    return List.of(new PageWarning(Kind.REPAIRED, found));
  }

  /** Pixels to a unit of the page, which is a point unless the page says otherwise. */
  private float scale(PDPage page) {
    return settings.dpi() / POINTS_PER_INCH * page.getUserUnit();
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
    float scale = scale(page);
    long width = (long) Math.max(Math.floor(box.getWidth() * scale), 1);
    long height = (long) Math.max(Math.floor(box.getHeight() * scale), 1);
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
