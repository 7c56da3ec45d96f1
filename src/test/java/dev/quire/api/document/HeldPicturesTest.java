package dev.quire.api.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.api.problem.ProblemException;
import dev.quire.image.Bitmap;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.picture.SizeLimit;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class HeldPicturesTest {

  private static final Bitmap PAGE = new Bitmap(10, 10, new byte[300], 0);
  private static final int PAINTING = 600;
  private static final int FILE = 60;

  /** For answers there is room for three files and a bit. */
  private final ByteBudget heap = ByteBudget.staged(3_000);

  private final HeldPictures pictures = new HeldPictures(heap, "client", true);

  @Test
  void aPictureTakesWhatPaintingTakesAndThenWhatItsFileTakesUntilItIsSent() {
    paint(1);
    paint(2);
    assertEquals(2 * 3 * FILE, heap.reserved());
    pictures.releaseUpTo(1);
    assertEquals(3 * FILE, heap.reserved());
    pictures.close();
    assertEquals(0, heap.reserved());
    assertThrows(CancellationException.class, () -> paint(3));
    assertEquals(0, heap.reserved());
  }

  @Test
  void whatIsNotPaintedHoldsNothing() {
    for (int number = 1; number <= 3; number++) {
      paint(number);
    }
    assertThrows(MemoryExhaustedException.class, () -> paint(4));
    assertEquals(3 * 3 * FILE, heap.reserved());
    pictures.releaseUpTo(2);
    assertThrows(
        IllegalStateException.class,
        () ->
            pictures.painted(
                5,
                PAGE,
                SizeLimit.none(),
                () -> {
                  throw new IllegalStateException("damaged");
                },
                file -> FILE));
    assertEquals(3 * FILE, heap.reserved());
  }

  /** Two of them would wait for each other. */
  @Test
  void anAnswerThatKeepsItsPicturesWaitsForTheFirstOnly() {
    HeldPictures kept = new HeldPictures(heap, "other", false);
    heap.reserve("third", Stage.ANSWER, FILE);
    for (int number = 1; number <= 3; number++) {
      paint(number);
    }
    assertThrows(MemoryExhaustedException.class, () -> paint(kept, 1));
    pictures.close();
    paint(kept, 1);
    paint(kept, 2);
    try (MemoryReservation others = heap.reserve("fourth", Stage.ANSWER, 3 * FILE)) {
      ProblemException refusal = assertThrows(ProblemException.class, () -> paint(kept, 3));
      assertEquals(503, refusal.problem().status());
      assertEquals(FILE + 3 * 3 * FILE, heap.reserved());
    }
    paint(kept, 3);
    ProblemException forGood = assertThrows(ProblemException.class, () -> paint(kept, 4));
    assertEquals(413, forGood.problem().status());
    assertEquals(FILE + 3 * 3 * FILE, heap.reserved());
  }

  /** Whoever paints holds nothing for which others wait, so it may wait itself. */
  @Test
  void aPictureWaitsForWhatPaintingTakesThoughOthersAreKept() {
    HeldPictures kept = new HeldPictures(heap, "other", false);
    paint(kept, 1);
    MemoryReservation others = heap.reserve("third", Stage.WORK, 500);

    MemoryExhaustedException refusal =
        assertThrows(MemoryExhaustedException.class, () -> paint(kept, 2));

    assertFalse(refusal.forGood());
    others.close();
    paint(kept, 2);
    assertEquals(2 * 3 * FILE, heap.reserved());
  }

  /** What counts is the picture and not the page. */
  @Test
  void aSmallPictureOfALargePageTakesLittle() {
    pictures.painted(
        1,
        new Bitmap(100, 100, new byte[30_000], 0),
        new SizeLimit(10, 10),
        () -> {
          assertEquals(PAINTING, heap.reserved());
          return new byte[FILE];
        },
        file -> file.length);
    assertEquals(3 * FILE, heap.reserved());
  }

  private void paint(int number) {
    paint(pictures, number);
  }

  private void paint(HeldPictures into, int number) {
    long before = heap.reserved();
    into.painted(
        number,
        PAGE,
        SizeLimit.none(),
        () -> {
          assertEquals(before + PAINTING, heap.reserved());
          return new byte[FILE];
        },
        file -> file.length);
  }
}
