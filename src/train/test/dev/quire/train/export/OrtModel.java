package dev.quire.train.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/** An exported model in ONNX Runtime, fed with bare numbers. */
final class OrtModel implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  OrtModel(byte[] model) throws OrtException {
    session = environment.createSession(model);
  }

  /**
   * The rows of a batch, flattened.
   *
   * @param pixels [batch, 3, height, width] flattened
   * @param scale [batch, 2] flattened: height, width
   */
  float[] rows(float[] pixels, int batch, int height, int width, float[] scale)
      throws OrtException {
    float[] shape = new float[2 * batch];
    for (int i = 0; i < batch; i++) {
      shape[2 * i] = height;
      shape[2 * i + 1] = width;
    }
    try (OnnxTensor image = tensor(pixels, batch, 3, height, width);
        OnnxTensor imShape = tensor(shape, batch, 2);
        OnnxTensor scaleFactor = tensor(scale, batch, 2);
        OrtSession.Result result =
            session.run(Map.of("image", image, "im_shape", imShape, "scale_factor", scaleFactor))) {
      FloatBuffer buffer = ((OnnxTensor) result.get("fetch_name_0").orElseThrow()).getFloatBuffer();
      float[] rows = new float[buffer.remaining()];
      buffer.get(rows);
      return rows;
    }
  }

  /** How many rows each of a batch of blank images has. */
  int[] counts(int batch, int size) throws OrtException {
    float[] ones = new float[2 * batch];
    Arrays.fill(ones, 1);
    try (OnnxTensor image = tensor(new float[batch * 3 * size * size], batch, 3, size, size);
        OnnxTensor pairs = tensor(ones, batch, 2);
        OrtSession.Result result =
            session.run(Map.of("image", image, "im_shape", pairs, "scale_factor", pairs))) {
      return (int[]) result.get("fetch_name_1").orElseThrow().getValue();
    }
  }

  private OnnxTensor tensor(float[] values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
