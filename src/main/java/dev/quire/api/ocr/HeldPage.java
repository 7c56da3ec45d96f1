package dev.quire.api.ocr;

import dev.quire.image.Bitmap;
import dev.quire.image.PageImage;
import dev.quire.image.PageTurn;
import dev.quire.memory.MemoryReservation;
import dev.quire.task.ocr.detection.PageSize;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A page's pixels, and the memory they take, until its lines are cut out: those wait for long.
 * Nothing of the page is kept after {@link #close}, whoever still holds this. Used by one thread
 * after another, but for {@link #close}, which any may call at any time.
 */
final class HeldPage implements AutoCloseable {

  private static final long BYTES_PER_PIXEL = 3;

  private final AtomicReference<PageImage> page;
  private final MemoryReservation memory;

  /**
   * @param memory closed with this
   */
  HeldPage(PageImage page, MemoryReservation memory) {
    this.page = new AtomicReference<>(page);
    this.memory = memory;
  }

  /** As it is now. */
  PageSize size() {
    PageImage now = now();
    return new PageSize(now.height(), now.width());
  }

  /**
   * Its pixels, decoded the first time.
   *
   * @throws dev.quire.image.InvalidImageException if the page turns out to be damaged
   * @throws dev.quire.memory.MemoryExhaustedException if there is no room for them
   * @throws CancellationException if it is closed
   */
  Bitmap pixels() {
    PageImage now = now();
    if (now instanceof Bitmap pixels) {
      return pixels;
    }
    // what is pixels already, its document holds
    memory.grow(now.decodingBytes() == 0 ? 0 : bytes(now));
    Bitmap pixels = now.bitmap();
    become(now, pixels);
    return pixels;
  }

  /**
   * Turns it upright.
   *
   * @throws dev.quire.memory.MemoryExhaustedException if there is no room for both meanwhile
   * @throws CancellationException if it is closed
   */
  void turn(PageTurn turn) {
    Bitmap sent = pixels();
    if (turn.isNone()) {
      return;
    }
    memory.grow(bytes(sent));
    become(sent, turn.upright(sent));
    memory.shrinkTo(bytes(sent));
  }

  @Override
  public void close() {
    page.set(null);
    memory.close();
  }

  private void become(PageImage before, Bitmap after) {
    page.compareAndSet(before, after);
  }

  private PageImage now() {
    PageImage now = page.get();
    if (now == null) {
      throw new CancellationException("Nobody waits for the page any more");
    }
    return now;
  }

  private static long bytes(PageImage page) {
    return BYTES_PER_PIXEL * page.width() * page.height();
  }
}
