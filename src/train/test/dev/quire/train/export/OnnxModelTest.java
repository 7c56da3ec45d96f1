package dev.quire.train.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.quire.train.data.Squash;
import dev.quire.train.eval.Detection;
import dev.quire.train.net.PageMini;
import dev.quire.train.net.Parameters;
import dev.quire.train.net.Parameters.Entry;
import dev.quire.train.net.TorchNet;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OnnxModelTest {

  private static final PageMini TINY = new PageMini(new PageMini.Widths(4, 8, 8, 16, 16, 16));
  private static final int LENGTH = OnnxModel.ROWS * OnnxModel.ROW_LENGTH;

  private final float[] values = lively();
  private final ModelProto model = OnnxModel.of(TINY, values);

  @Test
  void declaresTheContract() {
    assertEquals(
        List.of("im_shape", "image", "scale_factor"),
        model.getGraph().getInputList().stream().map(ValueInfoProto::getName).toList());
    assertEquals(
        List.of("fetch_name_0", "fetch_name_1"),
        model.getGraph().getOutputList().stream().map(ValueInfoProto::getName).toList());
    assertEquals(17, model.getOpsetImport(0).getVersion());
  }

  @Test
  void theStandardNetworkIsSmall() {
    PageMini net = new PageMini(PageMini.Widths.STANDARD);

    int size = OnnxModel.of(net, new Parameters(net).start(1)).toByteArray().length;

    assertTrue(size < 8_000_000, size + " bytes");
  }

  @Test
  void givesTheNetworksOwnNumbers() throws Exception {
    check(1, 512, 512);
    check(3, 640, 512);
    check(2, 800, 800);
  }

  private void check(int batch, int height, int width) throws Exception {
    byte[] pixels = new byte[batch * height * width * 3];
    new Random(batch).nextBytes(pixels);
    float[] scale = new float[2 * batch];
    for (int i = 0; i < batch; i++) {
      scale[2 * i] = (float) (height / (1000.0 + 10 * i));
      scale[2 * i + 1] = (float) (width / (700.0 + 10 * i));
    }
    float[] own;
    try (TorchNet torch = new TorchNet(TINY, values)) {
      ByteBuffer images = ByteBuffer.allocateDirect(pixels.length).put(pixels).rewind();
      own = torch.infer(images, batch, height, width);
    }
    try (OrtModel detector = new OrtModel(model.toByteArray())) {
      int image = height * width * 3;
      float[] planar = new float[pixels.length];
      for (int i = 0; i < batch; i++) {
        float[] one = Squash.planar(Arrays.copyOfRange(pixels, i * image, (i + 1) * image));
        System.arraycopy(one, 0, planar, i * image, image);
      }
      float[] rows = detector.rows(planar, batch, height, width, scale);
      assertEquals(batch * LENGTH, rows.length);
      int map = own.length / batch;
      for (int i = 0; i < batch; i++) {
        float[] mine = Arrays.copyOfRange(rows, i * LENGTH, (i + 1) * LENGTH);
        compare(
            ReferenceDecoder.decode(
                Arrays.copyOfRange(own, i * map, (i + 1) * map),
                height / PageMini.STRIDE,
                width / PageMini.STRIDE,
                1000 + 10 * i,
                700 + 10 * i),
            mine);
        float[] alone =
            detector.rows(
                Arrays.copyOfRange(planar, i * image, (i + 1) * image),
                1,
                height,
                width,
                Arrays.copyOfRange(scale, 2 * i, 2 * i + 2));
        for (int k = 0; k < LENGTH; k += OnnxModel.ROW_LENGTH) {
          assertEquals(mine[k + 1], alone[k + 1], 1e-5, "score of row " + k / 7);
        }
      }
    }
  }

  /** Near ties may fall out differently, so a few rows may differ in place. */
  private static void compare(List<Detection> expected, float[] rows) {
    Set<Double> ranks = new HashSet<>();
    int same = 0;
    for (int i = 0; i < OnnxModel.ROWS; i++) {
      int at = i * OnnxModel.ROW_LENGTH;
      Detection e = expected.get(i);
      assertEquals(e.score(), rows[at + 1], 1e-4);
      assertTrue(i == 0 || rows[at + 1] <= rows[at - OnnxModel.ROW_LENGTH + 1]);
      ranks.add((double) rows[at + 6]);
      boolean close =
          e.label() == (int) rows[at]
              && Math.abs(e.box().x1() - rows[at + 2]) < 0.1
              && Math.abs(e.box().y1() - rows[at + 3]) < 0.1
              && Math.abs(e.box().x2() - rows[at + 4]) < 0.1
              && Math.abs(e.box().y2() - rows[at + 5]) < 0.1
              && Math.abs(e.rank() - rows[at + 6]) <= 2;
      same += close ? 1 : 0;
    }
    assertEquals(OnnxModel.ROWS, ranks.size(), "ranks are a permutation");
    assertTrue(same >= 0.97 * OnnxModel.ROWS, same + " rows are the same");
  }

  /** Parameters of a network whose outputs differ from cell to cell. */
  private static float[] lively() {
    Parameters parameters = new Parameters(TINY);
    float[] values = parameters.start(2);
    Random random = new Random(3);
    for (Entry e : parameters.entries().values()) {
      for (int i = e.offset(); i < e.offset() + e.size(); i++) {
        if (e.name().endsWith(".variance")) {
          values[i] = 0.5f + random.nextFloat();
        } else if (e.name().startsWith("head.out.weight")) {
          values[i] *= 0.3f;
        } else if (e.shape().length == 1 || e.name().startsWith("s32.position")) {
          values[i] += 0.1f * (float) random.nextGaussian();
        }
      }
    }
    return values;
  }
}
