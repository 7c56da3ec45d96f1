package dev.quire.engine.process;

import dev.quire.device.DeviceId;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.Engine;
import dev.quire.engine.EngineException;
import dev.quire.engine.EngineFactory;
import dev.quire.engine.OutOfDeviceMemoryException;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.model.ModelFiles;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * An engine whose predictors do what the first byte of their input says, and otherwise give a copy
 * of the input, the sum of its bytes and facts of the process that they are in.
 */
public final class ScriptedFactory implements EngineFactory {

  static final byte FAIL = (byte) 255;
  static final byte OUT_OF_MEMORY = (byte) 254;
  static final byte DEVICE_LOST = (byte) 253;
  static final byte ABORT = (byte) 252;
  static final byte HANG = (byte) 251;
  static final byte BUG = (byte) 250;
  static final byte LONG_FAILURE = (byte) 249;

  static final String INPUT = "bytes";
  static final String COPY = "copy";
  static final String SUM = "sum";
  static final String FACTS = "facts";

  /** Also the setting that makes opening fail in a way of its own. */
  static final String OPENING = "opening";

  @Override
  public Engine engine(Map<String, String> settings) {
    return new Engine() {
      @Override
      public String name() {
        return "scripted";
      }

      @Override
      public Predictor open(ModelFiles model, DeviceId device) {
        return switch (settings.getOrDefault(OPENING, "")) {
          case "fail" -> throw new EngineException("no such weights");
          case "abort" -> throw abort();
          case "hang" -> throw hang();
          default -> new Scripted(model, device, settings);
        };
      }
    };
  }

  /** What an error in native code does. */
  private static RuntimeException abort() {
    try {
      System.err.println("SomeError: a kernel failed");
      new ProcessBuilder("kill", "-ABRT", String.valueOf(ProcessHandle.current().pid()))
          .start()
          .waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    throw hang();
  }

  private static RuntimeException hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new IllegalStateException("it waited for ever");
  }

  private static final class Scripted implements Predictor {

    private final DeviceId device;
    private final Map<String, String> settings;
    private final int graph;
    private final int weights;
    private int trims;

    Scripted(ModelFiles model, DeviceId device, Map<String, String> settings) {
      this.graph = model.graph().bytes().length;
      this.weights = model.weights().map(file -> file.bytes().length).orElse(-1);
      this.device = device;
      this.settings = settings;
    }

    @Override
    public List<TensorSpec> inputs() {
      return List.of(new TensorSpec(INPUT, ElementType.UINT8, Shape.of(Shape.DYNAMIC)));
    }

    @Override
    public List<TensorSpec> outputs() {
      return List.of(
          new TensorSpec(COPY, ElementType.UINT8, Shape.of(Shape.DYNAMIC)),
          new TensorSpec(SUM, ElementType.INT64, Shape.of()),
          new TensorSpec(FACTS, ElementType.UINT8, Shape.of(Shape.DYNAMIC)));
    }

    @Override
    public Precision precision() {
      return Precision.FP16;
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs, List<String> outputs) {
      Tensor input = inputs.get(INPUT);
      int size = input.data().limit();
      if (size > 0) {
        obey(input.data().get(0));
      }
      Map<String, Tensor> given = new HashMap<>();
      for (String output : outputs) {
        given.put(
            output,
            switch (output) {
              case COPY -> input;
              case SUM -> sum(input);
              default -> bytes(facts());
            });
      }
      return given;
    }

    private static void obey(byte order) {
      switch (order) {
        case FAIL -> throw new EngineException("it was told to fail");
        case OUT_OF_MEMORY -> throw new OutOfDeviceMemoryException("it was told to run out");
        case DEVICE_LOST -> throw new DeviceLostException("it was told to lose the device");
        case LONG_FAILURE -> throw new EngineException("x".repeat(2 << 20));
        case BUG -> throw new NullPointerException("a bug");
        case ABORT -> throw abort();
        case HANG -> throw hang();
        default -> {
          // nothing is asked for
        }
      }
    }

    private static Tensor sum(Tensor input) {
      long sum = 0;
      for (int i = 0; i < input.data().limit(); i++) {
        sum += Byte.toUnsignedInt(input.data().get(i));
      }
      Tensor tensor = Tensor.allocate(ElementType.INT64, Shape.of());
      tensor.data().putLong(0, sum);
      return tensor;
    }

    private String facts() {
      return String.join(
          "\n",
          "device=" + device,
          "visible=" + System.getenv("CUDA_VISIBLE_DEVICES"),
          "graph=" + graph,
          "weights=" + weights,
          "trims=" + trims,
          "setting=" + settings.get("setting"),
          "pid=" + ProcessHandle.current().pid(),
          "tmp=" + System.getProperty("java.io.tmpdir"));
    }

    private static Tensor bytes(String text) {
      byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      Tensor tensor = Tensor.allocate(ElementType.UINT8, Shape.of(bytes.length));
      tensor.data().put(0, bytes);
      return tensor;
    }

    @Override
    public void trim() {
      trims++;
    }

    @Override
    public void close() {}
  }
}
