package dev.quire.document.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.document.DocumentSettings;
import dev.quire.document.InvalidDocumentException;
import dev.quire.document.searchable.Searchable;
import dev.quire.document.searchable.TextNotPermittedException;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.process.ProcessSettings;
import dev.quire.process.WorkerProcesses;
import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import dev.quire.reading.TextSource;
import dev.quire.support.HostilePdfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Text is added in a real process with a small heap. */
@Timeout(120)
class SearchableProcessTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final long HEAP = 96L << 20;

  @TempDir Path folder;

  private WorkerProcesses workers;
  private DrawingProcesses pdfs;
  private final MemoryReservation held = ByteBudget.unlimited().openForAll(Stage.ANSWER);

  @BeforeEach
  void start() {
    workers = new WorkerProcesses(new ProcessSettings(folder, folder, List.of(), LONG, LONG));
    pdfs =
        new DrawingProcesses(DocumentSettings.defaults(), new DrawingSettings(1, HEAP, 5), workers);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(
          List.of(),
          files.filter(file -> file.toString().endsWith(".pdf")).toList(),
          "not deleted");
    }
    pdfs.close();
    workers.close();
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList(), "files left behind");
    }
  }

  private static ReadPage page(int number, String text, TextSource source) {
    Area area = new Area(100, 200, 400, 230);
    Block block =
        new Block(
            Role.TEXT, "text", 1, area, 0, List.of(ReadLine.of(text, area)), Optional.empty());
    return new ReadPage(number, 1000, 1400, source, "", List.of(block));
  }

  private Searchable write(byte[] file, ReadPage... pages) {
    return write(file, () -> false, held, pages);
  }

  private Searchable write(
      byte[] file, BooleanSupplier cancelled, MemoryReservation into, ReadPage... pages) {
    return pdfs.write(file, Optional.empty(), List.of(pages), cancelled, into);
  }

  private static String text(byte[] file, int page) throws IOException {
    try (PDDocument document = Loader.loadPDF(file)) {
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setStartPage(page);
      stripper.setEndPage(page);
      return stripper.getText(document);
    }
  }

  @Test
  void thePagesThatWereReadGetTheirTextAndTheFileIsReservedFor() throws IOException {
    byte[] file = HostilePdfs.harmless(3);
    Searchable made =
        write(
            file,
            page(2, "Quittung \u4f60\u597d", TextSource.OCR),
            page(3, "unseen", TextSource.LAYER));

    assertTrue(text(made.file(), 2).contains("Quittung \u4f60\u597d"), text(made.file(), 2));
    assertFalse(text(made.file(), 1).contains("Quittung"));
    assertFalse(text(made.file(), 3).contains("unseen"));
    assertEquals(3, made.written().pages());
    assertEquals(1, made.written().layers());
    assertEquals(2, made.written().words());
    assertEquals(made.file().length, held.bytes());
  }

  @Test
  void aFileWithoutPagesToChangeComesBackAsItWas() {
    byte[] file = HostilePdfs.harmless(1);
    assertArrayEquals(file, write(file).file());
  }

  @Test
  void aFileThatIsRefusedCostsNobodyElseAnything() throws IOException {
    byte[] harmless = HostilePdfs.harmless(1);
    byte[] broken = "%PDF-1.7 and nothing else".getBytes(StandardCharsets.US_ASCII);
    ReadPage page = page(1, "word", TextSource.OCR);

    assertThrows(InvalidDocumentException.class, () -> write(broken, page));
    assertThrows(
        InvalidDocumentException.class,
        () -> write(Arrays.copyOf(harmless, harmless.length / 2), page));
    assertThrows(TextNotPermittedException.class, () -> write(locked(harmless), page));
    assertThrows(CancellationException.class, () -> write(harmless, () -> true, held, page));
    assertEquals(0, held.bytes());
    assertTrue(text(write(harmless, page).file(), 1).contains("word"));
  }

  @Test
  void aFileThatThereIsNoMemoryForIsNotFetched() throws IOException {
    byte[] harmless = HostilePdfs.harmless(1);
    ReadPage page = page(1, "word", TextSource.OCR);
    MemoryReservation little = ByteBudget.ofOneStage(10).openForAll(Stage.ANSWER);

    assertThrows(MemoryExhaustedException.class, () -> write(harmless, () -> false, little, page));
    assertEquals(0, little.bytes());
    assertTrue(text(write(harmless, page).file(), 1).contains("word"));
  }

  @Test
  void aPageWhoseContentsFillTheHeapIsRefused() throws IOException {
    ReadPage page = page(1, "word", TextSource.OCR);
    assertThrows(InvalidDocumentException.class, () -> write(endlessWord(), page));
    assertTrue(text(write(HostilePdfs.harmless(1), page).file(), 1).contains("word"));
  }

  /** Its page shows a word of so many letters that none of the process's heap is left. */
  private static byte[] endlessWord() throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      COSStream contents = document.getDocument().createCOSStream();
      try (OutputStream out = contents.createOutputStream(COSName.FLATE_DECODE)) {
        byte[] letters = "a".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        out.write('(');
        for (long bytes = 0; bytes < 2 * HEAP; bytes += letters.length) {
          out.write(letters);
        }
        out.write(") Tj".getBytes(StandardCharsets.US_ASCII));
      }
      page.setContents(new PDStream(contents));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    }
  }

  private static byte[] locked(byte[] file) throws IOException {
    try (PDDocument document = Loader.loadPDF(file)) {
      AccessPermission permission = new AccessPermission();
      permission.setCanModify(false);
      document.protect(new StandardProtectionPolicy("owner", "", permission));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    }
  }
}
