package dev.quire.task.ocr.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.Bitmap;
import dev.quire.image.Point;
import dev.quire.model.Resolution;
import dev.quire.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedDetectionTest {

  private final SimulatedDetection simulated = new SimulatedDetection();
  private final DetectionContract contract =
      DetectionContract.check("simulated", simulated.inputs(), simulated.outputs());
  private final DetectionTask task =
      new DetectionTask(contract, Normalization.imageNet(), List.of(Resolution.square(64)));
  private final TextPagePreparation preparation =
      new TextPagePreparation(new SideLimit(SideLimit.Kind.MIN, 64), InputLadder.COARSE);

  @Test
  void fitsTheTask() {
    assertTrue(contract.pixels());
  }

  @ParameterizedTest
  @CsvSource({"64, 64", "1754, 1240", "200, 900", "1056, 64"})
  void hasThreeLinesOnEveryPage(int height, int width) {
    PreparedTextPage page = preparation.prepare(page(height, width, 255, 255, 255));
    List<PreparedTextPage> pages = List.of(page, page);

    Map<String, Tensor> answer = simulated.answer(task.assemble(pages), task.outputs());

    for (ProbabilityMap map : task.split(answer, pages)) {
      List<TextBox> boxes =
          new DbPostprocessor().boxes(map, page.page(), DetectionParameters.paddlex());
      assertEquals(SimulatedDetection.LINES, boxes.size());
      for (TextBox box : boxes) {
        assertTrue(box.score() > 0.7, "corners a hair outside take a row of zeros in");
        assertTrue(box.score() < SimulatedDetection.PROBABILITY + 1e-6, "no more than it says");
        assertTrue(box.quad().topRight().x() - box.quad().topLeft().x() > width / 2.0, "wide");
      }
    }
  }

  @Test
  void findsTheInkOfAPageThatAsksForThat() {
    int side = 128;
    byte[] pixels = new byte[side * side * 3];
    Arrays.fill(pixels, (byte) 255);
    pixels[2] = 0; // blue and green are full: cyan
    for (int y = 40; y < 60; y++) {
      Arrays.fill(pixels, (y * side + 30) * 3, (y * side + 100) * 3, (byte) 0);
    }
    List<PreparedTextPage> pages =
        List.of(
            preparation.prepare(page(side, side, 255, 255, 255)),
            preparation.prepare(new Bitmap(side, side, pixels, 0)));

    List<ProbabilityMap> maps =
        task.split(simulated.answer(task.assemble(pages), task.outputs()), pages);

    List<TextBox> boxes =
        new DbPostprocessor()
            .boxes(maps.get(1), pages.get(1).page(), DetectionParameters.paddlex());
    assertEquals(1, boxes.size());
    assertEquals(
        50,
        boxes.get(0).quad().corners().stream().mapToDouble(Point::y).average().orElseThrow(),
        1);
    assertEquals(
        SimulatedDetection.LINES,
        new DbPostprocessor()
            .boxes(maps.get(0), pages.get(0).page(), DetectionParameters.paddlex())
            .size());
  }

  @Test
  void failsOnMagenta() {
    PreparedTextPage plain = preparation.prepare(page(64, 64, 255, 254, 255));
    PreparedTextPage magenta = preparation.prepare(page(64, 64, 255, 0, 255));

    assertFalse(simulated.poisoned(task.assemble(List.of(plain, plain))));
    assertTrue(simulated.poisoned(task.assemble(List.of(plain, magenta))));
    assertEquals(2, simulated.size(task.assemble(List.of(plain, magenta))));
  }

  @Test
  void knowsNoOtherOutput() {
    Map<String, Tensor> inputs = task.assemble(List.of(task.blank()));

    assertThrows(IllegalArgumentException.class, () -> simulated.answer(inputs, List.of("boxes")));
    assertEquals(Map.of(), simulated.answer(inputs, List.of()));
  }

  private static Bitmap page(int height, int width, int blue, int green, int red) {
    byte[] pixels = new byte[height * width * 3];
    Arrays.fill(pixels, (byte) 255);
    pixels[0] = (byte) blue;
    pixels[1] = (byte) green;
    pixels[2] = (byte) red;
    return new Bitmap(width, height, pixels, 0);
  }
}
