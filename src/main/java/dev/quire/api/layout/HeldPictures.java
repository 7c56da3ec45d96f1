package dev.quire.api.layout;

import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import dev.quire.image.PageImage;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.picture.SizeLimit;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The pictures of an answer. Painting takes memory for a while, for which whoever paints may wait;
 * what the file takes is held, for each picture, until it is sent. Answers that keep what they have
 * while they wait for more would wait for each other; so, unless its pictures are sent one by one,
 * an answer waits for room for the first file only. Thread-safe.
 */
public final class HeldPictures implements AutoCloseable {

  /** What {@link dev.quire.picture.PagePainter} holds for each pixel while it draws. */
  private static final long PIXEL_BYTES = 6;

  /** The file itself, and Base64 of it in the answer's text. */
  private static final long FILE_COPIES = 3;

  private static final String NO_ROOM =
      "There is no memory for the picture beside those of other pages; ask for fewer pages at once,"
          + " or for application/x-ndjson";

  private final ByteBudget heap;
  private final String client;
  private final boolean sentOneByOne;
  private final NavigableMap<Integer, MemoryReservation> held = new TreeMap<>();
  private boolean closed;

  /**
   * @param sentOneByOne whether each is released before the next one is asked for
   */
  public HeldPictures(ByteBudget heap, String client, boolean sentOneByOne) {
    this.heap = heap;
    this.client = client;
    this.sentOneByOne = sentOneByOne;
  }

  /**
   * Paints the pictures of a page, one after the other.
   *
   * @param number the page's
   * @param limit how large the pictures may be
   * @param bytes what the files have together
   * @throws MemoryExhaustedException if there is no room and waiting for some is right; nothing is
   *     held for the page then
   * @throws ProblemException if there is no room and it is not
   */
  public <T> T painted(
      int number, PageImage page, SizeLimit limit, Supplier<T> painting, ToLongFunction<T> bytes) {
    MemoryReservation picture = heap.open(client, Stage.ANSWER);
    try {
      T files = painted(page, limit, painting);
      keep(number, picture, FILE_COPIES * bytes.applyAsLong(files));
      return files;
    } catch (RuntimeException | Error e) {
      picture.close();
      throw e;
    }
  }

  private <T> T painted(PageImage page, SizeLimit limit, Supplier<T> painting) {
    MemoryReservation canvas = heap.open(client, Stage.WORK);
    try {
      canvas.grow(PIXEL_BYTES * limit.pixels(page.width(), page.height()));
      return painting.get();
    } finally {
      canvas.close();
    }
  }

  private void keep(int number, MemoryReservation picture, long bytes) {
    try {
      picture.grow(bytes);
    } catch (MemoryExhaustedException e) {
      throw e.forGood() || mayWait() ? e : new ProblemException(ProblemType.OVERLOADED, NO_ROOM);
    }
    keep(number, picture);
  }

  private synchronized boolean mayWait() {
    return sentOneByOne || held.isEmpty();
  }

  private void keep(int number, MemoryReservation picture) {
    MemoryReservation other = picture;
    synchronized (this) {
      if (!closed) {
        other = held.put(number, picture);
      }
    }
    if (other != null) {
      other.close();
    }
  }

  /** The pictures of a page and of those before it have been sent. */
  public void releaseUpTo(int number) {
    // whoever has waited for the memory goes on here, so not within the lock
    takeUpTo(number).forEach(MemoryReservation::close);
  }

  private synchronized List<MemoryReservation> takeUpTo(int number) {
    NavigableMap<Integer, MemoryReservation> sent = held.headMap(number, true);
    List<MemoryReservation> taken = List.copyOf(sent.values());
    sent.clear();
    return taken;
  }

  /** None is needed any more, nor any that is still painted. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    releaseUpTo(Integer.MAX_VALUE);
  }
}
