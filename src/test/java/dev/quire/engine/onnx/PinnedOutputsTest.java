package dev.quire.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PinnedOutputsTest {

  private static final List<String> NAMES =
      List.of("rows", "scalar", "half", "dynamic", "empty", "huge", "endless");

  private final PinnedOutputs pinned =
      new PinnedOutputs(
          OrtEnvironment.getEnvironment(),
          List.of(
              output("rows", ElementType.FLOAT32, 300, 6),
              output("scalar", ElementType.INT64),
              output("half", ElementType.FLOAT16, 3),
              output("dynamic", ElementType.FLOAT32, -1, 6),
              output("empty", ElementType.FLOAT32, 0, 6),
              output("huge", ElementType.FLOAT32, 1 << 20, 1 << 20),
              output("endless", ElementType.FLOAT32, Long.MAX_VALUE, 3)));

  @Test
  void pinsWhatIsFixedAndFits() throws OrtException {
    Map<String, OnnxTensor> tensors = pinned.of(NAMES);

    assertEquals(Set.of("rows", "scalar", "half"), tensors.keySet());
    assertEquals(300 * 6 * 4, tensors.get("rows").getByteBuffer().remaining());
    pinned.close();
  }

  @Test
  void pinsOnceAndOnDemand() throws OrtException {
    OnnxTensor rows = pinned.of(List.of("rows", "dynamic")).get("rows");

    assertSame(rows, pinned.of(NAMES).get("rows"));
    assertEquals(Map.of(), pinned.of(List.of("dynamic")));

    pinned.close();
    pinned.close();
    assertTrue(rows.isClosed());
  }

  @Test
  void givesUpForGood() throws OrtException {
    OnnxTensor rows = pinned.of(NAMES).get("rows");

    pinned.giveUp();

    assertTrue(rows.isClosed());
    assertEquals(Map.of(), pinned.of(NAMES));
  }

  private static TensorSpec output(String name, ElementType type, long... shape) {
    return new TensorSpec(name, type, Shape.of(shape));
  }
}
