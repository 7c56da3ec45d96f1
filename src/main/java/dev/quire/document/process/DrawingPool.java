package dev.quire.document.process;

import dev.quire.document.DrawingStatus;
import dev.quire.document.DrawingUnavailableException;
import dev.quire.document.InvalidDocumentException;
import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.process.ProcessLostException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Lends drawing processes, so many at a time, in the order in which they are asked for. One that
 * has been at work for long does not count any more, so that others are drawn meanwhile in a
 * further one; of those there are as many again at most. A process that ends while it is at work is
 * replaced at once, one that was idle when it is needed. Thread-safe.
 */
final class DrawingPool implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(DrawingPool.class);
  private static final long LOOK_MILLIS = 10;

  /** Between a start that failed and the next one. */
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Starter starter;
  private final int seats;
  private final long slowNanos;
  private final Executor helpers;

  private final Object lock = new Object();
  private final Set<Drawer> all = new HashSet<>();
  private final List<Drawer> idle = new ArrayList<>();
  private final Deque<Object> waiting = new ArrayDeque<>();
  private int starting;
  private int quick;
  private int slow;
  private int failures;
  private long ended;
  private Throwable lastFailure;
  private long failedNanos;
  private boolean closed;

  /** Starts a process; takes a second or so. */
  interface Starter {

    /**
     * @throws IOException if it cannot be started
     * @throws dev.quire.process.ProcessException likewise
     */
    Drawer start() throws IOException;
  }

  /** What is done with a process that has the file open. */
  interface Task<T> {
    T on(Drawer drawer, DrawingCaller watch);
  }

  /**
   * @param seats how many are lent at a time, besides those that are slow
   * @param slow how long one counts
   * @param helpers runs the starts of processes and the messages that may block
   */
  DrawingPool(Starter starter, int seats, Duration slow, Executor helpers) {
    this.starter = starter;
    this.seats = seats;
    this.slowNanos = slow.toNanos();
    this.helpers = helpers;
  }

  /** A process that is lent. */
  private final class Loan {
    private final Drawer drawer;
    private boolean slowly;

    Loan(Drawer drawer) {
      this.drawer = drawer;
    }
  }

  /**
   * Has a process do something with a file. Should it end by itself meanwhile, another tries once
   * more, with no other file open.
   *
   * @param page which it is about, 0 for the whole file
   * @param cancelled whether nobody waits any more
   * @throws InvalidDocumentException if the file or the page is refused, or ends two processes
   * @throws DrawingUnavailableException if no process can be started, or two were ended from
   *     outside
   * @throws CancellationException if nobody waits any more, or this is closed
   */
  <T> T use(DocumentFile file, int page, BooleanSupplier cancelled, Task<T> task) {
    ProcessLostException lost = null;
    for (int attempt = 0; attempt < 2; attempt++) {
      Loan loan = borrow(file, attempt > 0, cancelled);
      if (attempt > 0) {
        loan.drawer.forgetAll();
      }
      boolean alone = loan.drawer.documents() <= (loan.drawer.holds(file) ? 1 : 0);
      DrawingCaller watch = new DrawingCaller(cancelled, nanos -> waited(loan, nanos));
      try {
        if (!loan.drawer.holds(file)) {
          loan.drawer.open(file, watch);
        }
        return task.on(loan.drawer, watch);
      } catch (ProcessLostException e) {
        requireWanted(cancelled);
        synchronized (lock) {
          requireOpen();
        }
        LOG.warn(e.getMessage());
        lost = e;
        if (alone && e.ranOutOfMemory()) {
          break;
        }
      } finally {
        giveBack(loan);
      }
    }
    throw refusal(page, lost);
  }

  private static RuntimeException refusal(int page, ProcessLostException lost) {
    if (lost.wasEndedFromOutside()) {
      return new DrawingUnavailableException(lost);
    }
    String what = page == 0 ? "The PDF document" : "Page " + page + " of the PDF document";
    return lost.ranOutOfMemory()
        ? InvalidDocumentException.of(
            Reason.TOO_COMPLEX, page, what + " takes more memory to draw than is granted")
        : InvalidDocumentException.of(
            Reason.CORRUPT, page, what + " cannot be drawn: the process that draws it crashes");
  }

  private Loan borrow(DocumentFile file, boolean alone, BooleanSupplier cancelled) {
    Object me = new Object();
    synchronized (lock) {
      waiting.addLast(me);
      int known = failures;
      try {
        while (true) {
          requireOpen();
          requireWanted(cancelled);
          if (waiting.peekFirst() == me && quick < seats) {
            Optional<Drawer> drawer = pick(file, alone);
            if (drawer.isPresent()) {
              quick++;
              return new Loan(drawer.get());
            }
            if (failures != known && all.isEmpty()) {
              throw new DrawingUnavailableException(lastFailure);
            }
            startMissing();
          }
          lock.wait(LOOK_MILLIS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw DrawingUnavailableException.closed();
      } finally {
        waiting.remove(me);
        lock.notifyAll();
      }
    }
  }

  /** An idle one that has the file open, else the one with the fewest. */
  private Optional<Drawer> pick(DocumentFile file, boolean alone) {
    List<Drawer> over = idle.stream().filter(Drawer::isOver).toList();
    idle.removeAll(over);
    ended += over.size();
    over.forEach(all::remove);
    Optional<Drawer> drawer =
        idle.stream()
            .min(
                Comparator.<Drawer>comparingInt(each -> !alone && each.holds(file) ? 0 : 1)
                    .thenComparingInt(Drawer::documents));
    drawer.ifPresent(idle::remove);
    return drawer;
  }

  private void requireOpen() {
    if (closed) {
      throw DrawingUnavailableException.closed();
    }
  }

  private static void requireWanted(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("Nobody waits for the page any more");
    }
  }

  /** It has been at it for so long. */
  private void waited(Loan loan, long nanos) {
    if (nanos < slowNanos) {
      return;
    }
    synchronized (lock) {
      if (loan.slowly || slow >= seats || loan.drawer.isOver()) {
        return;
      }
      loan.slowly = true;
      slow++;
      quick--;
      startMissing();
      lock.notifyAll();
    }
  }

  /**
   * Starts a process if there are fewer than are lent at a time, or if all that there are are at
   * work and not one too many.
   */
  private void startMissing() {
    int most = idle.isEmpty() && starting == 0 ? seats + slow : seats;
    boolean mayStart = lastFailure == null || System.nanoTime() - failedNanos > PAUSE_NANOS;
    if (!closed && mayStart && all.size() + starting < most) {
      start();
    }
  }

  private void start() {
    starting++;
    try {
      helpers.execute(
          () -> {
            Drawer started = null;
            Throwable failure = null;
            try {
              started = starter.start();
            } catch (IOException | RuntimeException | Error e) {
              failure = e;
            }
            started(started, failure);
          });
    } catch (RuntimeException | Error e) {
      // the system has no thread to spare
      started(null, e);
    }
  }

  private void started(Drawer drawer, Throwable failure) {
    boolean late;
    synchronized (lock) {
      starting--;
      late = closed;
      if (failure != null) {
        failures++;
        failedNanos = System.nanoTime();
        lastFailure = failure;
        if (!late) {
          LOG.warnf("A drawing process was not started: %s", failure.getMessage());
        }
      } else if (!late) {
        lastFailure = null;
        all.add(drawer);
        idle.add(drawer);
      }
      lock.notifyAll();
    }
    if (late && drawer != null) {
      drawer.end();
    }
  }

  private void giveBack(Loan loan) {
    boolean keep;
    synchronized (lock) {
      if (loan.slowly) {
        slow--;
      } else {
        quick--;
      }
      keep = !closed && !loan.drawer.isOver() && all.size() <= seats + slow;
      if (keep) {
        idle.add(loan.drawer);
      } else {
        all.remove(loan.drawer);
        ended += !closed && loan.drawer.isOver() ? 1 : 0;
        startMissing();
      }
      lock.notifyAll();
    }
    if (!keep) {
      loan.drawer.end();
      loan.drawer.release();
    }
  }

  /** Has every process close a file. Returns at once: a socket may take long to be written to. */
  void forget(DocumentFile file) {
    try {
      helpers.execute(() -> everyone(drawer -> drawer.forget(file)));
    } catch (RejectedExecutionException e) {
      // this is closed, and with the processes their files are
    }
  }

  private void everyone(Consumer<Drawer> does) {
    List<Drawer> drawers;
    synchronized (lock) {
      drawers = List.copyOf(all);
    }
    drawers.forEach(does);
  }

  /** Starts as many processes as are lent at a time. Returns at once. */
  void startAll() {
    synchronized (lock) {
      while (!closed && all.size() + starting < seats) {
        start();
      }
    }
  }

  /** How it is now. */
  DrawingStatus status() {
    synchronized (lock) {
      int alive = (int) idle.stream().filter(drawer -> !drawer.isOver()).count();
      return new DrawingStatus(
          alive,
          quick,
          slow,
          starting,
          waiting.size(),
          ended + idle.size() - alive,
          failures,
          Optional.ofNullable(lastFailure)
              .map(why -> why.getMessage() == null ? why.toString() : why.getMessage()));
    }
  }

  /** How many there are, at work or idle. */
  int size() {
    synchronized (lock) {
      return all.size();
    }
  }

  /** Ends all of them; whoever waits for one is told. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    everyone(Drawer::end);
  }
}
