package dev.quire.document.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.document.Document;
import dev.quire.document.DocumentSettings;
import dev.quire.document.InvalidDocumentException;
import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.document.PageSize;
import dev.quire.document.PageWithText;
import dev.quire.document.Pdfs;
import dev.quire.document.text.TextLayer;
import dev.quire.image.Bitmap;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.process.ProcessSettings;
import dev.quire.process.WorkerProcesses;
import dev.quire.support.HostilePdfs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One drawing process at a time, which is real, draws for all tests; its heap is small. */
@Timeout(120)
class OneDrawingProcessTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final long HEAP = 96L << 20;

  @TempDir static Path folder;

  private static WorkerProcesses workers;
  private static DrawingProcesses pdfs;

  @BeforeAll
  static void start() {
    workers = new WorkerProcesses(new ProcessSettings(folder, folder, List.of(), LONG, LONG));
    pdfs =
        new DrawingProcesses(DocumentSettings.defaults(), new DrawingSettings(1, HEAP, 5), workers);
  }

  @AfterAll
  static void close() {
    pdfs.close();
    workers.close();
  }

  private static Document open(byte[] file) {
    return pdfs.open(file, Optional.empty(), () -> false);
  }

  /** The process's number, once there is one. */
  private static long runningPid() {
    open(HostilePdfs.harmless(1)).close();
    return pid();
  }

  private static long pid() {
    List<Long> pids =
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().commandLine().orElse("").contains(folder.toString()))
            .map(ProcessHandle::pid)
            .toList();
    assertEquals(1, pids.size(), pids::toString);
    return pids.get(0);
  }

  @Test
  void drawsWhatThisProcessWouldDraw() {
    byte[] file = HostilePdfs.harmless(3);
    try (Document here =
            Pdfs.inThisProcess(DocumentSettings.defaults(), ByteBudget.unlimited())
                .open(file, Optional.empty(), () -> false);
        Document there = open(file)) {
      assertEquals(3, there.pageCount());
      assertEquals(here.size(2), there.size(2));
      for (int number = 1; number <= 3; number++) {
        assertArrayEquals(((Bitmap) here.page(number)).bgr(), ((Bitmap) there.page(number)).bgr());
      }
    }
  }

  @Test
  void readsTheTextThatThisProcessWouldRead() {
    byte[] file = HostilePdfs.harmless(2);
    try (Document here =
            Pdfs.inThisProcess(DocumentSettings.defaults(), ByteBudget.unlimited())
                .open(file, Optional.empty(), () -> false);
        Document there = open(file)) {
      TextLayer expected = here.textLayer(2, () -> false).orElseThrow();
      assertFalse(expected.lines().isEmpty());
      assertEquals(expected, there.textLayer(2, () -> false).orElseThrow());
      PageSize size = there.size(2);
      assertEquals(size, new PageSize(expected.width(), expected.height()));
      ByteBudget budget = ByteBudget.ofOneStage(size.bytes());
      try (MemoryReservation held = budget.open("client", Stage.PIXELS)) {
        PageWithText both = there.pageWithText(2, () -> false, held, () -> {});
        assertEquals(Optional.of(expected), both.text());
        assertArrayEquals(((Bitmap) here.page(2)).bgr(), ((Bitmap) both.image()).bgr());
        assertEquals(size.bytes(), held.bytes());
      }
    }
  }

  /** Pictures are not decoded for their page's text. */
  @Test
  void textIsReadWhereThePageCannotBeDrawn() {
    long before = runningPid();
    try (Document document = open(HostilePdfs.bomb(400 << 20))) {
      assertTrue(document.textLayer(1, () -> false).isPresent());
      assertTrue(document.textLayer(2, () -> false).isPresent());
      assertThrows(CancellationException.class, () -> document.textLayer(2, () -> true));
      assertThrows(IndexOutOfBoundsException.class, () -> document.textLayer(9, () -> false));
    }
    assertEquals(before, pid(), "it goes on");
  }

  @Test
  void aRefusalKeepsItsReason() {
    long before = runningPid();
    byte[] file = "%PDF-1.4 and nothing else\nstartxref\n0\n".getBytes();
    assertEquals(
        Reason.CORRUPT, assertThrows(InvalidDocumentException.class, () -> open(file)).reason());
    assertEquals(before, pid(), "it goes on");
  }

  @Test
  void pageMemoryIsTakenBeforeThePageIsThere() {
    try (Document document = open(HostilePdfs.harmless(1))) {
      PageSize size = document.size(1);
      ByteBudget budget = ByteBudget.ofOneStage(size.bytes());
      MemoryReservation held = budget.open("client", Stage.PIXELS);
      try (MemoryReservation others = budget.reserve("others", Stage.PIXELS, 1)) {
        assertThrows(MemoryExhaustedException.class, () -> document.page(1, () -> false, held));
        assertEquals(0, held.bytes());
      }
      document.page(1, () -> false, held);
      assertEquals(size.bytes(), held.bytes());
      MemoryReservation small = ByteBudget.ofOneStage(10).open("client", Stage.PIXELS);
      assertEquals(
          Reason.TOO_LARGE,
          assertThrows(InvalidDocumentException.class, () -> document.page(1, () -> false, small))
              .reason());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"picture", "predictor", "bomb"})
  void aPageThatTakesTooMuchMemoryHasAProblemAlone(String kind) {
    byte[] hostile =
        switch (kind) {
          case "picture" -> HostilePdfs.hugePicture();
          case "predictor" -> HostilePdfs.predicted(268_435_455);
          default -> HostilePdfs.bomb(400 << 20);
        };
    try (Document document = open(hostile)) {
      InvalidDocumentException problem =
          assertThrows(InvalidDocumentException.class, () -> document.page(1));
      assertEquals(Reason.TOO_COMPLEX, problem.reason(), problem::getMessage);
      assertEquals(OptionalInt.of(1), problem.page());
      assertEquals(595 * 2, document.page(2).width());
    }
  }

  /** The process is told to forget the file before it is told to draw. */
  @Test
  void aDocumentThatIsClosedJustBeforeItIsDrawnEndsThatPage() {
    long before = runningPid();
    Document document = open(HostilePdfs.harmless(1));
    Runnable closing =
        () -> {
          document.close();
          // nothing tells when another thread has passed the word on
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        };
    assertThrows(
        CancellationException.class,
        () ->
            document.page(
                1, () -> false, ByteBudget.unlimited().openForAll(Stage.PIXELS), closing));
    assertEquals(before, pid(), "the process goes on");
    try (Document next = open(HostilePdfs.harmless(1))) {
      next.page(1);
    }
  }
}
