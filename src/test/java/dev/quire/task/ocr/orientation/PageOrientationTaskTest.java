package dev.quire.task.ocr.orientation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.Bitmap;
import dev.quire.image.PageAngle;
import dev.quire.image.PageTurn;
import dev.quire.model.ModelException;
import dev.quire.task.Golden.Likeness;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PageOrientationTaskTest {

  private static final SimulatedPageOrientation MODEL = new SimulatedPageOrientation();

  private static final PageOrientationContract CONTRACT =
      PageOrientationContract.check("doc_ori.onnx", MODEL.inputs(), MODEL.outputs());

  private static final PageOrientationTask TASK = new PageOrientationTask(CONTRACT);

  private static final int SIDE = 224;

  /** OpenCV interpolates 8-bit pixels in whole numbers, so values may be one level off. */
  @ParameterizedTest
  @CsvSource({"300,400", "640,212", "256,256", "57,91", "1000,333", "511,512", "30,400"})
  void pagesAreSeenAsTheContractSays(int width, int height) {
    Bitmap page = waves(width, height);

    Tensor tensor = TASK.assemble(List.of(TASK.prepare(page))).get(MODEL.inputs().get(0).name());

    assertEquals(Shape.of(1, 3, SIDE, SIDE), tensor.shape());
    FloatBuffer values = tensor.data().asFloatBuffer();
    double[] mean = {0.485, 0.456, 0.406};
    double[] std = {0.229, 0.224, 0.225};
    for (int channel = 0; channel < 3; channel++) {
      double[][] expected = reference(page, 2 - channel);
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          double found = values.get((channel * SIDE + y) * SIDE + x) * std[channel] + mean[channel];
          assertEquals(expected[y][x], found * 255, 1.01, channel + " at " + x + "," + y);
        }
      }
    }
  }

  /**
   * The middle of a page whose shorter side is 256, in plain arithmetic.
   *
   * @param channel in blue, green, red
   */
  private static double[][] reference(Bitmap page, int channel) {
    double scale = 256.0 / Math.min(page.width(), page.height());
    int width = (int) Math.rint(page.width() * scale);
    int height = (int) Math.rint(page.height() * scale);
    double[][] middle = new double[SIDE][SIDE];
    for (int y = 0; y < SIDE; y++) {
      double fromY = (y + (height - SIDE) / 2 + 0.5) * page.height() / height - 0.5;
      for (int x = 0; x < SIDE; x++) {
        double fromX = (x + (width - SIDE) / 2 + 0.5) * page.width() / width - 0.5;
        int left = (int) Math.floor(fromX);
        int top = (int) Math.floor(fromY);
        double across = fromX - left;
        double down = fromY - top;
        middle[y][x] =
            (1 - down)
                    * ((1 - across) * at(page, left, top, channel)
                        + across * at(page, left + 1, top, channel))
                + down
                    * ((1 - across) * at(page, left, top + 1, channel)
                        + across * at(page, left + 1, top + 1, channel));
      }
    }
    return middle;
  }

  private static int at(Bitmap page, int x, int y, int channel) {
    int column = Math.max(0, Math.min(x, page.width() - 1));
    int row = Math.max(0, Math.min(y, page.height() - 1));
    return page.bgr()[3 * (row * page.width() + column) + channel] & 0xff;
  }

  /** Each channel has waves of its own, and noise. */
  private static Bitmap waves(int width, int height) {
    Random random = new Random(5);
    byte[] pixels = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < 3; channel++) {
          double wave = Math.sin((x + 2.0 * channel) / 7) * Math.cos((y - channel) / 5.0);
          pixels[3 * (y * width + x) + channel] =
              (byte) Math.round(127 + 100 * wave + random.nextInt(20));
        }
      }
    }
    return new Bitmap(width, height, pixels, 0);
  }

  /** A strip would be resized to 256 by 1,536,000 pixels. */
  @Test
  void ofALongStripTheMiddleIsSeen() {
    int height = 6000;
    byte[] pixels = new byte[3 * height];
    Arrays.fill(pixels, 3 * (height / 2 - 8), 3 * (height / 2 + 8), (byte) 255);
    FittedPage fitted = TASK.prepare(new Bitmap(1, height, pixels, 0));
    for (byte value : fitted.rgb()) {
      assertEquals((byte) 255, value);
    }
  }

  @ParameterizedTest
  @EnumSource(PageAngle.class)
  void theSimulatedModelTakesTheDarkestEdgeForTheHead(PageAngle angle) {
    assertEquals(angle, asked(standing(angle)).get(0).angle());
  }

  @Test
  void aBlankPageStandsUprightAndPagesKeepTheirOrder() {
    assertEquals(
        List.of(PageAngle.UPRIGHT, PageAngle.HALF, PageAngle.QUARTER),
        asked(TASK.blank(), standing(PageAngle.HALF), standing(PageAngle.QUARTER)).stream()
            .map(PageOrientationScores::angle)
            .toList());
  }

  /** A page with a dark head, turned clockwise. */
  private static FittedPage standing(PageAngle angle) {
    int width = 300;
    int height = 420;
    byte[] pixels = new byte[3 * width * height];
    Arrays.fill(pixels, 3 * width * 100, pixels.length, (byte) 255);
    PageAngle back = PageAngle.ofDegrees((360 - angle.degrees()) % 360);
    return TASK.prepare(
        new PageTurn(back, width, height).upright(new Bitmap(width, height, pixels, 0)));
  }

  private static List<PageOrientationScores> asked(FittedPage... pages) {
    List<FittedPage> all = List.of(pages);
    return TASK.split(MODEL.answer(TASK.assemble(all), TASK.outputs()), all);
  }

  @Test
  void onlyMagentaPoisons() {
    assertTrue(MODEL.poisoned(TASK.assemble(List.of(TASK.blank(), plain(255, 0, 255)))));
    assertFalse(MODEL.poisoned(TASK.assemble(List.of(TASK.blank(), plain(255, 1, 255)))));
  }

  private static FittedPage plain(int red, int green, int blue) {
    byte[] pixels = new byte[FittedPage.BYTES];
    for (int at = 0; at < pixels.length; at += 3) {
      pixels[at] = (byte) red;
      pixels[at + 1] = (byte) green;
      pixels[at + 2] = (byte) blue;
    }
    return new FittedPage(pixels);
  }

  @Test
  void splitsAndRefusesOtherShapes() {
    List<FittedPage> pages = List.of(TASK.blank(), TASK.blank());
    Map<String, Tensor> answer = MODEL.answer(TASK.assemble(pages), TASK.outputs());
    assertEquals(2, TASK.split(answer, pages).size());
    assertThrows(IllegalStateException.class, () -> TASK.split(answer, List.of(TASK.blank())));
    assertThrows(IllegalStateException.class, () -> TASK.split(Map.of(), pages));
    assertThrows(IllegalArgumentException.class, () -> TASK.assemble(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new FittedPage(new byte[3]));
  }

  @Test
  void theLikeliestAngleCounts() {
    assertEquals(PageAngle.HALF, scores(0.2f, 0.2f, 0.4f, 0.2f).angle());
    assertEquals(PageAngle.QUARTER, scores(0.1f, 0.4f, 0.1f, 0.4f).angle());
    assertThrows(IllegalArgumentException.class, () -> new PageOrientationScores(List.of(1f)));
  }

  private static PageOrientationScores scores(float... scores) {
    return new PageOrientationScores(List.of(scores[0], scores[1], scores[2], scores[3]));
  }

  @Test
  void contractsGoByShape() {
    assertEquals(Integer.MAX_VALUE, CONTRACT.maxBatch());
    assertEquals(1, contract(spec(1, 3, SIDE, SIDE), spec(1, 4)).maxBatch());
    assertEquals("in", contract(spec(-1, 3, -1, -1), spec(-1, 4)).input());
    ModelException line =
        assertThrows(ModelException.class, () -> contract(spec(-1, 3, 80, 160), spec(-1, 2)));
    assertTrue(line.getMessage().startsWith("doc_ori.onnx does not fit the page orientation task"));
    assertThrows(ModelException.class, () -> contract(spec(-1, 3, SIDE, SIDE), spec(-1, 2)));
    assertThrows(
        ModelException.class,
        () -> PageOrientationContract.check("doc_ori.onnx", List.of(), MODEL.outputs()));
  }

  private static PageOrientationContract contract(TensorSpec input, TensorSpec output) {
    return PageOrientationContract.check("doc_ori.onnx", List.of(input), List.of(output));
  }

  private static TensorSpec spec(long... dimensions) {
    return new TensorSpec("in", ElementType.FLOAT32, Shape.of(dimensions));
  }

  @Test
  void goldenPagesAgreeUnlessOneStandsOtherwise() {
    PageOrientationGolden golden = new PageOrientationGolden(List.of(waves(300, 200)), TASK);
    assertEquals(4, golden.items().size());
    PageOrientationScores upright = scores(0.9f, 0.05f, 0.03f, 0.02f);
    PageOrientationScores half = scores(0.05f, 0.05f, 0.85f, 0.05f);
    PageOrientationScores barely = scores(0.45f, 0.05f, 0.46f, 0.04f);
    assertEquals(
        new Likeness(8, 1, 1),
        golden.compare(
            List.of(upright, half, barely, upright), List.of(upright, half, upright, barely)));
    assertEquals(
        new Likeness(8, 0.75, 1),
        golden.compare(
            List.of(upright, half, half, upright), List.of(upright, half, upright, upright)));
    assertThrows(
        IllegalArgumentException.class, () -> golden.compare(List.of(upright), List.of(upright)));
  }
}
