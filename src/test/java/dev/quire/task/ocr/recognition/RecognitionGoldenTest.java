package dev.quire.task.ocr.recognition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.LineImage;
import dev.quire.model.OcrModel.Characters;
import dev.quire.task.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecognitionGoldenTest {

  private static final Characters LETTERS =
      new Characters(List.of("a", "b", "c", "d", "e"), "keys.txt");

  private final RecognitionTask task =
      new RecognitionTask(
          new RecognitionContract("x", List.of("classes", "probabilities"), Integer.MAX_VALUE));
  private final RecognitionGolden golden =
      new RecognitionGolden(
          new GoldenLines().images(), task, new CtcDecoder(Charset.of(LETTERS, "rec.onnx", 6)));

  @Test
  void theLinesAreSmallAndReadable() {
    List<LineImage> images = new GoldenLines().images();

    assertTrue(images.size() >= 8);
    assertEquals(images.size(), golden.items().size());
    for (LineImage image : images) {
      assertTrue(image.width() > image.height(), image.width() + "x" + image.height());
    }
  }

  @Test
  void theSameTextIsTheSameWhateverItsColumns() {
    assertEquals(
        new Golden.Likeness(8, 1, 1),
        golden.compare(List.of(codes(1, 0, 2, 2, 3, 4)), List.of(codes(0, 1, 2, 0, 3, 4))));
  }

  /** One of four characters differs, so 6 of 8 match. */
  @Test
  void aWrongCharacterMatchesNone() {
    assertEquals(
        new Golden.Likeness(8, 0.75, 1),
        golden.compare(List.of(codes(1, 2, 3, 4)), List.of(codes(1, 2, 5, 4))));
  }

  /** The others keep their match: 2 * 3 of 7. */
  @Test
  void aMissingCharacterDoesNotMoveTheOthers() {
    assertEquals(
        6 / 7.0,
        golden.compare(List.of(codes(1, 2, 3, 4)), List.of(codes(2, 3, 4))).matched(),
        1e-12);
  }

  @Test
  void linesAreComparedEachWithItsOwn() {
    assertEquals(
        0, golden.compare(List.of(codes(1), codes(2)), List.of(codes(2), codes(1))).matched());
  }

  @Test
  void asManyLinesAreNeeded() {
    List<LineCodes> one = List.of(codes(1));
    assertThrows(
        IllegalArgumentException.class, () -> golden.compare(one, List.of(codes(1), codes(1))));
  }

  private static LineCodes codes(int... classes) {
    return new LineCodes(classes, new float[classes.length], 1);
  }
}
