package dev.quire.document.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.document.DrawingStatus;
import dev.quire.document.DrawingStatus.State;
import dev.quire.document.DrawingUnavailableException;
import dev.quire.document.InvalidDocumentException;
import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.document.PageSize;
import dev.quire.document.PageWithText;
import dev.quire.document.searchable.Searchable;
import dev.quire.document.text.TextLayer;
import dev.quire.image.Bitmap;
import dev.quire.memory.MemoryReservation;
import dev.quire.process.ProcessException;
import dev.quire.reading.ReadPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who draws what, and when; the processes are not real. */
@Timeout(30)
class DrawingPoolTest {

  private static final Duration SLOW = Duration.ofSeconds(2);
  private static final int CRASHED = 139;
  private static final int OUT_OF_MEMORY = 3;

  private final List<FakeDrawer> started = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger attempts = new AtomicInteger();
  private volatile boolean broken;

  private final DrawingPool pool =
      new DrawingPool(
          () -> {
            attempts.incrementAndGet();
            if (broken) {
              throw new ProcessException("no more processes");
            }
            FakeDrawer drawer = new FakeDrawer();
            started.add(drawer);
            return drawer;
          },
          2,
          SLOW,
          threads);

  @AfterEach
  void end() {
    pool.close();
    threads.shutdownNow();
  }

  @Test
  void pagesOfOneDocumentAreDrawnSideBySideAndNoMore() throws Exception {
    DocumentFile file = file(1);
    Tasks tasks = new Tasks();
    List<Future<Drawer>> pages = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      pages.add(threads.submit(() -> pool.use(file, 1, () -> false, tasks::holdOn)));
    }
    tasks.awaitRunning(2);
    assertEquals(2, started.size());
    assertTrue(started.stream().allMatch(drawer -> drawer.holds(file)));
    tasks.goOn.countDown();
    Set<Drawer> drawers = new HashSet<>();
    for (Future<Drawer> page : pages) {
      drawers.add(page.get());
    }
    assertEquals(Set.copyOf(started), drawers);
    assertEquals(2, tasks.most());
    assertEquals(
        2, started.stream().mapToInt(drawer -> drawer.opened).sum(), "opened once in each");
  }

  @Test
  void aProcessThatHasTheDocumentOpenGoesFirst() {
    DocumentFile one = file(1);
    pool.startAll();
    while (pool.size() < 2) {
      Thread.onSpinWait();
    }
    Drawer first = pool.use(one, 1, () -> false, (drawer, watch) -> drawer);
    Drawer other = pool.use(file(2), 1, () -> false, (drawer, watch) -> drawer);
    assertSame(first, pool.use(one, 2, () -> false, (drawer, watch) -> drawer));
    assertNotSame(first, other, "the one with the fewest documents");
    pool.forget(one);
    while (first.holds(one)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aSlowPageDoesNotKeepOthersWaitingAndHasAReplacementStartedAhead() throws Exception {
    Tasks slow = new Tasks();
    List<Future<Drawer>> pages = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      pages.add(threads.submit(() -> pool.use(file(1), 1, () -> false, slow::holdOn)));
    }
    slow.awaitRunning(2);
    slow.watches.forEach(watch -> watch.waits().after(SLOW.toNanos() - 1));
    assertEquals(2, started.size());
    slow.watches.forEach(watch -> watch.waits().after(SLOW.toNanos()));
    while (pool.size() < 3) {
      Thread.onSpinWait();
    }
    Tasks others = new Tasks();
    for (int i = 0; i < 3; i++) {
      pages.add(threads.submit(() -> pool.use(file(2), 1, () -> false, others::holdOn)));
    }
    others.awaitRunning(2);
    others.watches.forEach(watch -> watch.waits().after(SLOW.toNanos()));
    assertEquals(4, started.size(), "as many again and no more");
    others.goOn.countDown();
    slow.goOn.countDown();
    for (Future<Drawer> page : pages) {
      page.get();
    }
    assertEquals(2, others.most());
    assertEquals(2, pool.size());
    assertEquals(2, started.stream().filter(FakeDrawer::isOver).count());
  }

  @Test
  void aPageIsTriedOnceMoreAlone() {
    DocumentFile file = file(1);
    List<Drawer> tried = new ArrayList<>();
    pool.use(file(2), 1, () -> false, (drawer, watch) -> drawer);
    InvalidDocumentException problem =
        assertThrows(
            InvalidDocumentException.class,
            () ->
                pool.use(
                    file,
                    7,
                    () -> false,
                    (drawer, watch) -> {
                      tried.add(drawer);
                      throw ((FakeDrawer) drawer).die(CRASHED);
                    }));
    assertEquals(Reason.CORRUPT, problem.reason());
    assertEquals(7, problem.page().orElse(0));
    assertEquals(2, Set.copyOf(tried).size());
    assertEquals(1, tried.get(1).documents());
    Drawer next = pool.use(file, 8, () -> false, (drawer, watch) -> drawer);
    assertFalse(next.isOver(), "other pages are drawn");
  }

  @Test
  void whatFillsTheMemoryAloneIsNotTriedAgain() {
    List<Drawer> tried = new ArrayList<>();
    DrawingPool.Task<Drawer> task =
        (drawer, watch) -> {
          tried.add(drawer);
          throw ((FakeDrawer) drawer).die(OUT_OF_MEMORY);
        };
    InvalidDocumentException problem =
        assertThrows(InvalidDocumentException.class, () -> pool.use(file(1), 1, () -> false, task));
    assertEquals(Reason.TOO_COMPLEX, problem.reason());
    assertEquals(1, tried.size());
    pool.startAll();
    while (pool.size() < 2) {
      Thread.onSpinWait();
    }
    pool.use(file(2), 1, () -> false, (drawer, watch) -> drawer);
    pool.use(file(0), 1, () -> false, (drawer, watch) -> drawer);
    assertThrows(InvalidDocumentException.class, () -> pool.use(file(3), 1, () -> false, task));
    assertEquals(3, tried.size(), "others' documents may have filled it");
  }

  @Test
  void whereNoProcessCanBeStartedThatIsSaid() {
    broken = true;
    assertThrows(
        DrawingUnavailableException.class,
        () -> pool.use(file(1), 0, () -> false, (drawer, watch) -> drawer));
    broken = false;
    pool.use(file(1), 0, () -> false, (drawer, watch) -> drawer);
  }

  @Test
  void theStatusSaysHowTheProcessesAre() throws Exception {
    assertEquals(State.IDLE, pool.status().state());
    broken = true;
    assertThrows(
        DrawingUnavailableException.class,
        () -> pool.use(file(1), 0, () -> false, (drawer, watch) -> drawer));
    DrawingStatus none = pool.status();
    assertEquals(State.UNAVAILABLE, none.state());
    assertEquals(1, none.failedStarts());
    assertEquals(Optional.of("no more processes"), none.lastFailure());

    broken = false;
    Tasks tasks = new Tasks();
    Future<Drawer> slow = threads.submit(() -> pool.use(file(1), 1, () -> false, tasks::holdOn));
    Future<Drawer> busy = threads.submit(() -> pool.use(file(2), 1, () -> false, tasks::holdOn));
    tasks.awaitRunning(2);
    tasks.watches.get(0).waits().after(SLOW.toNanos());
    while (pool.size() < 3) {
      Thread.onSpinWait();
    }
    assertEquals(new DrawingStatus(1, 1, 1, 0, 0, 0, 1, Optional.empty()), pool.status());
    assertEquals(State.READY, pool.status().state());

    started.forEach(drawer -> drawer.die(CRASHED));
    assertEquals(1, pool.status().ended(), "the idle one, before anybody needs it");
    tasks.goOn.countDown();
    slow.get();
    busy.get();
    assertEquals(3, pool.status().ended());
  }

  @Test
  void aFailedStartDoesNotFailThoseWhoWaitWhileOtherProcessesWork() throws Exception {
    Tasks tasks = new Tasks();
    Future<Drawer> first = threads.submit(() -> pool.use(file(1), 1, () -> false, tasks::holdOn));
    tasks.awaitRunning(1);
    broken = true;
    Future<Drawer> second = threads.submit(() -> pool.use(file(2), 1, () -> false, tasks::holdOn));
    while (attempts.get() < 2) {
      Thread.onSpinWait();
    }

    tasks.goOn.countDown();

    assertSame(first.get(), second.get());
  }

  @Test
  void sharedMemoryOfAProcessThatEndedIsGivenBackOnce() {
    assertThrows(
        InvalidDocumentException.class,
        () ->
            pool.use(
                file(1),
                1,
                () -> false,
                (drawer, watch) -> {
                  throw ((FakeDrawer) drawer).die(CRASHED);
                }));

    List<FakeDrawer> ended = started.stream().filter(FakeDrawer::isOver).toList();
    assertEquals(2, ended.size());
    assertTrue(ended.stream().allMatch(drawer -> drawer.released == 1));
  }

  @Test
  void aPageIsNotBlamedForProcessesThatTheSystemEnds() {
    assertThrows(
        DrawingUnavailableException.class,
        () ->
            pool.use(
                file(1),
                1,
                () -> false,
                (drawer, watch) -> {
                  throw ((FakeDrawer) drawer).die(128 + 9);
                }));
  }

  @Test
  void whoWaitsForAProcessMayLeave() throws Exception {
    Tasks tasks = new Tasks();
    threads.submit(() -> pool.use(file(1), 1, () -> false, tasks::holdOn));
    threads.submit(() -> pool.use(file(1), 1, () -> false, tasks::holdOn));
    tasks.awaitRunning(2);
    AtomicBoolean cancelled = new AtomicBoolean();
    Future<Drawer> waits =
        threads.submit(() -> pool.use(file(2), 1, cancelled::get, (drawer, watch) -> drawer));
    assertFalse(waits.isDone());
    cancelled.set(true);
    assertTrue(
        assertThrows(ExecutionException.class, waits::get).getCause()
            instanceof CancellationException);
    tasks.goOn.countDown();
  }

  @Test
  void closingEndsAllAndTellsWhoWaits() throws Exception {
    Tasks tasks = new Tasks();
    threads.submit(() -> pool.use(file(1), 1, () -> false, tasks::holdOn));
    threads.submit(() -> pool.use(file(1), 1, () -> false, tasks::holdOn));
    tasks.awaitRunning(2);
    Future<Drawer> waits =
        threads.submit(() -> pool.use(file(2), 1, () -> false, (drawer, watch) -> drawer));
    pool.close();
    assertTrue(
        assertThrows(ExecutionException.class, waits::get).getCause()
            instanceof DrawingUnavailableException);
    assertTrue(started.stream().allMatch(FakeDrawer::isOver));
  }

  private static DocumentFile file(long number) {
    return FILES.get((int) number);
  }

  private static final List<DocumentFile> FILES =
      List.of(newFile(0), newFile(1), newFile(2), newFile(3));

  private static DocumentFile newFile(long number) {
    return new DocumentFile(number, new byte[1], Optional.empty());
  }

  /** Tasks that go on until they are told. */
  private static final class Tasks {

    final CountDownLatch goOn = new CountDownLatch(1);
    final List<DrawingCaller> watches = new CopyOnWriteArrayList<>();
    private int running;
    private int most;

    Drawer holdOn(Drawer drawer, DrawingCaller watch) {
      synchronized (this) {
        running++;
        most = Math.max(most, running);
        watches.add(watch);
        notifyAll();
      }
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new CancellationException();
      } finally {
        synchronized (this) {
          running--;
        }
      }
      return drawer;
    }

    synchronized void awaitRunning(int count) throws InterruptedException {
      while (running < count) {
        wait();
      }
    }

    synchronized int most() {
      return most;
    }
  }

  /** Opens whatever it is given. */
  private static final class FakeDrawer implements Drawer {

    private final Set<DocumentFile> files = new HashSet<>();
    private volatile boolean over;
    private int opened;
    private volatile int released;

    RuntimeException die(int exitCode) {
      over = true;
      return dev.quire.process.LostProcesses.with(exitCode);
    }

    @Override
    public synchronized void open(DocumentFile file, DrawingCaller watch) {
      opened++;
      files.add(file);
    }

    @Override
    public synchronized boolean holds(DocumentFile file) {
      return files.contains(file);
    }

    @Override
    public int pages(DocumentFile file) {
      return 1;
    }

    @Override
    public synchronized int documents() {
      return files.size();
    }

    @Override
    public PageSize measure(DocumentFile file, int page, DrawingCaller watch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Bitmap draw(DocumentFile file, int page, DrawingCaller watch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PageWithText drawWithText(DocumentFile file, int page, DrawingCaller watch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public TextLayer text(DocumentFile file, int page, DrawingCaller watch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Searchable addText(
        DocumentFile file, List<ReadPage> pages, MemoryReservation held, DrawingCaller watch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void forget(DocumentFile file) {
      files.remove(file);
    }

    @Override
    public synchronized void forgetAll() {
      files.clear();
    }

    @Override
    public boolean isOver() {
      return over;
    }

    @Override
    public void release() {
      released++;
    }

    @Override
    public void end() {
      over = true;
    }
  }
}
