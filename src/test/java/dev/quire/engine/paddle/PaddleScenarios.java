package dev.quire.engine.paddle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.quire.device.DeviceId;
import dev.quire.engine.EngineException;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.model.paddle.PaddleType;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * What {@link PaddleRunTest} runs Paddle for, in JVMs of their own, since each takes seconds to
 * load Paddle. A scenario that fails throws; one that ends well prints {@link #DONE} last.
 */
final class PaddleScenarios {

  static final String DONE = "done";

  private static final DeviceId CPU = DeviceId.parse("cpu");

  private PaddleScenarios() {}

  /**
   * Runs one scenario.
   *
   * @param args its name, and a folder with a model where it needs one
   */
  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "models" -> models();
      case "refusals" -> refusals();
      case "unchecked" -> unchecked();
      case "library" -> library();
      case "tiny" -> tiny(Path.of(args[1]));
      case "faces" -> faces(Path.of(args[1]));
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.out.println(DONE);
  }

  /** All that leave the process fit for the next. */
  private static void models() throws Exception {
    convolution();
    types();
    order();
    rows();
    closing();
  }

  private static void convolution() throws IOException {
    Tensor kept;
    try (Predictor predictor = open(Programs.convolution().model())) {
      assertEquals(
          List.of(new TensorSpec("image", ElementType.FLOAT32, Shape.of(-1, 3, -1, -1))),
          predictor.inputs());
      assertEquals(
          List.of(new TensorSpec("fetch_name_0", ElementType.FLOAT32, Shape.of(-1, 4, -1, -1))),
          predictor.outputs());
      assertEquals(Precision.FP32, predictor.precision());
      kept = checkConvolution(predictor, noise(1, 2, 3, 4, 5));
      float[] before = floats(kept);
      checkConvolution(predictor, heap(noise(2, 2, 3, 4, 5)));
      checkConvolution(predictor, noise(3, 1, 3, 9, 2));
      checkConvolution(predictor, noise(4, 3, 3, 1, 1));
      assertArrayEquals(before, floats(kept), "later runs must not touch what earlier ones gave");

      Tensor reused =
          predictor.tensors().tensor("image", ElementType.FLOAT32, Shape.of(1, 3, 2, 2));
      reused.data().put(noise(5, 1, 3, 2, 2).data());
      reused.data().rewind();
      checkConvolution(predictor, reused);
      assertEquals(
          1,
          predictor.run(Map.of("image", reused), List.of("fetch_name_0", "fetch_name_0")).size());
    }
    assertEquals(2 * 4 * 4 * 5, floats(kept).length);

    assertNull(Engine.getEngine("PaddlePaddle").getAlternativeEngine());
    assertFalse(Files.readString(Path.of("/proc/self/maps")).contains("torch"));
    try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertEquals(
          List.of(),
          left.filter(path -> path.getFileName().toString().startsWith("quire-")).toList());
    }
  }

  /** Compares a run with the convolution's definition; returns what the run gave. */
  private static Tensor checkConvolution(Predictor predictor, Tensor image) {
    Tensor out = predictor.run(Map.of("image", image), List.of("fetch_name_0")).get("fetch_name_0");
    Shape shape = image.shape();
    int plane = (int) (shape.dimension(2) * shape.dimension(3));
    float[] in = floats(image);
    float[] expected = new float[(int) shape.dimension(0) * 4 * plane];
    for (int item = 0; item < shape.dimension(0); item++) {
      for (int at = 0; at < plane; at++) {
        float red = in[(item * 3) * plane + at];
        float green = in[(item * 3 + 1) * plane + at];
        float blue = in[(item * 3 + 2) * plane + at];
        float[] sums = {red, 2 * green, -blue, (red + green + blue) / 2};
        for (int channel = 0; channel < 4; channel++) {
          expected[(item * 4 + channel) * plane + at] = Math.max(0, sums[channel]);
        }
      }
    }
    assertEquals(ElementType.FLOAT32, out.type());
    assertEquals(
        Shape.of(shape.dimension(0), 4, shape.dimension(2), shape.dimension(3)), out.shape());
    assertArrayEquals(expected, floats(out), 1e-5f);
    return out;
  }

  private static void types() {
    PaddleType[] types = {PaddleType.UINT8, PaddleType.FP32, PaddleType.INT64, PaddleType.INT32};
    Tensor bytes = Tensor.allocate(ElementType.UINT8, Shape.of(3));
    bytes.data().put(0, new byte[] {0, 127, (byte) 200});
    Tensor reals = Tensor.allocate(ElementType.FLOAT32, Shape.of(2));
    reals.data().putFloat(0, 1e-3f).putFloat(4, -7);
    Tensor longs = Tensor.allocate(ElementType.INT64, Shape.of(2));
    longs.data().putLong(0, Long.MIN_VALUE).putLong(8, 1L << 40);
    Tensor ints = Tensor.allocate(ElementType.INT32, Shape.of(1));
    ints.data().putInt(0, -5);
    List<Tensor> given = List.of(bytes, reals, longs, ints);
    try (Predictor predictor = open(Programs.copies(types).model())) {
      for (boolean heap : new boolean[] {false, true}) {
        Map<String, Tensor> inputs = new HashMap<>();
        for (int i = 0; i < types.length; i++) {
          inputs.put(types[i].name(), heap ? heap(given.get(i)) : given.get(i));
        }
        // the last first, and not all
        List<String> wanted = List.of("fetch_name_3", "fetch_name_0", "fetch_name_2");
        Map<String, Tensor> out = predictor.run(inputs, wanted);
        assertEquals(wanted, List.copyOf(out.keySet()));
        assertEquals(ints, out.get("fetch_name_3"));
        assertEquals(bytes, out.get("fetch_name_0"));
        assertEquals(longs, out.get("fetch_name_2"));
        assertEquals(reals, predictor.run(inputs, List.of("fetch_name_1")).get("fetch_name_1"));
      }
    }
  }

  private static void order() {
    try (Predictor predictor = open(Programs.difference().model())) {
      Tensor out =
          predictor
              .run(
                  Map.of(
                      "subtrahend", reals(Shape.of(1, 2), 1, 20),
                      "minuend", reals(Shape.of(1, 2), 5, 6)),
                  List.of("fetch_name_0"))
              .get("fetch_name_0");
      assertArrayEquals(new float[] {4, -14}, floats(out));
    }
  }

  /** Two items with two boxes each, far apart, of which those that score above 0.5 are kept. */
  private static void rows() {
    try (Predictor predictor = open(Programs.suppression().model())) {
      assertEquals(
          List.of(
              new TensorSpec("fetch_name_0", ElementType.FLOAT32, Shape.of(-1, 6)),
              new TensorSpec("fetch_name_1", ElementType.INT32, Shape.of(-1))),
          predictor.outputs());
      checkRows(
          predictor,
          new float[] {.9f, .1f, .8f, .7f},
          new float[] {0, .9f, 0, 0, 1, 1, 0, .8f, 0, 0, 1, 1, 0, .7f, 2, 2, 3, 3},
          1,
          2);
      checkRows(
          predictor, new float[] {.1f, .2f, .1f, .6f}, new float[] {0, .6f, 2, 2, 3, 3}, 0, 1);
      checkRows(
          predictor, new float[] {.1f, .6f, .1f, .1f}, new float[] {0, .6f, 2, 2, 3, 3}, 1, 0);
      // nothing at all: a row of one -1, and no row is anybody's
      checkRows(predictor, new float[] {.1f, .1f, .1f, .1f}, new float[] {-1}, 0, 0);
    }
  }

  private static void checkRows(
      Predictor predictor, float[] scores, float[] rows, int first, int second) {
    Map<String, Tensor> given =
        Map.of(
            "boxes",
            reals(Shape.of(2, 2, 4), 0, 0, 1, 1, 2, 2, 3, 3, 0, 0, 1, 1, 2, 2, 3, 3),
            "scores",
            reals(Shape.of(2, 1, 2), scores));
    Map<String, Tensor> out = predictor.run(given, List.of("fetch_name_1", "fetch_name_0"));
    assertArrayEquals(rows, floats(out.get("fetch_name_0")), 1e-6f);
    Tensor counts = out.get("fetch_name_1");
    assertEquals(Shape.of(2), counts.shape());
    assertEquals(List.of(first, second), List.of(counts.data().getInt(0), counts.data().getInt(4)));
  }

  /** Prints each refusal, and then runs, which shows that the process and the predictor live on. */
  private static void refusals() throws IOException {
    Programs whole = Programs.convolution();
    byte[] program = whole.program();
    byte[] parameters = whole.parameters();
    try (Predictor predictor = open(whole.model())) {
      Tensor fit = noise(1, 1, 3, 4, 4);
      refuse(predictor, Map.of("image", noise(1, 3, 4, 4)));
      refuse(predictor, Map.of("image", noise(1, 1, 4, 4, 4)));
      refuse(predictor, Map.of("image", Tensor.allocate(ElementType.INT32, fit.shape())));
      refuse(predictor, Map.of("image", Tensor.allocate(ElementType.FLOAT16, fit.shape())));
      refuse(predictor, Map.of("image", noise(1, 0, 3, 4, 4)));
      refuse(predictor, Map.of("image", noise(1, 1, 3, 0, 4)));
      refuse(predictor, Map.of());
      refuse(predictor, Map.of("page", fit));
      printRefusal(() -> predictor.run(Map.of("image", fit), List.of("rows")));

      byte[] half = Arrays.copyOf(program, program.length / 2);
      printRefusal(() -> open(Programs.model(half, parameters)));
      byte[] shorter = Arrays.copyOf(parameters, parameters.length - 1);
      printRefusal(() -> open(Programs.model(program, shorter)));
      printRefusal(() -> open(Programs.convolution(PaddleType.FP16).model()));
      printRefusal(() -> open(Programs.convolution(PaddleType.INT8).model()));
      printRefusal(() -> open(Programs.model(new byte[] {'{', '}'}, parameters)));
      ModelFile graph = whole.model().graph();
      printRefusal(() -> open(new ModelFiles("test", graph)));
      ModelFile absent = new ModelFile.OnDisk(Path.of("inference.pdiparams"));
      printRefusal(() -> open(new ModelFiles("test", graph, Optional.of(absent))));
      printRefusal(() -> open(whole.model(), DeviceId.parse("gpu:9")));

      checkConvolution(predictor, fit);
    }
  }

  private static void refuse(Predictor predictor, Map<String, Tensor> given) {
    printRefusal(() -> predictor.run(given, List.of("fetch_name_0")));
  }

  private static void printRefusal(Runnable attempt) {
    System.out.println(assertThrows(EngineException.class, attempt::run).getMessage());
  }

  /** The first of the refusals without the check: Paddle ends the process. */
  private static void unchecked() throws Exception {
    ModelFiles files = Programs.convolution().model();
    try (ProgramFolder folder = ProgramFolder.of(files.graph(), files.weights().orElseThrow());
        Model model =
            new DjlProgramLoader(PaddleOptions.defaults()).load(folder.path(), Device.cpu());
        NDManager memory = model.getNDManager().newSubManager()) {
      NDList wrong = new NDList(PaddleTypes.array(memory, noise(1, 3, 4, 4)));
      model.getBlock().forward(null, wrong, false);
    }
  }

  private static void closing() throws InterruptedException {
    Predictor predictor = open(Programs.convolution().model());
    Tensor image = noise(1, 4, 3, 1000, 1000);
    Thread runner = Thread.currentThread();
    AtomicBoolean over = new AtomicBoolean();
    Thread closer =
        new Thread(
            () -> {
              while (!isInPaddle(runner) && !over.get()) {
                Thread.onSpinWait();
              }
              predictor.trim();
              predictor.close();
              predictor.close();
            });
    closer.start();
    // the run outlives the close, or comes too late; it never meets a freed program
    try {
      checkConvolution(predictor, image);
    } catch (IllegalStateException e) {
      assertEquals("The predictor of model test on cpu is closed", e.getMessage());
    } finally {
      over.set(true);
    }
    closer.join();
    assertThrows(IllegalStateException.class, () -> checkConvolution(predictor, image));
  }

  private static boolean isInPaddle(Thread runner) {
    StackTraceElement[] stack = runner.getStackTrace();
    return stack.length > 0
        && stack[0].isNativeMethod()
        && stack[0].getClassName().startsWith("ai.djl.paddlepaddle");
  }

  /** There is no folder to unpack the library into. */
  private static void library() {
    for (int attempt = 0; attempt < 2; attempt++) {
      printRefusal(() -> open(Programs.convolution().model()));
    }
  }

  private static void tiny(Path folder) throws IOException {
    try (Predictor predictor = open(files(folder))) {
      checkConvolution(predictor, noise(1, 2, 3, 17, 11));
    }
  }

  /** Three people look out of the photograph. */
  private static void faces(Path folder) throws IOException {
    int side = 384;
    try (Predictor predictor = open(files(folder))) {
      String image = predictor.inputs().get(0).name();
      assertEquals(
          List.of(new TensorSpec(image, ElementType.FLOAT32, Shape.of(-1, 3, side, side))),
          predictor.inputs());
      Tensor batch = Tensor.allocate(ElementType.FLOAT32, Shape.of(2, 3, side, side));
      // the second is as blank as the mean pixel
      put(photograph(folder.resolve("test_mask_detection.jpg"), side), batch.data());

      Map<String, Tensor> out =
          predictor.run(Map.of(image, batch), List.of("fetch_name_0", "fetch_name_4"));
      Tensor rows = out.get("fetch_name_0");
      Tensor counts = out.get("fetch_name_4");
      assertEquals(Shape.of(2), counts.shape());
      int ofPhotograph = counts.data().getInt(0);
      assertEquals(rows.shape().dimension(0), ofPhotograph + counts.data().getInt(4));

      // left to right, read off the photograph by eye: x1, y1, x2, y2 from 0 to 1
      float[][] expected = {
        {.27f, .17f, .395f, .44f}, {.555f, .32f, .67f, .57f}, {.69f, .28f, .80f, .48f}
      };
      List<float[]> found = faces(rows, 0, ofPhotograph);
      found.sort((a, b) -> Float.compare(a[2], b[2]));
      assertEquals(expected.length, found.size());
      for (int i = 0; i < expected.length; i++) {
        float[] box = Arrays.copyOfRange(found.get(i), 2, 6);
        assertTrue(overlap(expected[i], box) > 0.6, Arrays.toString(box));
      }
      assertEquals(0, faces(rows, ofPhotograph, (int) rows.shape().dimension(0)).size());
    }
  }

  private static List<float[]> faces(Tensor rows, int from, int to) {
    float[] values = floats(rows);
    List<float[]> faces = new ArrayList<>();
    for (int row = from; row < to; row++) {
      if (values[row * 6 + 1] > 0.5) {
        faces.add(Arrays.copyOfRange(values, row * 6, row * 6 + 6));
      }
    }
    return faces;
  }

  /** Intersection over union. */
  private static float overlap(float[] a, float[] b) {
    float width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
    float height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
    float both = Math.max(0, width) * Math.max(0, height);
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both);
  }

  private static BufferedImage photograph(Path file, int side) throws IOException {
    BufferedImage squeezed = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = squeezed.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(ImageIO.read(file.toFile()), 0, 0, side, side, null);
    graphics.dispose();
    return squeezed;
  }

  /** As planes of blue, green and red, from about -1 to 1. */
  private static void put(BufferedImage image, ByteBuffer planes) {
    int[] means = {104, 117, 123};
    for (int plane = 0; plane < 3; plane++) {
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < image.getWidth(); x++) {
          int value = image.getRGB(x, y) >> 8 * plane & 0xff;
          planes.putFloat((value - means[plane]) * 0.007843f);
        }
      }
    }
    planes.rewind();
  }

  private static ModelFiles files(Path folder) {
    return new ModelFiles(
        "test",
        new ModelFile.OnDisk(folder.resolve("inference.pdmodel")),
        Optional.of(new ModelFile.OnDisk(folder.resolve("inference.pdiparams"))));
  }

  private static Predictor open(ModelFiles model) {
    return open(model, CPU);
  }

  private static Predictor open(ModelFiles model, DeviceId device) {
    return new PaddleEngine(new PaddleOptions(2)).open(model, device);
  }

  private static Tensor noise(long seed, long... shape) {
    Tensor tensor = Tensor.allocate(ElementType.FLOAT32, Shape.of(shape));
    Random random = new Random(seed);
    for (int at = 0; at < tensor.data().capacity(); at += Float.BYTES) {
      tensor.data().putFloat(at, random.nextFloat() * 2 - 1);
    }
    return tensor;
  }

  private static Tensor reals(Shape shape, float... values) {
    Tensor tensor = Tensor.allocate(ElementType.FLOAT32, shape);
    tensor.data().asFloatBuffer().put(values);
    return tensor;
  }

  private static Tensor heap(Tensor tensor) {
    ByteBuffer copy = ByteBuffer.allocate(tensor.data().remaining()).order(ByteOrder.nativeOrder());
    return new Tensor(
        tensor.type(), tensor.shape(), copy.put(0, tensor.data(), 0, copy.capacity()));
  }

  private static float[] floats(Tensor tensor) {
    FloatBuffer buffer = tensor.data().asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }
}
