package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.Bitmap;
import dev.quire.image.ImageLimits;
import dev.quire.image.Interpolation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Documents of all kinds with damage done to them: each is refused with a reason, or its page is
 * drawn; nothing else comes out. Pages that are blank without a word, though the whole document
 * shows ink, are counted, and PDFium, where it is there, tells whether it finds ink on them.
 *
 * <p>Run by hand with {@code ./mvnw test -Dtest=PdfFuzzCheck}; {@code -Dpdf.rounds=5000}, {@code
 * -Dpdf.seed=23}, {@code -Dpdfium.python=PYTHON} as for {@link PdfDifferenceCheck}.
 */
class PdfFuzzCheck {

  private static final int ROUNDS = Integer.getInteger("pdf.rounds", 5000);
  private static final long SEED = Long.getLong("pdf.seed", 23);
  private static final int SMALL = 16;
  private static final int LIGHT = 250;

  /** Of the pages on which PDFium finds ink, most that may be blank without a word. */
  private static final double MOST_SILENT = 0.002;

  private final Documents documents =
      new Documents(
          new DocumentSettings(
              36, new ImageLimits(4_000_000, 4000, 1), 16 << 20, Duration.ofSeconds(5)));

  /** What became of a document. */
  private enum Outcome {
    REFUSED,
    PAGE_REFUSED,
    WARNED,
    DRAWN,
    BLANK_AS_BEFORE,
    BLANK_IN_SILENCE
  }

  @Test
  void nothingButPagesAndReasonsComesOut(@TempDir Path folder)
      throws IOException, InterruptedException {
    Map<String, byte[]> samples = new LinkedHashMap<>(PdfSamples.all());
    samples.put("plain", uncompressed());
    List<String> names = List.copyOf(samples.keySet());
    List<Boolean> inked = names.stream().map(name -> hasInk(samples.get(name))).toList();
    Random random = new Random(SEED);
    Map<Outcome, Integer> counts = new TreeMap<>();
    List<byte[]> silent = new ArrayList<>();
    List<String> origins = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      int which = round % names.size();
      byte[] damaged = FuzzedPdfs.damaged(samples.get(names.get(which)), random);
      Outcome outcome;
      try {
        outcome = outcome(damaged, inked.get(which));
      } catch (RuntimeException | Error e) {
        throw new AssertionError(
            "Seed %d, round %d, %s".formatted(SEED, round, names.get(which)), e);
      }
      counts.merge(outcome, 1, Integer::sum);
      if (outcome == Outcome.BLANK_IN_SILENCE) {
        silent.add(damaged);
        origins.add("round %d, %s".formatted(round, names.get(which)));
      }
    }
    System.out.printf("seed %d, %d documents: %s%n", SEED, ROUNDS, counts);
    if (Pdfium.isThere()) {
      List<String> lost = new ArrayList<>();
      List<ByteBuffer> drawn = Pdfium.draw(folder, silent);
      for (int i = 0; i < drawn.size(); i++) {
        if (Pdfium.hasInk(drawn.get(i), LIGHT)) {
          lost.add(origins.get(i));
          Path kept = Files.createDirectories(Path.of("target/checks"));
          Files.write(kept.resolve("pdf-fuzz-%d.pdf".formatted(lost.size())), silent.get(i));
        }
      }
      System.out.printf(
          "of %d blank ones PDFium finds ink on %d: %s%n", silent.size(), lost.size(), lost);
      assertTrue(lost.size() <= MOST_SILENT * ROUNDS, lost::toString);
    }
    assertEquals(ROUNDS, counts.values().stream().mapToInt(Integer::intValue).sum());
  }

  private static byte[] uncompressed() {
    try (TestPdfs pdf = new TestPdfs()) {
      return pdf.text(PDRectangle.A6, "text").saveUncompressed();
    }
  }

  private Outcome outcome(byte[] file, boolean inked) {
    try (Document document = documents.open(file)) {
      try {
        Bitmap page = (Bitmap) document.page(1);
        page.prepare(SMALL, SMALL, Interpolation.CUBIC);
        if (!page.warnings().isEmpty()) {
          return Outcome.WARNED;
        }
        if (!Ink.isOneColour(page.bgr())) {
          return Outcome.DRAWN;
        }
        return inked ? Outcome.BLANK_IN_SILENCE : Outcome.BLANK_AS_BEFORE;
      } catch (InvalidDocumentException refusal) {
        return Outcome.PAGE_REFUSED;
      }
    } catch (InvalidDocumentException refusal) {
      return Outcome.REFUSED;
    }
  }

  private boolean hasInk(byte[] file) {
    try (Document document = documents.open(file)) {
      return !Ink.isOneColour(((Bitmap) document.page(1)).bgr());
    }
  }
}
