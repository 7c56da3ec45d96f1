package dev.quire.train.pair.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.quire.train.pair.net.PairMini;
import dev.quire.train.pair.net.PairParameters;
import dev.quire.train.pair.net.TokenBatch;
import dev.quire.train.pair.net.TorchPairNet;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairGraphTest {

  private static final PairMini TINY = new PairMini(50, 12);

  private final float[] values = lively();
  private final ModelProto model = PairGraph.of(TINY, values);

  @Test
  void declaresTheContract() {
    assertEquals(
        List.of("input_ids", "attention_mask"),
        model.getGraph().getInputList().stream().map(ValueInfoProto::getName).toList());
    ValueInfoProto output = model.getGraph().getOutput(0);
    assertEquals("sentence_embedding", output.getName());
    assertEquals(12, output.getType().getTensorType().getShape().getDim(1).getDimValue());
    assertEquals(17, model.getOpsetImport(0).getVersion());
  }

  @Test
  void theStandardNetworkIsSmall() {
    PairMini net = new PairMini(7400, PairMini.STANDARD_WIDTH);

    int size = PairGraph.of(net, new PairParameters(net).start(1)).toByteArray().length;

    assertTrue(size < 4_000_000, size + " bytes");
  }

  @Test
  void givesTheNetworksOwnNumbers() throws Exception {
    for (int[] lengths : new int[][] {{1}, {3, 9}, {30, 2, 17, 128}}) {
      List<int[]> sentences = sentences(lengths);
      TokenBatch batch = TokenBatch.of(sentences);
      try (TorchPairNet torch = new TorchPairNet(TINY, values)) {
        assertArrayEquals(torch.infer(batch), run(batch), 1e-4f, Arrays.toString(lengths));
      }
    }
  }

  @Test
  void aSentenceDependsNeitherOnPaddingNorOnItsBatch() throws Exception {
    List<int[]> sentences = sentences(7, 20, 2);
    float[] together = run(TokenBatch.of(sentences, 64));
    for (int i = 0; i < sentences.size(); i++) {
      float[] alone = run(TokenBatch.of(List.of(sentences.get(i))));
      float[] row = Arrays.copyOfRange(together, i * TINY.width(), (i + 1) * TINY.width());
      assertArrayEquals(alone, row, 1e-6f, "sentence " + i);
    }
  }

  @Test
  void whatIsMaskedDoesNotMatter() throws Exception {
    TokenBatch clean = TokenBatch.of(sentences(5), 9);
    long[] ids = clean.ids().clone();
    Arrays.fill(ids, 5, 9, 33);

    assertArrayEquals(run(clean), run(new TokenBatch(ids, clean.mask(), 1, 9)), 0);
  }

  @Test
  void theOrderOfWordsMatters() throws Exception {
    float[] ab = run(TokenBatch.of(List.of(new int[] {2, 11, 20, 12, 3})));
    float[] ba = run(TokenBatch.of(List.of(new int[] {2, 12, 20, 11, 3})));

    assertTrue(!Arrays.equals(ab, ba));
  }

  @Test
  void aRowOfPaddingIsZero() throws Exception {
    float[] none = run(TokenBatch.of(List.of(new int[0]), 4));

    assertArrayEquals(new float[TINY.width()], none, 0);
  }

  private float[] run(TokenBatch batch) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {batch.rows(), batch.length()};
    try (OrtSession session = environment.createSession(model.toByteArray());
        OnnxTensor ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(batch.ids()), shape);
        OnnxTensor mask =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(batch.mask()), shape);
        OrtSession.Result result = session.run(Map.of("input_ids", ids, "attention_mask", mask))) {
      float[] vectors = new float[batch.rows() * TINY.width()];
      ((OnnxTensor) result.get(0)).getFloatBuffer().get(vectors);
      return vectors;
    }
  }

  private static List<int[]> sentences(int... lengths) {
    Random random = new Random(lengths.length);
    List<int[]> sentences = new ArrayList<>();
    for (int length : lengths) {
      sentences.add(random.ints(length, 0, TINY.pieces()).toArray());
    }
    return sentences;
  }

  /** Parameters of which none is zero. */
  private static float[] lively() {
    float[] values = new PairParameters(TINY).start(2);
    Random random = new Random(3);
    for (int i = 0; i < values.length; i++) {
      values[i] += 0.1f * (float) random.nextGaussian();
    }
    return values;
  }
}
