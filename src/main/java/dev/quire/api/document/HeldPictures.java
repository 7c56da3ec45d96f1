package dev.quire.api.document;

import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import dev.quire.image.PageImage;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.picture.SizeLimit;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The pictures of an answer. Painting takes memory for a while, for which whoever paints may wait;
 * what the files take is held until they are sent. Answers that keep what they have while they wait
 * for more would wait for each other; so, unless its pictures are sent one by one, an answer waits
 * for room for the first file only. Thread-safe.
 */
public final class HeldPictures implements AutoCloseable {

  /** What {@link dev.quire.picture.PagePainter} holds for each pixel while it draws. */
  private static final long PIXEL_BYTES = 6;

  /** The file itself, and Base64 of it in the answer's text. */
  private static final long FILE_COPIES = 3;

  private static final String NO_ROOM =
      "There is no memory for the pictures of all pages together; ask for fewer pages, for no"
          + " pictures (visualize=false, images=none), or for application/x-ndjson";

  private final ByteBudget heap;
  private final String client;
  private final boolean sentOneByOne;
  private final MemoryReservation files;

  /** What the files of each page take. */
  private final NavigableMap<Integer, Long> held = new TreeMap<>();

  /**
   * @param sentOneByOne whether each is released before the next one is asked for
   */
  public HeldPictures(ByteBudget heap, String client, boolean sentOneByOne) {
    this.heap = heap;
    this.client = client;
    this.sentOneByOne = sentOneByOne;
    this.files = heap.open(client, Stage.ANSWER);
  }

  /**
   * Paints the pictures of a page, one after the other.
   *
   * @param number the page's
   * @param limit how large the pictures may be
   * @param bytes what the files count for together
   * @throws MemoryExhaustedException if there is no room and waiting for some is right; nothing is
   *     held for the page then
   * @throws ProblemException if there is no room and it is not
   * @throws java.util.concurrent.CancellationException if they are not needed any more
   */
  public <T> T painted(
      int number, PageImage page, SizeLimit limit, Supplier<T> painting, ToLongFunction<T> bytes) {
    T painted = painted(page, limit, painting);
    keep(number, FILE_COPIES * bytes.applyAsLong(painted));
    return painted;
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

  private void keep(int number, long bytes) {
    try {
      files.grow(bytes);
    } catch (MemoryExhaustedException e) {
      if (mayWait()) {
        throw e;
      }
      throw new ProblemException(
          e.forGood() ? ProblemType.TOO_MANY_PAGES : ProblemType.OVERLOADED, NO_ROOM);
    }
    synchronized (this) {
      held.merge(number, bytes, Long::sum);
    }
  }

  private synchronized boolean mayWait() {
    return sentOneByOne || held.isEmpty();
  }

  /** The pictures of a page and of those before it have been sent. */
  public void releaseUpTo(int number) {
    // whoever has waited for the memory goes on here, so not within the lock
    files.release(takeUpTo(number));
  }

  private synchronized long takeUpTo(int number) {
    NavigableMap<Integer, Long> sent = held.headMap(number, true);
    long bytes = sent.values().stream().mapToLong(Long::longValue).sum();
    sent.clear();
    return bytes;
  }

  /** None is needed any more, nor any that is still painted. */
  @Override
  public void close() {
    files.close();
  }
}
