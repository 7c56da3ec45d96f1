package dev.quire.document;

import dev.quire.image.ImagePages;
import dev.quire.image.InvalidImageException;
import dev.quire.image.PageImage;
import dev.quire.memory.MemoryReservation;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** The pictures of an image file. It holds nothing but the file's bytes. */
final class ImageDocument implements Document {

  private final ImagePages pages;

  /**
   * @throws InvalidImageException if the only picture is refused
   */
  ImageDocument(ImagePages pages) {
    this.pages = pages;
    if (pages.count() == 1) {
      pages.page(0);
    }
  }

  @Override
  public DocumentKind kind() {
    return DocumentKind.IMAGE;
  }

  @Override
  public int pageCount() {
    return pages.count();
  }

  @Override
  public PageSize size(int number) {
    PageImage page = page(number);
    return new PageSize(page.width(), page.height());
  }

  @Override
  public PageImage page(int number, BooleanSupplier cancelled, MemoryReservation held) {
    Objects.checkIndex(number - 1, pages.count());
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("Page %d is not wanted any more".formatted(number));
    }
    try {
      return pages.page(number - 1);
    } catch (InvalidImageException refusal) {
      throw InvalidDocumentException.ofPage(refusal, number);
    }
  }

  @Override
  public void close() {
    // Nothing is held that needs freeing.
  }
}
