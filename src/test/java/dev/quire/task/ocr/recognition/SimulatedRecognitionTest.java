package dev.quire.task.ocr.recognition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.LineImage;
import dev.quire.model.OcrModel.Characters;
import dev.quire.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimulatedRecognitionTest {

  private static final Characters DIGITS =
      new Characters(List.of("9", "a", "8", "7", "6", "5", "4", "3", "2", "1", "0"), "keys.txt");
  private static final Charset CHARSET = Charset.of(DIGITS, "rec.onnx", 13);

  private final SimulatedRecognition simulated = new SimulatedRecognition(CHARSET);
  private final RecognitionTask task =
      new RecognitionTask(
          RecognitionContract.check("simulated", simulated.inputs(), simulated.outputs()));
  private final CtcDecoder decoder = new CtcDecoder(CHARSET);

  @Test
  void everyLineSaysHowWideItIs() {
    Random random = new Random(3);
    List<PreparedLine> lines = new ArrayList<>();
    for (int width : List.of(1, 7, 100, 111, 255, 299, 320)) {
      byte[] pixels = new byte[48 * width * 3];
      random.nextBytes(pixels);
      lines.add(task.prepare(new LineImage(width, 48, pixels)));
    }

    Map<String, Tensor> answer = simulated.answer(task.assemble(lines), task.outputs());

    List<RecognizedLine> read = task.split(answer, lines).stream().map(decoder::decode).toList();
    assertEquals(
        List.of("1", "7", "100", "111", "255", "299", "320"),
        read.stream().map(RecognizedLine::text).toList());
    for (RecognizedLine line : read) {
      assertEquals(SimulatedRecognition.PROBABILITY, line.score(), 1e-6);
    }
  }

  @Test
  void theWidestLineDoesToo() {
    PreparedLine line = task.prepare(new LineImage(3333, 48, new byte[3333 * 48 * 3]));

    Map<String, Tensor> answer = simulated.answer(task.assemble(List.of(line)), task.outputs());

    assertEquals("3200", decoder.decode(task.split(answer, List.of(line)).get(0)).text());
  }

  @Test
  void failsOnMagenta() {
    PreparedLine plain = line(255, 1, 255);
    PreparedLine magenta = line(255, 0, 255);

    assertFalse(simulated.poisoned(task.assemble(List.of(plain, plain))));
    assertTrue(simulated.poisoned(task.assemble(List.of(plain, magenta))));
    assertEquals(2, simulated.size(task.assemble(List.of(plain, magenta))));
  }

  @Test
  void knowsNoOtherOutput() {
    Map<String, Tensor> inputs = task.assemble(List.of(task.blank()));

    assertThrows(IllegalArgumentException.class, () -> simulated.answer(inputs, List.of("map")));
    assertEquals(Map.of(), simulated.answer(inputs, List.of()));
  }

  @Test
  void needsDigits() {
    Charset letters = Charset.of(new Characters(List.of("a"), "keys.txt"), "rec.onnx", 2);

    assertThrows(IllegalArgumentException.class, () -> new SimulatedRecognition(letters));
  }

  private static PreparedLine line(int blue, int green, int red) {
    byte[] pixels = new byte[48 * 48 * 3];
    pixels[0] = (byte) blue;
    pixels[1] = (byte) green;
    pixels[2] = (byte) red;
    return new PreparedLine(320, 48, pixels);
  }
}
