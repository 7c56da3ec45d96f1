package dev.quire.bench;

import dev.quire.document.Document;
import dev.quire.document.DocumentKind;
import dev.quire.document.PageSize;
import dev.quire.document.Pdfs;
import dev.quire.image.Bitmap;
import dev.quire.image.PageImage;
import dev.quire.memory.MemoryReservation;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Draws with PDFBox as it is, for comparison: nothing is guarded, cached or found out. */
final class PlainPdfBox implements Pdfs {

  private static final int DPI = 144;

  @Override
  public Document open(byte[] file, Optional<String> password, BooleanSupplier cancelled) {
    try {
      return new Plain(Loader.loadPDF(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Plain(PDDocument document) implements Document {

    @Override
    public DocumentKind kind() {
      return DocumentKind.PDF;
    }

    @Override
    public int pageCount() {
      return document.getNumberOfPages();
    }

    @Override
    public PageSize size(int number) {
      throw new UnsupportedOperationException();
    }

    @Override
    public synchronized PageImage page(
        int number, BooleanSupplier cancelled, MemoryReservation held) {
      long start = System.nanoTime();
      try {
        BufferedImage image =
            new PDFRenderer(document).renderImageWithDPI(number - 1, DPI, ImageType.BGR);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        return new Bitmap(
            image.getWidth(), image.getHeight(), bgr, System.nanoTime() - start, List.of());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        document.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
