package dev.quire.document.process;

import dev.quire.document.Document;
import dev.quire.document.DocumentKind;
import dev.quire.document.PageSize;
import dev.quire.document.PageWithText;
import dev.quire.document.text.TextLayer;
import dev.quire.image.Bitmap;
import dev.quire.memory.MemoryReservation;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A PDF document whose pages are drawn by whichever drawing process is free. */
final class ProcessDocument implements Document {

  private final DrawingPool pool;
  private final DocumentFile file;
  private final int pageCount;
  private volatile boolean closed;

  ProcessDocument(DrawingPool pool, DocumentFile file, int pageCount) {
    this.pool = pool;
    this.file = file;
    this.pageCount = pageCount;
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
  public PageSize size(int number) {
    requirePage(number);
    return pool.use(
        file, number, () -> closed, (drawer, watch) -> drawer.measure(file, number, watch));
  }

  @Override
  public Bitmap page(int number, BooleanSupplier cancelled, MemoryReservation held) {
    return page(number, cancelled, held, () -> {});
  }

  @Override
  public Bitmap page(
      int number, BooleanSupplier cancelled, MemoryReservation held, Runnable admitted) {
    return drawn(
        number, cancelled, held, admitted, (drawer, watch) -> drawer.draw(file, number, watch));
  }

  @Override
  public PageWithText pageWithText(
      int number, BooleanSupplier cancelled, MemoryReservation held, Runnable admitted) {
    return drawn(
        number,
        cancelled,
        held,
        admitted,
        (drawer, watch) -> drawer.drawWithText(file, number, watch));
  }

  @Override
  public Optional<TextLayer> textLayer(int number, BooleanSupplier cancelled) {
    requirePage(number);
    return pool.use(
        file,
        number,
        () -> closed || cancelled.getAsBoolean(),
        (drawer, watch) -> Optional.of(drawer.text(file, number, watch)));
  }

  private <T> T drawn(
      int number,
      BooleanSupplier cancelled,
      MemoryReservation held,
      Runnable admitted,
      DrawingPool.Task<T> drawing) {
    requirePage(number);
    long before = held.bytes();
    return pool.use(
        file,
        number,
        () -> closed || cancelled.getAsBoolean(),
        (drawer, watch) -> {
          PageSize size = drawer.measure(file, number, watch);
          try {
            size.hold(number, held);
            admitted.run();
            return drawing.on(drawer, watch);
          } catch (RuntimeException | Error e) {
            held.shrinkTo(before);
            throw e;
          }
        });
  }

  private void requirePage(int number) {
    if (closed) {
      throw new IllegalStateException("The document is closed");
    }
    Objects.checkIndex(number - 1, pageCount);
  }

  @Override
  public void close() {
    closed = true;
    pool.forget(file);
  }
}
