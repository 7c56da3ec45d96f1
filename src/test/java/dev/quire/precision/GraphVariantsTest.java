package dev.quire.precision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.DeviceId;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.model.Model;
import dev.quire.model.ModelException;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.model.ModelRepository;
import dev.quire.model.graph.ClassArgmax;
import dev.quire.model.graph.Fp16Conversion;
import dev.quire.model.graph.Graph;
import dev.quire.model.graph.GraphException;
import dev.quire.model.graph.GraphPass;
import dev.quire.model.graph.PreprocessingFusion;
import dev.quire.precision.GraphVariants.Passes;
import dev.quire.precision.GraphVariants.Variant;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.TensorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** With the embedded model. */
class GraphVariantsTest {

  private static final List<String> OUTPUTS = List.of("fetch_name_0", "fetch_name_1");
  private static final String IMAGE = "image";
  private static final Model PAGES = new ModelRepository().load("classpath:models/page-mini");
  private static final ModelFiles MODEL = PAGES.files();
  private static final PreprocessingFusion GRAFT =
      new PreprocessingFusion(IMAGE, PAGES.preprocessing());
  private static final GraphVariants VARIANTS = variants(GraphCache.inMemory());

  @TempDir Path folder;

  private static GraphVariants variants(GraphCache cache) {
    return new GraphVariants(OUTPUTS, Passes.grafting(GRAFT), cache);
  }

  @Test
  void halfPrecisionTakesHalfTheBytes() {
    Variant full = VARIANTS.of(MODEL, Precision.FP32);
    Variant half = VARIANTS.of(MODEL, Precision.FP16);

    assertEquals(Precision.FP32, full.precision());
    assertEquals(Precision.FP16, half.precision());
    double share = (double) bytes(half).length / bytes(full).length;
    assertTrue(0.45 < share && share < 0.6, share + " of the bytes");
    assertFalse(isHalf(full));
    assertTrue(isHalf(half));
  }

  @Test
  void theModelIsTheSameButForItsGraph() {
    ModelFiles of = VARIANTS.of(MODEL, Precision.FP32).files();

    assertEquals(MODEL.graph().name(), of.graph().name(), "messages name the file");
    assertEquals(MODEL, of.with(MODEL.graph()));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "INT8")
  void pagesCrossAsBytes(Precision precision) {
    TensorSpec image = image(VARIANTS.of(MODEL, precision));

    assertEquals(ElementType.UINT8, image.type());
    assertEquals(4, image.shape().rank());
    assertEquals(3, image.shape().dimension(3), "channels last");
  }

  @Test
  void withoutAnImageThePreparationStaysOutside() {
    GraphVariants plain = new GraphVariants(OUTPUTS, Passes.none(), GraphCache.inMemory());

    TensorSpec image = image(plain.of(MODEL, Precision.FP32));

    assertEquals(ElementType.FLOAT32, image.type());
    assertEquals(3, image.shape().dimension(1), "channels first");
  }

  /** Each with the other's cache: what one made is not taken for what the other would. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "INT8")
  void aRecognizerChoosesClassesItself(Precision precision) {
    ModelFiles recognizer =
        new ModelRepository().loadOcr("classpath:models/ppocr-v4").recognition();
    GraphCache cache = GraphCache.inMemory();
    Graph whole = Graph.parse("whole", recognizer.graph().bytes());
    List<String> map = whole.outputs();

    Graph plain = graph(new GraphVariants(map, Passes.none(), cache).of(recognizer, precision));
    Graph grafted =
        graph(
            new GraphVariants(map, Passes.grafting(new ClassArgmax()), cache)
                .of(recognizer, precision));

    assertEquals(whole.outputSpecs(), plain.outputSpecs());
    assertEquals(whole.inputSpecs(), grafted.inputSpecs());
    assertEquals(
        List.of(ElementType.INT32, ElementType.FLOAT32),
        grafted.outputSpecs().stream().map(TensorSpec::type).toList());
  }

  @Test
  void anImageThatIsNotThereIsNotGrafted() {
    GraphVariants wrong =
        new GraphVariants(
            OUTPUTS,
            Passes.grafting(new PreprocessingFusion("picture", PAGES.preprocessing())),
            GraphCache.inMemory());

    assertEquals(ElementType.FLOAT32, image(wrong.of(MODEL, Precision.FP32)).type());
  }

  /** A pass that notes what it is given and changes nothing, or gives up. */
  private record Spy(String text, List<String> log, boolean fails) implements GraphPass {

    @Override
    public Graph apply(Graph graph) {
      log.add(text + (new Fp16Conversion().isHalf(graph) ? " half" : " full"));
      if (fails) {
        throw new GraphException("gives up");
      }
      return graph;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "INT8")
  void passesRunInTurnAroundTheConversion(Precision precision) {
    List<String> log = new ArrayList<>();
    Passes passes =
        new Passes(
            List.of(new Spy("a", log, false), new Spy("b", log, true), new Spy("c", log, false)),
            List.of(new Spy("d", log, true), new Spy("e", log, false), GRAFT));

    Variant variant =
        new GraphVariants(OUTPUTS, passes, GraphCache.inMemory()).of(MODEL, precision);

    String after = precision == Precision.FP16 ? " half" : " full";
    assertEquals(List.of("a full", "b full", "c full", "d" + after, "e" + after), log);
    assertEquals(precision, variant.precision());
    assertEquals(ElementType.UINT8, image(variant).type(), "passes that fail keep none from work");
  }

  @Test
  void eachPassTellsGraphsApart() {
    GraphPass a = new Spy("a", new ArrayList<>(), false);
    GraphPass b = new Spy("b", new ArrayList<>(), false);
    GraphCache cache = GraphCache.in(folder);
    for (Passes passes :
        List.of(
            Passes.none(),
            new Passes(List.of(a), List.of()),
            new Passes(List.of(), List.of(a)),
            new Passes(List.of(a, b), List.of()),
            new Passes(List.of(b, a), List.of()),
            new Passes(List.of(a), List.of(b)))) {
      new GraphVariants(OUTPUTS, passes, cache).of(MODEL, Precision.FP32);
    }

    assertEquals(6, files().size());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "INT8")
  void outputsNobodyReadsAreGone(Precision precision) {
    GraphVariants one =
        new GraphVariants(OUTPUTS.subList(0, 1), Passes.grafting(GRAFT), GraphCache.inMemory());

    assertEquals(OUTPUTS.subList(0, 1), graph(one.of(MODEL, precision)).outputs());
    assertEquals(OUTPUTS, graph(VARIANTS.of(MODEL, precision)).outputs());
  }

  @Test
  void onlyAPassThatJustRanReports() {
    GraphVariants fresh = variants(GraphCache.inMemory());

    assertTrue(fresh.of(MODEL, Precision.FP16).report().orElseThrow().halfNodes() > 0);
    assertEquals(Optional.empty(), fresh.of(MODEL, Precision.FP16).report());
    assertEquals(Optional.empty(), fresh.of(MODEL, Precision.FP32).report());
  }

  @Test
  void aGraphIsMadeOnce() {
    byte[] first = bytes(VARIANTS.of(MODEL, Precision.FP16));

    assertSame(first, bytes(VARIANTS.of(MODEL, Precision.FP16)));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "INT8")
  void aFileInHalfPrecisionStaysInIt(Precision wanted) {
    Graph graph = Graph.parse("page-mini", MODEL.graph().bytes());
    byte[] half = new Fp16Conversion().apply(graph).graph().toBytes();
    ModelFiles model = MODEL.with(new ModelFile.Embedded("half", () -> half));

    Variant variant = VARIANTS.of(model, wanted);

    assertEquals(Precision.FP16, variant.precision());
    assertEquals(Optional.empty(), variant.report());
    assertEquals(ElementType.UINT8, image(variant).type());
  }

  @Test
  void aBrokenFileIsTheModelsFault() {
    ModelFiles broken =
        MODEL.with(new ModelFile.Embedded("broken.onnx", () -> new byte[] {1, 2, 3}));

    ModelException e =
        assertThrows(ModelException.class, () -> VARIANTS.of(broken, Precision.FP32));

    assertTrue(e.getMessage().contains("broken.onnx"), e::getMessage);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "INT8")
  void theNextStartReadsTheFileInsteadOfMakingIt(Precision precision) {
    byte[] made = bytes(variants(GraphCache.in(folder)).of(MODEL, precision));
    assertEquals(1, files().size());

    Variant read = variants(GraphCache.in(folder)).of(MODEL, precision);

    assertArrayEquals(made, bytes(read));
    assertEquals(precision, read.precision());
    assertEquals(Optional.empty(), read.report(), "no pass has run");
  }

  /** A cache from which another graph comes than the passes would make. */
  @Test
  void whatTheFolderHoldsIsBelieved() throws IOException {
    GraphVariants plain = new GraphVariants(OUTPUTS, Passes.none(), GraphCache.in(folder));
    plain.of(MODEL, Precision.FP32);
    Path other = files().get(0);
    Path own = folder.resolve("own");
    variants(GraphCache.in(own)).of(MODEL, Precision.FP32);
    Path file = files(own).get(0);
    Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);

    assertEquals(
        ElementType.FLOAT32, image(variants(GraphCache.in(own)).of(MODEL, Precision.FP32)).type());
  }

  @Test
  void everyVariantHasAFileOfItsOwn() {
    GraphCache cache = GraphCache.in(folder);
    variants(cache).of(MODEL, Precision.FP32);
    variants(cache).of(MODEL, Precision.FP16);
    new GraphVariants(OUTPUTS, Passes.none(), cache).of(MODEL, Precision.FP32);
    new GraphVariants(OUTPUTS.subList(0, 1), Passes.grafting(GRAFT), cache)
        .of(MODEL, Precision.FP32);

    assertEquals(4, files().size());
  }

  @Test
  void aFileThatIsGoneIsMadeAnew() throws IOException {
    byte[] made = bytes(variants(GraphCache.in(folder)).of(MODEL, Precision.FP32));
    Files.delete(files().get(0));

    assertArrayEquals(made, bytes(variants(GraphCache.in(folder)).of(MODEL, Precision.FP32)));
    assertEquals(1, files().size());
  }

  @Test
  void aDamagedFileIsMadeAnew() throws IOException {
    byte[] made = bytes(variants(GraphCache.in(folder)).of(MODEL, Precision.FP16));
    Path file = files().get(0);
    byte[] good = Files.readAllBytes(file);
    byte[] flipped = good.clone();
    flipped[flipped.length / 2] ^= 1;
    List<byte[]> damages = new ArrayList<>();
    damages.add(flipped);
    damages.add(Arrays.copyOf(good, good.length / 2));
    damages.add(Arrays.copyOf(good, 32));
    damages.add(new byte[7]);
    damages.add(new byte[0]);
    for (byte[] damaged : damages) {
      Files.write(file, damaged);

      Variant variant = variants(GraphCache.in(folder)).of(MODEL, Precision.FP16);

      assertArrayEquals(made, bytes(variant));
      assertTrue(variant.report().isPresent(), "the pass has run");
      assertArrayEquals(good, Files.readAllBytes(file), "and the file is whole again");
      assertEquals(1, files().size(), "nothing else is left behind");
    }
  }

  @Test
  void aFolderThatCannotBeWrittenOnlyLogs() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");

    Variant variant = variants(GraphCache.in(file.resolve("cache"))).of(MODEL, Precision.FP32);

    assertEquals(ElementType.UINT8, image(variant).type());
    assertEquals("not a folder", Files.readString(file));
  }

  @Test
  void theFolderIsMade() {
    Path deep = folder.resolve("a").resolve("b");

    variants(GraphCache.in(deep)).of(MODEL, Precision.FP32);

    assertEquals(1, files(deep).size());
  }

  private List<Path> files() {
    return files(folder);
  }

  private static List<Path> files(Path in) {
    try (Stream<Path> all = Files.list(in)) {
      return all.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Variant variant) {
    return variant.files().graph().bytes();
  }

  private static Graph graph(Variant variant) {
    return Graph.parse("variant", bytes(variant));
  }

  private static boolean isHalf(Variant variant) {
    return new Fp16Conversion().isHalf(graph(variant));
  }

  /** The image input as the engine sees it. */
  private static TensorSpec image(Variant variant) {
    try (Predictor predictor =
        new OnnxEngine(new OnnxOptions(1, false)).open(variant.files(), DeviceId.parse("cpu"))) {
      return predictor.inputs().stream()
          .filter(input -> input.name().equals(IMAGE))
          .findFirst()
          .orElseThrow();
    }
  }
}
