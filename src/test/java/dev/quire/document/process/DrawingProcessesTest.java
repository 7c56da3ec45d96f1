package dev.quire.document.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.document.Document;
import dev.quire.document.DocumentSettings;
import dev.quire.document.DrawingUnavailableException;
import dev.quire.document.InvalidDocumentException;
import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.image.Bitmap;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.Stage;
import dev.quire.process.ProcessSettings;
import dev.quire.process.WorkerProcesses;
import dev.quire.support.HostilePdfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drawing processes are real here; the heap of each is small. */
@Timeout(120)
class DrawingProcessesTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final long HEAP = 96L << 20;

  /** Of a page's shared memory, what is kept for the next page. */
  private static final long KEPT_BYTES = 16L << 20;

  /** At 144 dpi 20 MB. */
  private static final float LARGE_POINTS = 1300;

  @TempDir Path folder;

  private WorkerProcesses workers;
  private DrawingProcesses pdfs;

  @AfterEach
  void nothingIsLeft() throws Exception {
    pdfs.close();
    workers.close();
    assertEquals(0, own().count(), "processes left behind");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList(), "files left behind");
    }
  }

  /** Resident bytes of what the processes share with this one. */
  private long sharedBytesOfChildren() throws IOException {
    long bytes = 0;
    for (ProcessHandle process : own().toList()) {
      boolean shared = false;
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/smaps"))) {
        if (line.startsWith("Rss:")) {
          bytes += shared ? Long.parseLong(line.replaceAll("\\D", "")) << 10 : 0;
          shared = false;
        } else {
          shared |= line.contains("/slot-");
        }
      }
    }
    return bytes;
  }

  private Stream<ProcessHandle> own() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains(folder.toString()));
  }

  private DrawingProcesses start(int processes) {
    return start(processes, Duration.ofMinutes(2));
  }

  private DrawingProcesses start(int processes, Duration maxDrawTime) {
    workers = new WorkerProcesses(new ProcessSettings(folder, folder, List.of(), LONG, LONG));
    DocumentSettings usual = DocumentSettings.defaults();
    pdfs =
        new DrawingProcesses(
            new DocumentSettings(
                usual.dpi(), usual.limits(), usual.maxInflatedBytes(), maxDrawTime),
            new DrawingSettings(processes, HEAP, 5),
            workers);
    return pdfs;
  }

  private Document open(byte[] file) {
    return pdfs.open(file, Optional.empty(), () -> false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shading", "jpeg"})
  void aPageThatNobodyWaitsForIsEndedAndOthersAreDrawnMeanwhile(String kind) throws Exception {
    start(2);
    byte[] hostile =
        kind.equals("shading") ? HostilePdfs.endlessShading() : HostilePdfs.endlessJpeg();
    try (Document document = open(hostile);
        Document other = open(HostilePdfs.harmless(2))) {
      AtomicBoolean cancelled = new AtomicBoolean();
      AtomicBoolean begun = new AtomicBoolean();
      CompletableFuture<Bitmap> page =
          later(
              () ->
                  (Bitmap)
                      document.page(
                          1,
                          cancelled::get,
                          ByteBudget.unlimited().openForAll(Stage.PIXELS),
                          () -> begun.set(true)));
      while (!begun.get()) {
        Thread.sleep(5);
      }
      List<Long> atWork = own().map(ProcessHandle::pid).toList();
      other.page(1);
      assertFalse(page.isDone());
      cancelled.set(true);
      assertThrows(CancellationException.class, page::get);
      other.page(2);
      assertEquals(595 * 2, document.page(2).width(), "its other pages are drawn still");
      assertTrue(
          atWork.stream().anyMatch(pid -> ProcessHandle.of(pid).filter(this::isOwn).isEmpty()));
    }
  }

  private boolean isOwn(ProcessHandle process) {
    return own().anyMatch(process::equals);
  }

  @Test
  void aPageThatTakesTooLongHasAProblem() {
    start(1, Duration.ofMillis(1500));
    try (Document document = open(HostilePdfs.endlessShading())) {
      InvalidDocumentException problem =
          assertThrows(InvalidDocumentException.class, () -> document.page(1));
      assertEquals(Reason.TOO_COMPLEX, problem.reason());
      assertEquals(OptionalInt.of(1), problem.page());
      assertEquals(595 * 2, document.page(2).width());
    }
  }

  @Test
  void aTilingWithoutEndIsDrawnOrHasAProblemAlone() {
    start(1, Duration.ofSeconds(5));
    try (Document document = open(HostilePdfs.endlessTiling())) {
      try {
        document.page(1);
      } catch (InvalidDocumentException problem) {
        assertEquals(OptionalInt.of(1), problem.page());
      }
      assertEquals(595 * 2, document.page(2).width());
    }
  }

  /** Somebody else ended it, so the page is not to blame. */
  @Test
  void aProcessThatIsKilledIsReplacedAndThePageTriedOnceMore() throws Exception {
    start(1);
    try (Document document = open(HostilePdfs.endlessShading())) {
      BlockingQueue<Boolean> begun = new LinkedBlockingQueue<>();
      CompletableFuture<Bitmap> page =
          later(
              () ->
                  (Bitmap)
                      document.page(
                          1,
                          () -> false,
                          ByteBudget.unlimited().openForAll(Stage.PIXELS),
                          () -> begun.add(true)));
      begun.take();
      killAll();
      begun.take();
      killAll();
      Throwable problem = assertThrows(ExecutionException.class, page::get).getCause();
      assertInstanceOf(DrawingUnavailableException.class, problem);
      assertEquals(595 * 2, document.page(2).width());
    }
  }

  @Test
  void anIdleProcessThatIsKilledIsReplacedWhenItIsNeeded() throws Exception {
    start(1);
    try (Document document = open(HostilePdfs.harmless(2))) {
      document.page(1);
      killAll();
      document.page(2);
    }
  }

  private void killAll() throws Exception {
    for (ProcessHandle process : own().toList()) {
      process.destroyForcibly();
      process.onExit().get(LONG.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void aDocumentThatIsClosedWhileItIsDrawnEndsThatPage() throws Exception {
    start(1);
    Document document = open(HostilePdfs.endlessShading());
    CompletableFuture<Bitmap> page = firstPageBeingDrawn(document);
    document.close();
    assertThrows(CancellationException.class, page::get);
    assertThrows(IllegalStateException.class, () -> document.page(1));
  }

  @Test
  void theEndOfTheServiceEndsAllProcessesWhateverTheyDo() throws Exception {
    start(2);
    pdfs.warmUp();
    Document document = open(HostilePdfs.endlessShading());
    CompletableFuture<Bitmap> page = firstPageBeingDrawn(document);
    pdfs.close();
    assertInstanceOf(
        DrawingUnavailableException.class,
        assertThrows(ExecutionException.class, page::get).getCause());
    assertThrows(DrawingUnavailableException.class, () -> open(HostilePdfs.harmless(1)));
  }

  /** What is mapped of a slot shows its size, whether or not the slot still has a name. */
  @Test
  void largeSharedMemoryIsGivenBack() throws Exception {
    start(1);
    try (Document document = open(HostilePdfs.large(LARGE_POINTS))) {
      Bitmap page = (Bitmap) document.page(1);
      assertTrue(page.bgr().length > KEPT_BYTES, "a page that is not kept for the next one");
      long end = System.nanoTime() + LONG.toNanos();
      long mapped = sharedBytesOfChildren();
      while (mapped > KEPT_BYTES && System.nanoTime() < end) {
        LockSupport.parkNanos(1_000_000);
        mapped = sharedBytesOfChildren();
      }
      assertTrue(mapped <= KEPT_BYTES, mapped + " bytes are shared still");
    }
  }

  /** The first page, once it has its memory and only has to be drawn. */
  private static CompletableFuture<Bitmap> firstPageBeingDrawn(Document document)
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Bitmap> page =
        later(
            () ->
                (Bitmap)
                    document.page(
                        1,
                        () -> false,
                        ByteBudget.unlimited().openForAll(Stage.PIXELS),
                        begun::countDown));
    assertTrue(begun.await(LONG.toSeconds(), TimeUnit.SECONDS));
    return page;
  }

  private static <T> CompletableFuture<T> later(Supplier<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(task.get());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return result;
  }
}
