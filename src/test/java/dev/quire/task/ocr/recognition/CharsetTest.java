package dev.quire.task.ocr.recognition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.model.ModelException;
import dev.quire.model.OcrModel.Characters;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CharsetTest {

  private static final Characters TWO = new Characters(List.of("a", "b"), "keys.txt");

  @Test
  void theLastClassIsASpaceWhereThereIsOneMore() {
    Charset charset = Charset.of(TWO, "rec.onnx", 4);

    assertEquals("a", charset.character(1));
    assertEquals(" ", charset.character(3));
    assertEquals(4, charset.classes());
    assertEquals(OptionalInt.of(2), charset.index("b"));
    assertEquals(OptionalInt.empty(), charset.index("c"));
  }

  @Test
  void thereNeedBeNone() {
    Charset charset = Charset.of(TWO, "rec.onnx", 3);

    assertEquals(3, charset.classes());
    assertEquals(OptionalInt.empty(), charset.index(" "));
  }

  @Test
  void aMismatchSaysWhichFileHasHowMany() {
    ModelException refused =
        assertThrows(ModelException.class, () -> Charset.of(TWO, "rec.onnx", 5));

    assertEquals(
        "rec.onnx has 5 classes, but keys.txt lists 2 characters; expected 3 with the blank, or 4"
            + " with a space too",
        refused.getMessage());
  }
}
