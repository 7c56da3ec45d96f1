package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.ImageLimits;
import dev.quire.image.Interpolation;
import dev.quire.image.InvalidImageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * Damaged files are read or refused: nothing but the two kinds of refusal comes out, and something
 * comes out.
 */
class DocumentFuzzTest {

  private static final ImageLimits LIMITS = new ImageLimits(4_000_000, 4000, 1);

  /**
   * Kept, since loggers that nobody holds forget their levels; PDFBox tells each fault it finds.
   */
  private final Logger chatter = Logger.getLogger("org.apache.pdfbox");

  private final Documents documents =
      new Documents(new DocumentSettings(36, LIMITS, 16 << 20, Duration.ofSeconds(5)));

  @BeforeEach
  void silence() {
    chatter.setLevel(Level.OFF);
  }

  @AfterEach
  void listenAgain() {
    chatter.setLevel(null);
  }

  @Test
  @Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void damagedPdfsAreReadOrRefused() {
    damage(pdfs(), new Random(20));
  }

  @Test
  @Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void damagedTiffsAreReadOrRefused() {
    damage(tiffs(), new Random(21));
  }

  /** How many damaged files of each kind are read. */
  int rounds() {
    return 200;
  }

  private void damage(List<byte[]> files, Random random) {
    int rounds = rounds();
    int read = 0;
    for (int round = 0; round < rounds; round++) {
      byte[] damaged = FuzzedPdfs.damaged(files.get(round % files.size()), random);
      try {
        read += read(damaged) ? 1 : 0;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("Round " + round, e);
      }
    }
    int count = read;
    assertTrue(count > 0 && count < rounds, () -> count + " of " + rounds + " were read");
  }

  /** Whether all pages could be read. */
  private boolean read(byte[] file) {
    try (Document document = documents.open(file)) {
      boolean whole = true;
      for (int number = 1; number <= Math.min(8, document.pageCount()); number++) {
        try {
          document.size(number);
          document.page(number).prepare(16, 16, Interpolation.CUBIC);
        } catch (InvalidDocumentException | InvalidImageException refused) {
          whole = false;
        }
      }
      return whole;
    } catch (InvalidDocumentException refused) {
      return false;
    }
  }

  private static List<byte[]> pdfs() {
    List<byte[]> files = new ArrayList<>();
    PDRectangle small = new PDRectangle(200, 150);
    try (TestPdfs pdf = new TestPdfs()) {
      pdf.text(small, "text")
          .picture(small, TestTiffs.colour(40, 30, 1), true)
          .picture(small, TestTiffs.colour(40, 30, 2), false)
          .corners(small, 20)
          .turned(90)
          .nestedForms(4, 2, true);
      files.add(pdf.save());
      files.add(pdf.saveUncompressed());
    }
    try (TestPdfs pdf = new TestPdfs()) {
      files.add(pdf.text(small, "secret").encrypted("owner", "", 128).save());
    }
    return files;
  }

  private static List<byte[]> tiffs() {
    return List.of(
        TestTiffs.of("LZW", TestTiffs.colour(31, 17, 1), TestTiffs.colour(8, 40, 2)),
        TestTiffs.of("CCITT T.6", TestTiffs.bilevel(64, 48, 1), TestTiffs.bilevel(100, 30, 2)),
        TestTiffs.of("Deflate", TestTiffs.colour(31, 17, 1), TestTiffs.bilevel(64, 48, 3)),
        TestTiffs.of("JPEG", TestTiffs.colour(32, 32, 1), TestTiffs.colour(40, 24, 2)));
  }
}
