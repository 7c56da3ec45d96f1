package dev.quire.task.ocr.detection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.Bucket;
import dev.quire.image.Bitmap;
import dev.quire.model.ModelException;
import dev.quire.model.Resolution;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectionTaskTest {

  private static final Resolution USUAL = new Resolution(64, 96);
  private static final DetectionContract PIXELS = new DetectionContract("x", true, "maps", 8);
  private static final DetectionContract PLANES = new DetectionContract("x", false, "maps", 8);

  private final TextPagePreparation preparation =
      new TextPagePreparation(new SideLimit(SideLimit.Kind.MIN, 32), InputLadder.COARSE);

  @Test
  void handsPixelsOverAsTheyAre() {
    List<PreparedTextPage> pages = List.of(page(1), page(2));

    Tensor tensor = task(PIXELS).assemble(pages).get("x");

    assertEquals(ElementType.UINT8, tensor.type());
    assertEquals(Shape.of(2, 64, 96, 3), tensor.shape());
    for (PreparedTextPage page : pages) {
      byte[] found = new byte[page.sizeInBytes()];
      tensor.data().get(found);
      assertArrayEquals(page.pixels(), found);
    }
  }

  /** Blue is normalised with the constants of red, and its plane comes first. */
  @Test
  void normalisesChannelsInTheirOrder() {
    PreparedTextPage page = page(3);

    Tensor tensor = task(PLANES).assemble(List.of(page(2), page)).get("x");

    assertEquals(ElementType.FLOAT32, tensor.type());
    assertEquals(Shape.of(2, 3, 64, 96), tensor.shape());
    double[] mean = {0.485, 0.456, 0.406};
    double[] std = {0.229, 0.224, 0.225};
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < 64 * 96; i++) {
        double value = (page.pixels()[3 * i + channel] & 0xff) / 255.0;
        assertEquals(
            (value - mean[channel]) / std[channel],
            tensor.data().getFloat((64 * 96 * (3 + channel) + i) * Float.BYTES),
            1e-5);
      }
    }
  }

  @Test
  void takesMapsApartAndThePaddingOff() {
    Resolution resized = new Resolution(32, 64);
    PreparedTextPage padded =
        new PreparedTextPage(USUAL, resized, new byte[64 * 96 * 3], new PageSize(30, 60));
    Tensor maps = Tensor.allocate(ElementType.FLOAT32, Shape.of(2, 1, 64, 96));
    for (int i = 0; i < 2 * 64 * 96; i++) {
      maps.data().putFloat(i * Float.BYTES, i);
    }

    List<ProbabilityMap> split = task(PIXELS).split(Map.of("maps", maps), List.of(page(1), padded));

    assertEquals(64, split.get(0).height());
    assertEquals(96, split.get(0).width());
    assertEquals(64 * 96 - 1, split.get(0).values()[64 * 96 - 1]);
    assertEquals(32, split.get(1).height());
    assertEquals(64, split.get(1).width());
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 64; x++) {
        assertEquals(64 * 96 + y * 96 + x, split.get(1).values()[y * 64 + x]);
      }
    }
  }

  @Test
  void refusesMapsOfAnotherShape() {
    Tensor maps = Tensor.allocate(ElementType.FLOAT32, Shape.of(1, 1, 64, 64));

    assertThrows(
        IllegalStateException.class,
        () -> task(PIXELS).split(Map.of("maps", maps), List.of(page(1))));
    assertThrows(IllegalStateException.class, () -> task(PIXELS).split(Map.of(), List.of(page(1))));
  }

  @Test
  void refusesBatchesThatAreNone() {
    PreparedTextPage other = preparation.prepare(bitmap(4, 128, 128));

    assertThrows(IllegalArgumentException.class, () -> task(PIXELS).assemble(List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> task(PIXELS).assemble(List.of(page(1), other)));
  }

  @Test
  void sharesBatchesByPaddedSize() {
    DetectionTask task =
        new DetectionTask(PIXELS, Normalization.imageNet(), List.of(USUAL, new Resolution(32, 32)));

    assertEquals(new Bucket("64x96", 64 * 96), task.bucket(page(1)));
    assertEquals(page(1).resized().pixels(), task.content(page(1)));
    assertEquals(64 * 96, task.content(task.blank()));
    assertEquals(List.of("maps"), task.outputs());
    assertEquals(task.bucket(page(1)), task.bucket(task.blank()));
    assertEquals(2, task.blanks().size());
    assertThrows(
        IllegalArgumentException.class,
        () -> new DetectionTask(PIXELS, Normalization.imageNet(), List.of()));
  }

  @Test
  void padsWithWhatThePageEndsWith() {
    Bitmap bitmap = bitmap(5, 1056, 64);

    PreparedTextPage page = preparation.prepare(bitmap);

    assertEquals(new Resolution(1088, 64), page.padded());
    assertEquals(new Resolution(1056, 64), page.resized());
    assertEquals(new PageSize(1056, 64), page.page());
    assertArrayEquals(bitmap.continued(1088, 64).bgr(), page.pixels());
    assertEquals(
        new Resolution(1088, 64),
        preparation.padded(new PageSize(1056, 64), new SideLimit(SideLimit.Kind.MIN, 32)));
  }

  /** A page of 3×2 of one colour: what is resized is 32×32 pixels, black but for a corner. */
  @Test
  void givesTinyPagesABlackBorder() {
    byte[] white = new byte[3 * 2 * 3];
    Arrays.fill(white, (byte) 255);

    PreparedTextPage page = preparation.prepare(new Bitmap(3, 2, white, 0));

    assertEquals(new Resolution(32, 32), page.padded());
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        int wanted = y < 2 && x < 3 ? 255 : 0;
        assertEquals(wanted, page.pixels()[(y * 32 + x) * 3] & 0xff, x + ", " + y);
      }
    }
  }

  @Test
  void readsTheContractOffAGraph() {
    TensorSpec planes = spec("in", ElementType.FLOAT32, -1, 3, -1, -1);
    TensorSpec pixels = spec("in", ElementType.UINT8, 4, -1, -1, 3);
    TensorSpec maps = spec("out", ElementType.FLOAT32, -1, 1, -1, -1);
    TensorSpec unnamed = spec("out", ElementType.FLOAT32, -1, -1, -1, -1);

    assertEquals(
        new DetectionContract("in", false, "out", Integer.MAX_VALUE),
        DetectionContract.check("det.onnx", List.of(planes), List.of(maps, planes)));
    assertEquals(
        new DetectionContract("in", true, "out", 4),
        DetectionContract.check("det.onnx", List.of(pixels), List.of(unnamed)));
  }

  @Test
  void refusesOtherGraphs() {
    TensorSpec planes = spec("in", ElementType.FLOAT32, -1, 3, -1, -1);
    TensorSpec maps = spec("out", ElementType.FLOAT32, -1, 1, -1, -1);

    List<List<List<TensorSpec>>> others =
        List.of(
            List.of(List.of(), List.of(maps)),
            List.of(List.of(planes, planes), List.of(maps)),
            List.of(List.of(planes), List.of()),
            List.of(List.of(planes), List.of(spec("out", ElementType.FLOAT32, -1, 2))),
            List.of(List.of(planes), List.of(spec("out", ElementType.INT64, -1, 1, -1, -1))),
            List.of(List.of(spec("in", ElementType.FLOAT32, -1, 3, 960, 960)), List.of(maps)),
            List.of(List.of(spec("in", ElementType.FLOAT32, -1, 1, -1, -1)), List.of(maps)),
            List.of(List.of(spec("in", ElementType.UINT8, -1, 3, -1, -1, 3)), List.of(maps)),
            List.of(List.of(spec("in", ElementType.INT64, -1, 3, -1, -1)), List.of(maps)));
    for (List<List<TensorSpec>> graph : others) {
      ModelException refused =
          assertThrows(
              ModelException.class,
              () -> DetectionContract.check("det.onnx", graph.get(0), graph.get(1)),
              graph.toString());
      assertTrue(refused.getMessage().startsWith("det.onnx does not fit"), refused.getMessage());
    }
  }

  private DetectionTask task(DetectionContract contract) {
    return new DetectionTask(contract, Normalization.imageNet(), List.of(USUAL));
  }

  private PreparedTextPage page(int seed) {
    return preparation.prepare(bitmap(seed, 64, 96));
  }

  private static Bitmap bitmap(int seed, int height, int width) {
    byte[] pixels = new byte[height * width * 3];
    new Random(seed).nextBytes(pixels);
    return new Bitmap(width, height, pixels, 0);
  }

  private static TensorSpec spec(String name, ElementType type, long... dimensions) {
    return new TensorSpec(name, type, Shape.of(dimensions));
  }
}
