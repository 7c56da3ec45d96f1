package dev.quire.document.searchable;

import dev.quire.document.Document;
import dev.quire.document.Documents;
import dev.quire.image.PageImage;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.reading.ReadPage;
import dev.quire.reading.TextSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes PDF files of image files and of what their pages say. Immutable and thread-safe. */
public final class SearchablePictures {

  private static final long BYTES_A_PIXEL = 3;

  private final Documents documents;
  private final ByteBudget heap;
  private final Scratch scratch;

  /**
   * @param heap what the pixels of a page are taken from, while it is written
   * @param scratch where files lie until they are written
   */
  public SearchablePictures(Documents documents, ByteBudget heap, Scratch scratch) {
    this.documents = documents;
    this.heap = heap;
    this.scratch = scratch;
  }

  /**
   * Makes a PDF file. All of the pictures are its pages; those that are not given get no text.
   *
   * @param file an image file, of several pictures perhaps
   * @param cancelled asked before each page
   * @param held takes what the PDF file takes before it is there
   * @throws dev.quire.document.InvalidDocumentException if the file or a page is refused
   * @throws dev.quire.image.InvalidImageException if a picture turns out to be damaged
   * @throws dev.quire.memory.MemoryExhaustedException if other requests hold the memory
   * @throws java.util.concurrent.CancellationException if it was cancelled
   */
  public Searchable write(
      byte[] file, List<ReadPage> pages, BooleanSupplier cancelled, MemoryReservation held) {
    Map<Integer, ReadPage> read =
        pages.stream().collect(Collectors.toMap(ReadPage::number, Function.identity()));
    try (Document document = documents.open(file);
        PicturePdf pdf = new PicturePdf(scratch)) {
      boolean alone = document.pageCount() == 1;
      for (int number = 1; number <= document.pageCount(); number++) {
        WrittenFile.requireWanted(cancelled);
        add(pdf, document, number, alone ? Optional.of(file) : Optional.empty(), read, held);
      }
      try (WrittenFile written = WrittenFile.of(scratch, pdf::save)) {
        return written.read(held);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(
      PicturePdf pdf,
      Document document,
      int number,
      Optional<byte[]> file,
      Map<Integer, ReadPage> read,
      MemoryReservation held)
      throws IOException {
    try (MemoryReservation pixels = reservation(held)) {
      PageImage image = document.page(number, () -> false, pixels);
      pixels.grow(BYTES_A_PIXEL * image.width() * image.height());
      ReadPage nothing =
          new ReadPage(number, image.width(), image.height(), TextSource.OCR, "", List.of());
      pdf.add(
          new PagePicture(file, image, PagePicture.DEFAULT_DPI),
          read.getOrDefault(number, nothing));
    }
  }

  private MemoryReservation reservation(MemoryReservation held) {
    return held.client()
        .map(client -> heap.open(client, Stage.WORK))
        .orElseGet(() -> heap.openForAll(Stage.WORK));
  }
}
