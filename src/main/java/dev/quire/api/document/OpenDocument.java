package dev.quire.api.document;

import dev.quire.api.Deadline;
import dev.quire.document.Document;
import dev.quire.document.PageWithText;
import dev.quire.memory.MemoryReservation;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A document that is closed once, as soon as it has ended and nobody uses it: by whoever ends it,
 * or by the last user, so that nobody ever waits for a page that is being drawn. It may end before
 * it was opened. Thread-safe.
 */
public final class OpenDocument {

  private Document document;
  private int users;
  private boolean ended;

  /**
   * It has been opened.
   *
   * @param opened handed over: this closes it
   * @throws CancellationException if it has ended already
   */
  public void opened(Document opened) {
    synchronized (this) {
      if (!ended) {
        document = opened;
        return;
      }
    }
    opened.close();
    throw gone();
  }

  /**
   * Uses it.
   *
   * @throws CancellationException if it has ended
   */
  public <T> T use(Function<Document, T> use) {
    Document mine;
    synchronized (this) {
      if (ended || document == null) {
        throw gone();
      }
      users++;
      mine = document;
    }
    try {
      return use.apply(mine);
    } finally {
      leave();
    }
  }

  /**
   * Draws a page, which ends when its time is over or the document has ended.
   *
   * @param number from 1
   * @param text whether its text layer is read, too
   * @param held holds what the page takes
   * @param admitted told when it does, and the page only has to be drawn
   * @throws dev.quire.queue.RequestExpiredException if its time is over
   * @throws CancellationException if the document has ended
   */
  public PageWithText page(
      int number, boolean text, Deadline deadline, MemoryReservation held, Runnable admitted) {
    BooleanSupplier cancelled = cancelled(deadline);
    try {
      return use(
          open ->
              text
                  ? open.pageWithText(number, cancelled, held, admitted)
                  : new PageWithText(
                      open.page(number, cancelled, held, admitted), Optional.empty()));
    } catch (CancellationException e) {
      deadline.check();
      throw e;
    }
  }

  /** Whether it has ended, or the time is over: whoever works on it then may give up. */
  public BooleanSupplier cancelled(Deadline deadline) {
    return () -> isEnded() || deadline.isOver();
  }

  private void leave() {
    Document last;
    synchronized (this) {
      users--;
      last = lastOne();
    }
    close(last);
  }

  /** Whether it has ended; who uses it may give up. */
  public synchronized boolean isEnded() {
    return ended;
  }

  /** Ends it; again does nothing. */
  public void end() {
    Document last;
    synchronized (this) {
      ended = true;
      last = lastOne();
    }
    close(last);
  }

  /** The document, for whoever is to close it. */
  private Document lastOne() {
    if (!ended || users > 0) {
      return null;
    }
    Document last = document;
    document = null;
    return last;
  }

  private static void close(Document document) {
    if (document != null) {
      document.close();
    }
  }

  private static CancellationException gone() {
    return new CancellationException("The document is not wanted any more");
  }
}
