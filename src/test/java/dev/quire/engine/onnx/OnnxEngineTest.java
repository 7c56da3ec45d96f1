package dev.quire.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import ai.onnxruntime.OrtProvider;
import dev.quire.device.DeviceId;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.Engine;
import dev.quire.engine.EngineException;
import dev.quire.engine.OutOfDeviceMemoryException;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEngineTest {

  private static final DeviceId CPU = DeviceId.parse("cpu");

  private final Engine engine = new OnnxEngine(new OnnxOptions(1, false));

  @TempDir Path folder;

  @Test
  void hasAName() {
    assertEquals("onnxruntime", engine.name());
  }

  @Test
  void saysWhatTheGraphSays() {
    try (Predictor predictor = open(sum())) {
      assertEquals(
          List.of(
              new TensorSpec("a", ElementType.FLOAT32, Shape.of(-1, 2)),
              new TensorSpec("b", ElementType.FLOAT32, Shape.of(-1, 2))),
          predictor.inputs());
      assertEquals(
          Set.of("sum", "difference"),
          Set.copyOf(predictor.outputs().stream().map(TensorSpec::name).toList()));
      assertEquals(Precision.FP32, predictor.precision());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void runsAnyBatch(int batch) {
    try (Predictor predictor = open(sum())) {
      Tensor a = floats(batch, 1.5f);
      Tensor b = floats(batch, -4f);

      Map<String, Tensor> out = predictor.run(Map.of("a", a, "b", b), List.of("sum"));

      assertEquals(Set.of("sum"), out.keySet());
      assertEquals(Shape.of(batch, 2), out.get("sum").shape());
      FloatBuffer values = out.get("sum").data().asFloatBuffer();
      for (int i = 0; i < batch * 2; i++) {
        assertEquals(-2.5f, values.get(i));
      }
    }
  }

  @Test
  void keepsOutputsOfEarlierRuns() {
    List<String> wanted = List.of("sum", "difference");
    Map<String, Tensor> first;
    try (Predictor predictor = open(sum())) {
      first = predictor.run(Map.of("a", floats(1, 1), "b", floats(1, 2)), wanted);
      predictor.run(Map.of("a", floats(1, 50), "b", floats(1, 60)), wanted);
    }

    assertEquals(3f, first.get("sum").data().getFloat(0));
    assertEquals(-1f, first.get("difference").data().getFloat(0));
  }

  @Test
  void takesHeapBuffersToo() {
    ByteBuffer heap = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    heap.asFloatBuffer().put(7).put(8);
    Tensor a = new Tensor(ElementType.FLOAT32, Shape.of(1, 2), heap);

    try (Predictor predictor = open(sum())) {
      Map<String, Tensor> out = predictor.run(Map.of("a", a, "b", floats(1, 1)), List.of("sum"));

      assertEquals(8f, out.get("sum").data().getFloat(0));
      assertEquals(9f, out.get("sum").data().getFloat(4));
      assertEquals(0, heap.position());
    }
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void passesEveryElementType(ElementType type) {
    byte[] graph =
        new Graphs()
            .input("in", type, -1, 3)
            .output("out", type, -1, 3)
            .node("Identity", List.of("in"), List.of("out"))
            .build();
    Tensor in = Tensor.allocate(type, Shape.of(2, 3));
    for (int i = 0; i < in.data().capacity(); i++) {
      in.data().put(i, (byte) (i * 7 % 60));
    }

    try (Predictor predictor = open(graph)) {
      Tensor out = predictor.run(Map.of("in", in), List.of("out")).get("out");

      assertEquals(type, out.type());
      assertEquals(in.shape(), out.shape());
      assertEquals(in.data(), out.data());
      assertEquals(
          type == ElementType.FLOAT16 ? Precision.FP16 : Precision.FP32, predictor.precision());
    }
  }

  @Test
  void passesEmptyOutputs() {
    byte[] graph =
        new Graphs()
            .input("in", ElementType.FLOAT32, -1, 6)
            .output("out", ElementType.FLOAT32, -1, 6)
            .longs("from", 0L)
            .longs("to", 0L)
            .node("Slice", List.of("in", "from", "to"), List.of("out"))
            .build();
    try (Predictor predictor = open(graph)) {
      Tensor in = Tensor.allocate(ElementType.FLOAT32, Shape.of(2, 6));

      Tensor out = predictor.run(Map.of("in", in), List.of("out")).get("out");

      assertEquals(Shape.of(0, 6), out.shape());
      assertEquals(0, out.data().remaining());
    }
  }

  @Test
  void opensFilesFromDisk() throws IOException {
    Path file = Files.write(folder.resolve("sum.onnx"), sum());

    try (Predictor predictor = engine.open(Models.of(new ModelFile.OnDisk(file)), CPU)) {
      assertEquals(2, predictor.inputs().size());
    }
  }

  @Test
  void refusesWrongInputsBeforeTheRun() {
    try (Predictor predictor = open(sum())) {
      Tensor good = floats(1, 1);
      Tensor wide = Tensor.allocate(ElementType.FLOAT32, Shape.of(1, 3));
      Tensor whole = Tensor.allocate(ElementType.INT32, Shape.of(1, 2));

      assertRun(predictor, Map.of("a", good), "sum", "no input 'b'");
      assertRun(predictor, Map.of("a", good, "c", good), "sum", "no input 'b'");
      assertRun(predictor, Map.of("a", good, "b", good, "c", good), "sum", "inputs");
      assertRun(
          predictor,
          Map.of("a", good, "b", wide),
          "sum",
          "input b float32[1x3] found, b float32[?x2] expected");
      assertRun(predictor, Map.of("a", good, "b", whole), "sum", "b int32[1x2] found");
      assertRun(predictor, Map.of("a", good, "b", good), "product", "no output 'product'");
      assertThrows(
          EngineException.class, () -> predictor.run(Map.of("a", good, "b", good), List.of()));
    }
  }

  @Test
  void livesOnAfterAFailedRun() {
    try (Predictor predictor = open(sum())) {
      Map<String, Tensor> unequal = Map.of("a", floats(2, 1), "b", floats(3, 1));

      assertRun(predictor, unequal, "sum", "A run of model test failed");

      Map<String, Tensor> out =
          predictor.run(Map.of("a", floats(1, 1), "b", floats(1, 1)), List.of("sum"));
      assertEquals(2f, out.get("sum").data().getFloat(0));
    }
  }

  @Test
  void refusesToRunClosed() {
    Predictor predictor = open(sum());
    predictor.close();
    predictor.close();

    assertThrows(
        IllegalStateException.class,
        () -> predictor.run(Map.of("a", floats(1, 1), "b", floats(1, 1)), List.of("sum")));
  }

  @Test
  void refusesABrokenFile() {
    byte[] half = Arrays.copyOf(sum(), sum().length / 2);

    for (byte[] bytes : List.of(new byte[0], new byte[] {1, 2, 3}, half)) {
      EngineException refusal = assertThrows(EngineException.class, () -> open(bytes));
      assertTrue(refusal.getMessage().contains("Model test (memory)"), refusal.getMessage());
    }
  }

  @Test
  void refusesAMissingFile() {
    ModelFiles model = Models.of(new ModelFile.OnDisk(folder.resolve("none.onnx")));

    assertThrows(EngineException.class, () -> engine.open(model, CPU));
  }

  @Test
  void refusesAFileThatCannotBeRead() {
    ModelFiles model =
        Models.of(
            new ModelFile.Embedded(
                "memory",
                () -> {
                  throw new UncheckedIOException(new IOException("gone"));
                }));

    EngineException refusal = assertThrows(EngineException.class, () -> engine.open(model, CPU));
    assertTrue(refusal.getMessage().contains("gone"));
  }

  @Test
  void refusesInputsOfOtherTypes() {
    byte[] graph =
        new Graphs()
            .input("in", TensorProto.DataType.DOUBLE, -1)
            .output("out", ElementType.FLOAT32, -1)
            .node(
                "Cast",
                List.of("in"),
                List.of("out"),
                Graphs.attribute("to", Graphs.number(ElementType.FLOAT32)))
            .build();

    EngineException refusal = assertThrows(EngineException.class, () -> open(graph));
    assertTrue(refusal.getMessage().contains("input in"), refusal.getMessage());
  }

  @Test
  void knowsItsBuild() {
    assertFalse(new OnnxEngine(OnnxOptions.defaults()).isCudaBuild());
    assertTrue(withGpu(NativeProvider::of).isCudaBuild());
  }

  @Test
  void refusesGpusInThisBuild() {
    assertRefusal(
        engine,
        "Model test (memory) cannot be opened on gpu:0: this build runs ONNX Runtime on the CPU"
            + " only; CUDA devices need the build with the Maven profile 'gpu'");
  }

  @Test
  void refusesGpusWhoseLibrariesAreMissing() {
    assertRefusal(
        withGpu(
            plan -> {
              throw new OrtException(
                  OrtErrorCode.ORT_FAIL,
                  "/onnxruntime_src/onnxruntime/core/session/provider_bridge_ort.cc:1778"
                      + " onnxruntime::Provider& onnxruntime::ProviderLibrary::Get()"
                      + " [ONNXRuntimeError] : 1 : FAIL : Failed to load library"
                      + " libonnxruntime_providers_cuda.so with error: libcublasLt.so.12: cannot"
                      + " open shared object file: No such file or directory\n");
            }),
        "Model test (memory) cannot be opened on gpu:0: FAIL : Failed to load library"
            + " libonnxruntime_providers_cuda.so with error: libcublasLt.so.12: cannot open shared"
            + " object file: No such file or directory; libcublasLt.so.12 is missing: use the GPU"
            + " image, or one with CUDA 12 and cuDNN 9");
    assertRefusal(
        withGpu(
            plan -> {
              throw new OrtException(
                  OrtErrorCode.ORT_FAIL,
                  "SessionOptionsAppendExecutionProvider_CUDA_V2: Failed to load shared library");
            }),
        "Model test (memory) cannot be opened on gpu:0:"
            + " SessionOptionsAppendExecutionProvider_CUDA_V2: Failed to load shared library;"
            + " not found on the library path: libcudnn.so.9: use the GPU image, or one with CUDA"
            + " 12 and cuDNN 9");
  }

  @Test
  void refusesGpusWithoutADriver() {
    assertRefusal(
        withGpu(
            plan -> {
              throw new OrtException(
                  OrtErrorCode.ORT_RUNTIME_EXCEPTION,
                  "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ;"
                      + " GPU=-1 ; hostname=node ; expr=cudaSetDevice(info_.device_id); ");
            }),
        "Model test (memory) cannot be opened on gpu:0: CUDA failure 35: CUDA driver version is"
            + " insufficient for CUDA runtime version; the NVIDIA driver is missing or does not fit"
            + " CUDA 12: check nvidia-smi, and that the container was given its GPUs (--gpus, or"
            + " the NVIDIA device plugin)");
  }

  @Test
  void tellsFullAndLostGpusApart() {
    Engine full =
        withGpu(
            plan -> {
              throw new OrtException("CUDA failure 2: out of memory ; GPU=0 ; expr=cudaMalloc");
            });
    Engine lost =
        withGpu(
            plan -> {
              throw new OrtException("CUDA failure 101: invalid device ordinal ; GPU=0");
            });
    DeviceId gpu = DeviceId.parse("gpu:0");

    assertThrows(OutOfDeviceMemoryException.class, () -> full.open(Models.of(sum()), gpu));
    assertThrows(DeviceLostException.class, () -> lost.open(Models.of(sum()), gpu));
  }

  @Test
  void neverTakesTheCpuForAGpu() {
    Engine wrong = withGpu(NativeProvider::of);

    EngineException refusal =
        assertThrows(
            EngineException.class, () -> wrong.open(Models.of(sum()), DeviceId.parse("gpu:0")));
    assertTrue(refusal.getMessage().contains("Failed to find CUDA shared provider; use the build"));
  }

  @Test
  void refusesTensorRtInABuildWithoutIt() {
    OnnxOptions options =
        OnnxOptions.defaults().withTensorRt(TensorRtOptions.defaults(folder.resolve("engines")));

    assertRefusal(
        new OnnxEngine(
            options,
            NativeProvider::of,
            () -> EnumSet.of(OrtProvider.CUDA, OrtProvider.CPU),
            new GpuAdvice(library -> true)),
        "Model test (memory) cannot be opened on gpu:0: this build of ONNX Runtime has no"
            + " TensorRT; turn it off");
    assertFalse(Files.exists(folder.resolve("engines")));
  }

  @Test
  void makesTheFolderOfTensorRtsEngines() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path engines = folder.resolve("a/b");

    assertThrows(EngineException.class, () -> openWithTensorRt(engines));
    assertTrue(Files.isDirectory(engines));
    EngineException refusal =
        assertThrows(EngineException.class, () -> openWithTensorRt(file.resolve("engines")));
    assertTrue(refusal.getMessage().contains("for TensorRT's engines cannot be made"));
  }

  private static void openWithTensorRt(Path engines) {
    new OnnxEngine(
            OnnxOptions.defaults().withTensorRt(TensorRtOptions.defaults(engines)),
            NativeProvider::of,
            () -> EnumSet.allOf(OrtProvider.class),
            new GpuAdvice(library -> true))
        .open(Models.of(sum()), DeviceId.parse("gpu:0"));
  }

  /** An engine of a build that has CUDA, on a machine where cuDNN is missing. */
  private static OnnxEngine withGpu(NativeProvider.Factory factory) {
    return new OnnxEngine(
        OnnxOptions.defaults(),
        factory,
        () -> EnumSet.of(OrtProvider.CUDA, OrtProvider.CPU),
        new GpuAdvice(library -> !library.equals("libcudnn.so.9")));
  }

  private static void assertRefusal(Engine engine, String message) {
    EngineException refusal =
        assertThrows(
            EngineException.class, () -> engine.open(Models.of(sum()), DeviceId.parse("gpu:0")));
    assertEquals(message, refusal.getMessage());
    assertEquals(EngineException.class, refusal.getClass());
  }

  @Test
  void opensOneModelTwice() {
    Predictor one = engine.open(Models.of(sum()), DeviceId.parse("cpu:0"));
    try (Predictor other = engine.open(Models.of(sum()), DeviceId.parse("cpu:1"))) {
      one.close();
      assertFalse(
          other.run(Map.of("a", floats(1, 1), "b", floats(1, 1)), List.of("sum")).isEmpty());
    }
  }

  /** A real export, where one is at hand: its inputs are dynamic in ways no test graph is. */
  @Test
  void runsAnExportedModel() {
    Path file = Path.of("../shared/models/onnx/ch_ppocr_mobile_v2.0_cls_infer.onnx");
    assumeTrue(Files.exists(file), file + " is not there");

    try (Predictor predictor = engine.open(Models.of(new ModelFile.OnDisk(file)), CPU)) {
      TensorSpec input = predictor.inputs().get(0);
      String output = predictor.outputs().get(0).name();
      Tensor image = Tensor.allocate(ElementType.FLOAT32, Shape.of(2, 3, 48, 192));

      Tensor out = predictor.run(Map.of(input.name(), image), List.of(output)).get(output);

      assertEquals(2, out.shape().dimension(0));
    }
  }

  private static void assertRun(
      Predictor predictor, Map<String, Tensor> inputs, String output, String message) {
    EngineException failure =
        assertThrows(EngineException.class, () -> predictor.run(inputs, List.of(output)));
    assertTrue(failure.getMessage().contains(message), failure.getMessage());
    assertTrue(failure.getMessage().contains("test"), failure.getMessage());
  }

  private static byte[] sum() {
    return new Graphs()
        .input("a", ElementType.FLOAT32, -1, 2)
        .input("b", ElementType.FLOAT32, -1, 2)
        .output("sum", ElementType.FLOAT32, -1, 2)
        .output("difference", ElementType.FLOAT32, -1, 2)
        .node("Add", List.of("a", "b"), List.of("sum"))
        .node("Sub", List.of("a", "b"), List.of("difference"))
        .build();
  }

  private static Tensor floats(int batch, float value) {
    Tensor tensor = Tensor.allocate(ElementType.FLOAT32, Shape.of(batch, 2));
    FloatBuffer values = tensor.data().asFloatBuffer();
    while (values.hasRemaining()) {
      values.put(value);
    }
    return tensor;
  }

  private Predictor open(byte[] graph) {
    return engine.open(Models.of(graph), CPU);
  }
}
