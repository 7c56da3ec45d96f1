package dev.quire.api.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.api.problem.ProblemException;
import dev.quire.image.Bitmap;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import org.junit.jupiter.api.Test;

class HeldPicturesTest {

  private static final Bitmap PAGE = new Bitmap(10, 10, new byte[300], 0);
  private static final int PAINTING = 600;
  private static final int FILE = 50;

  private final ByteBudget heap = ByteBudget.ofOneStage(PAINTING + 2 * 3 * FILE);
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
    paint(3);
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
    for (int number = 1; number <= 3; number++) {
      paint(number);
    }
    assertThrows(MemoryExhaustedException.class, () -> paint(kept, 1));
    pictures.close();
    for (int number = 1; number <= 3; number++) {
      paint(kept, number);
    }
    ProblemException refusal = assertThrows(ProblemException.class, () -> paint(kept, 4));
    assertEquals(503, refusal.problem().status());
    assertEquals(3 * 3 * FILE, heap.reserved());
  }

  private void paint(int number) {
    paint(pictures, number);
  }

  private void paint(HeldPictures into, int number) {
    long before = heap.reserved();
    into.painted(
        number,
        PAGE,
        () -> {
          assertEquals(before + PAINTING, heap.reserved());
          return new byte[FILE];
        },
        file -> file.length);
  }
}
