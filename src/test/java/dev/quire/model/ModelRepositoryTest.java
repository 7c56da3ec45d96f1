package dev.quire.model;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRepositoryTest {

  /** The descriptor of the published PP-DocLayoutV3_onnx, its 25 labels shortened to three. */
  private static final String OFFICIAL =
      """
      mode: paddle
      draw_threshold: 0.5
      metric: COCO
      min_subgraph_size: 3
      arch: DETR
      Global:
        model_name: PP-DocLayoutV3
      Hpi:
        backend_configs:
          tensorrt:
            dynamic_shapes:
              image:
              - - 1
                - 3
                - 800
                - 800
      Preprocess:
      - interp: 2
        keep_ratio: false
        target_size:
        - 800
        - 800
        type: Resize
      - mean:
        - 0.0
        - 0.0
        - 0.0
        norm_type: none
        std:
        - 1.0
        - 1.0
        - 1.0
        type: NormalizeImage
      - type: Permute
      label_list:
      - abstract
      - algorithm
      - aside_text
      """;

  /** What PaddleDetection writes, shortened. */
  private static final String INFER_CFG =
      """
      mode: paddle
      draw_threshold: 0.5
      metric: COCO
      use_dynamic_shape: false
      arch: PicoDet
      min_subgraph_size: 3
      Preprocess:
      - {interp: 2, keep_ratio: false, target_size: [800, 608], type: Resize}
      - {is_scale: true, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225], type: NormalizeImage}
      - {type: Permute}
      - {stride: 32, type: PadStride}
      label_list: [Text, Title]
      NMS:
        keep_top_k: 100
        name: MultiClassNMS
        nms_threshold: 0.6
        nms_top_k: 1000
        score_threshold: 0.3
      fpn_stride: [8, 16, 32, 64]
      """;

  @TempDir Path folder;

  private final ModelRepository repository = new ModelRepository();

  @Test
  void readsAFolderAsPaddlePaddlePublishesIt() throws IOException {
    write("inference.yml", OFFICIAL);
    Files.write(folder.resolve("inference.onnx"), new byte[] {1, 2, 3});

    Model model = repository.load(folder.toString());

    assertEquals("PP-DocLayoutV3", model.name());
    assertEquals(Model.LAYOUT, model.task());
    assertEquals(List.of("abstract", "algorithm", "aside_text"), model.labels());
    assertEquals(0.5, model.threshold());
    assertEquals(Nms.off(), model.nms());
    assertEquals(List.of(Resolution.square(800)), model.resolutions());
    assertEquals(Integer.MAX_VALUE, model.maxBatch());
    assertEquals(
        new Preprocessing(
            Resolution.square(800), 2, 1.0 / 255, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
        model.preprocessing());
    assertInstanceOf(ModelFile.OnDisk.class, model.file());
    assertArrayEquals(new byte[] {1, 2, 3}, model.file().bytes());
  }

  @Test
  void letsModelYmlGoBeforeInferenceYml() throws IOException {
    write("inference.yml", OFFICIAL);
    write("small.onnx", "");
    write(
        "model.yml",
        """
        name: mine
        task: layout
        file: small.onnx
        threshold: 0.3
        nms: {different: 0.8}
        resolutions: [640, [800, 608], 800, 640]
        max_batch: 4
        license: Apache-2.0
        description: A model
        """);

    Model model = repository.load(folder.toString());

    assertEquals("mine", model.name());
    assertEquals(0.3, model.threshold());
    assertEquals(new Nms(true, 0.6, 0.8), model.nms());
    assertEquals(
        List.of(Resolution.square(800), new Resolution(800, 608), Resolution.square(640)),
        model.resolutions());
    assertEquals(4, model.maxBatch());
    assertEquals("Apache-2.0", model.license());
    assertEquals("A model", model.description());
    assertTrue(model.file().name().endsWith("small.onnx"));
  }

  @ParameterizedTest
  @CsvSource({"nms: true, true", "nms: false, false"})
  void switchesSuppression(String line, boolean enabled) throws IOException {
    official();
    write("model.yml", line);

    assertEquals(Nms.standard().withEnabled(enabled), repository.load(folder.toString()).nms());
  }

  @Test
  void readsHeightBeforeWidth() throws IOException {
    official();
    write(
        "inference.yml",
        OFFICIAL.replaceFirst("- 800\n {2}- 800\n {2}type", "- 800\n  - 608\n  type"));

    Resolution resolution = repository.load(folder.toString()).preprocessing().resolution();

    assertEquals(800, resolution.height());
    assertEquals(608, resolution.width());
    assertEquals("800x608", resolution.toString());
  }

  @Test
  void takesPaddleDefaultsForWhatIsMissing() throws IOException {
    official();
    write(
        "inference.yml",
        """
        Global: {model_name: PicoDet_layout_1x}
        Preprocess:
        - {type: Resize, target_size: [800, 608]}
        - {type: NormalizeImage, is_scale: false}
        - {type: PadStride, stride: 32}
        label_list: [Text]
        """);

    Model model = repository.load(folder.toString());

    assertEquals(0.5, model.threshold());
    assertEquals(2, model.preprocessing().interpolation());
    assertEquals(1, model.preprocessing().scale());
    assertEquals(List.of(0.485, 0.456, 0.406), model.preprocessing().mean());
    assertEquals(List.of(0.229, 0.224, 0.225), model.preprocessing().std());
  }

  @Test
  void readsAnEmbeddedFolder() throws IOException {
    Path inside = Files.createDirectories(folder.resolve("models/inside"));
    Files.writeString(inside.resolve("inference.yml"), OFFICIAL);
    Files.write(inside.resolve("inference.onnx"), new byte[] {7});
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {

      Model model = new ModelRepository(loader).load("classpath:models/inside/");

      assertEquals("classpath:models/inside/inference.onnx", model.file().name());
      assertArrayEquals(new byte[] {7}, model.file().bytes());
    }
  }

  @Test
  void readsTheModelThatShips() {
    assumeTrue(
        getClass().getResource("/models/page-mini/inference.onnx") != null,
        "page-mini's graph is not on the class path");

    Model model = repository.load("classpath:models/page-mini");

    assertEquals("page-mini", model.name());
    assertEquals(25, model.labels().size());
    assertEquals("abstract", model.labels().get(0));
    assertEquals("text", model.labels().get(22));
    assertEquals("vision_footnote", model.labels().get(24));
    assertTrue(model.nms().enabled());
    assertTrue(model.file().bytes().length > 0);
  }

  @Test
  void missesAFolder() {
    assertRefused(folder.resolve("none").toString(), "no model folder", "none");
  }

  @Test
  void missesAFolderThatIsAFile() throws IOException {
    write("file", "");

    assertRefused(folder.resolve("file").toString(), "is a file", "expected a folder");
  }

  @Test
  void missesAnEmbeddedFolder() {
    assertRefused("classpath:models/none", "classpath:models/none/inference.yml is missing");
  }

  @Test
  void missesTheGraph() throws IOException {
    write("inference.yml", OFFICIAL);

    assertRefused(folder.toString(), "inference.onnx is missing");
  }

  @Test
  void missesTheDescriptor() throws IOException {
    write("inference.onnx", "");

    assertRefused(folder.toString(), "inference.yml is missing");
  }

  @Test
  void missesTheLabels() throws IOException {
    official();
    write("inference.yml", OFFICIAL.substring(0, OFFICIAL.indexOf("label_list")));

    assertRefused(folder.toString(), "inference.yml", "label_list is missing", "expected");
  }

  @Test
  void namesTheLineOfBrokenYaml() throws IOException {
    official();
    write("inference.yml", "mode: paddle\nlabel_list: [a, b\nGlobal: {\n");

    assertRefused(folder.toString(), "inference.yml, line ", "not valid YAML");
  }

  @Test
  void namesTheLineOfAWrongType() throws IOException {
    official();
    write("inference.yml", OFFICIAL.replace("draw_threshold: 0.5", "draw_threshold: high"));

    assertRefused(
        folder.toString(), "inference.yml, line 2", "draw_threshold is 'high'", "a number");
  }

  @ParameterizedTest
  @CsvSource({
    "'draw_threshold: [0.5]', draw_threshold: expected a number",
    "'label_list: text', label_list: expected a list",
    "'Global: PP-DocLayoutV3', Global: expected keys and values",
    "'Preprocess: [{target_size: [1, 1]}]', Preprocess[0]"
  })
  void namesThePlaceOfAWrongShape(String contents, String message) throws IOException {
    official();
    write("inference.yml", contents + "\n");

    assertRefused(folder.toString(), "inference.yml, line 1", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keep_ratio: false | keep_ratio: true  | Resize.keep_ratio is true",
        "interp: 2         | interp: 7         | interp must be 0 to 4, not 7",
        "norm_type: none   | norm_type: odd    | norm_type is 'odd'; expected none or mean_std",
        "type: Permute     | type: WarpAffine  | has the type 'WarpAffine'; supported are",
        "type: Resize      | type: Permute     | Unrecognized",
        "draw_threshold: 0.5 | draw_threshold: 1.5 | threshold must be 0 to 1, not 1.5",
        "- algorithm       | - ''              | label_list[1] is empty"
      })
  void explainsWhatTheServiceCannotDo(String from, String to, String message) throws IOException {
    official();
    write("inference.yml", OFFICIAL.replace(from, to));

    ModelException refusal = assertRefused(folder.toString(), "inference.yml");
    if (!message.equals("Unrecognized")) {
      assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }
  }

  @Test
  void missesTheResize() throws IOException {
    official();
    write("inference.yml", "Preprocess:\n- type: Permute\nlabel_list: [a]\n");

    assertRefused(folder.toString(), "Preprocess has no Resize");
  }

  @Test
  void refusesPaddingAndOddTargetSizes() throws IOException {
    official();
    write(
        "inference.yml",
        "Preprocess: [{type: Resize, target_size: [800, 600]}, {type: PadStride}]\n"
            + "label_list: [a]\n");
    assertRefused(folder.toString(), "PadStride 32 would pad the target size 800x600");

    write("inference.yml", "Preprocess: [{type: Resize, target_size: [800]}]\nlabel_list: [a]\n");
    assertRefused(folder.toString(), "target_size is [800]; expected two numbers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "treshold: 0.3        ;; the key 'treshold' is not known",
        "threshold: 2         ;; threshold must be 0 to 1, not 2.0",
        "nms: {same: 0}       ;; nms.same must be above 0",
        "nms: {sam: 0.5}      ;; nms has a key 'sam'",
        "threshold: 0.5\nhead: rows\nboxes: pages ;; boxes is 'pages'; expected page or input or",
        "head: yolo           ;; head is 'yolo'; expected rows or picodet",
        "head: 1              ;; head is '1'; expected rows or picodet",
        "{head: picodet, boxes: page} ;; boxes is set; expected it with head: rows alone",
        "labels: [a, '']      ;; labels[1] is empty; expected a name",
        "labels: []           ;; labels is missing; expected the names",
        "labels: text         ;; labels: expected a list",
        "input: 800           ;; input: expected keys and values",
        "input: {size: 800}   ;; the key 'size' is not known; expected one of [",
        "input: {height: 0}   ;; sides must be between 1 and",
        "input: {height: 1.5} ;; input.height is '1.5'; expected a whole number",
        "input: {colors: grey} ;; input.colors is 'grey'; expected rgb or bgr",
        "input: {interpolation: 2} ;; input.interpolation is '2'; expected nearest or linear or",
        "input: {mean: [1, 2]} ;; mean takes three values, not [1.0, 2.0]",
        "input: {mean: [1, 2, ~]} ;; mean takes three values, not [1.0, 2.0, null]",
        "input: {std: [1, 0, 1]} ;; std must not contain 0",
        "input: {std: [1, x, 1]} ;; input.std[1] is 'x'; expected a number",
        "input: {scale: 0}    ;; input.scale must be above 0, not 0.0",
        "nms: often           ;; expected true, false or",
        "nms: {same: many}    ;; nms.same is \"many\"; expected a number",
        "resolutions: [640]   ;; resolutions [640x640] must contain the model's own, 800x800",
        "resolutions: [800, x] ;; a resolution is \"x\"; expected a number or [height, width]",
        "resolutions: [800, 0] ;; sides must be between 1 and",
        "max_batch: 0         ;; max_batch must be at least 1",
        "max_batch: few       ;; max_batch is 'few'; expected a whole number",
        "file: ../x.onnx      ;; file is '../x.onnx'; expected the name of a file",
        "file: ..             ;; file is '..'",
        "file: a.pdmodel      ;; file is 'a.pdmodel'; expected an ONNX graph, *.onnx",
        "name: other          ;; does not tell the model's task"
      })
  void explainsWhatIsWrongWithModelYml(String lineAndMessage) throws IOException {
    String[] parts = lineAndMessage.split(";;");
    official();
    write("model.yml", parts[0].strip() + "\n");

    assertRefused(folder.toString(), "model.yml", parts[1].strip());
  }

  @Nested
  class OfPaddle {

    @ParameterizedTest
    @CsvSource({"inference.pdmodel, inference.pdiparams", "model, params", "__model__, __params__"})
    void readsAProgramWithItsParameters(String program, String parameters) throws IOException {
      write("inference.yml", OFFICIAL);
      write(program, "program");
      write(parameters, "parameters");

      Model model = load();

      assertTrue(model.file().name().endsWith(program));
      assertEquals("program", new String(model.file().bytes(), US_ASCII));
      assertEquals("parameters", new String(model.weights().orElseThrow().bytes(), US_ASCII));
      assertEquals(model.files().graph(), model.file());
      assertEquals("PP-DocLayoutV3", model.files().name());
    }

    @Test
    void takesTheFirstWholePair() throws IOException {
      write("inference.yml", OFFICIAL);
      for (String file :
          List.of("__model__", "__params__", "model", "params", "inference.pdiparams")) {
        write(file, "");
      }

      assertTrue(load().file().name().endsWith("/model"));
    }

    @Test
    void readsEachFormatOfAFolderWithBoth() throws IOException {
      official();
      write("inference.pdmodel", "");
      write("inference.pdiparams", "");

      assertTrue(load().file().name().endsWith("inference.pdmodel"));
      assertTrue(load().weights().isPresent());
      Model onnx = repository.load(folder.toString());
      assertTrue(onnx.file().name().endsWith("inference.onnx"));
      assertTrue(onnx.weights().isEmpty());
    }

    @Test
    void readsAnEmbeddedFolder() throws IOException {
      Path inside = Files.createDirectories(folder.resolve("models/inside"));
      Files.writeString(inside.resolve("inference.yml"), OFFICIAL);
      Files.write(inside.resolve("model"), new byte[] {7});
      Files.write(inside.resolve("params"), new byte[] {8, 9});
      try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
        Model model =
            new ModelRepository(loader).load("classpath:models/inside", ModelFormat.PADDLE);

        assertArrayEquals(new byte[] {7}, model.file().bytes());
        assertArrayEquals(new byte[] {8, 9}, model.weights().orElseThrow().bytes());
      }
    }

    @ParameterizedTest
    @CsvSource({"other.pdmodel, other.pdiparams", "model, params", "__model__, __params__"})
    void takesTheProgramThatModelYmlNames(String program, String parameters) throws IOException {
      usual();
      write("model.yml", "file: " + program + "\n");
      write(program, "");
      assertLoadRefused(parameters + " is missing");

      write(parameters, "");
      assertTrue(load().file().name().endsWith(program));
      assertTrue(load().weights().orElseThrow().name().endsWith(parameters));
    }

    @ParameterizedTest
    @CsvSource({
      "inference.pdmodel, inference.pdiparams",
      "inference.pdiparams, inference.pdmodel",
      "params, model",
      "__model__, __params__"
    })
    void namesTheMissingHalf(String present, String missing) throws IOException {
      write("inference.yml", OFFICIAL);
      write(present, "");

      assertLoadRefused("/" + missing + " is missing; expected it beside the other half");
    }

    @Test
    void missesTheProgram() throws IOException {
      official();

      assertLoadRefused(
          "inference.pdmodel is missing",
          "inference.pdmodel with inference.pdiparams, model with params, __model__ with");
    }

    @Test
    void refusesNewerProgramsWithAdvice() throws IOException {
      write("inference.yml", OFFICIAL);
      write("inference.json", "{}");
      write("inference.pdiparams", "");
      assertLoadRefused("inference.json", "paddle2onnx", "FLAGS_enable_pir_api=0");

      write("model.yml", "file: inference.json\n");
      assertLoadRefused("inference.json", "paddle2onnx", "FLAGS_enable_pir_api=0");
    }

    @Test
    void takesAnOlderProgramBesideANewerOne() throws IOException {
      usual();
      write("inference.json", "{}");

      assertTrue(load().file().name().endsWith("inference.pdmodel"));
    }

    @ParameterizedTest
    @CsvSource({"inference.onnx", "inference.pdiparams", "program"})
    void refusesFilesThatAreNoProgram(String file) throws IOException {
      usual();
      write("model.yml", "file: " + file + "\n");

      assertLoadRefused(
          "model.yml: file is '" + file + "'; expected a Paddle program: *.pdmodel, model or");
    }

    @Test
    void readsTheModelThatShips() {
      assumeTrue(
          getClass().getResource("/models/page-mini/inference.pdmodel") != null,
          "page-mini's program is not on the class path");

      Model model = repository.load("classpath:models/page-mini", ModelFormat.PADDLE);

      assertEquals(25, model.labels().size());
      assertTrue(model.file().name().endsWith("page-mini/inference.pdmodel"));
      assertTrue(model.weights().orElseThrow().name().endsWith("page-mini/inference.pdiparams"));
      assertTrue(model.weights().orElseThrow().bytes().length > model.file().bytes().length);
    }

    @Test
    void dropsTheWeightsWithAnotherFile() throws IOException {
      usual();
      ModelFile other = new ModelFile.Embedded("other", () -> new byte[0]);

      Model model = load().with(other);

      assertEquals(new ModelFiles("PP-DocLayoutV3", other), model.files());
    }

    /** As PaddleDetection writes it for PicoDet. */
    @Test
    void readsInferCfg() throws IOException {
      usual();
      Files.delete(folder.resolve("inference.yml"));
      write("infer_cfg.yml", INFER_CFG);
      write("model.yml", "name: PicoDet_layout_1x\n");

      Model model = load();

      assertEquals(List.of("Text", "Title"), model.labels());
      assertEquals(0.5, model.threshold());
      assertEquals(new Resolution(800, 608), model.preprocessing().resolution());
      assertEquals(ColorOrder.RGB, model.preprocessing().colors());
      assertEquals(new Head.Unsaid(false), model.head());
    }

    @Test
    void prefersInferenceYml() throws IOException {
      usual();
      write("infer_cfg.yml", INFER_CFG);

      assertEquals("PP-DocLayoutV3", load().name());
    }

    @Test
    void namesInferCfgWhereItIsWrong() throws IOException {
      usual();
      Files.delete(folder.resolve("inference.yml"));
      write("infer_cfg.yml", INFER_CFG.replace("keep_ratio: false", "keep_ratio: true"));

      assertLoadRefused("infer_cfg.yml: Resize.keep_ratio is true");
    }

    /** PaddleDetection turns the channels round when they are normalised. */
    @Test
    void readsTheOrderOfColorsOfOlderDescriptors() throws IOException {
      usual();
      write(
          "inference.yml",
          OFFICIAL
              .replace("type: Permute", "{type: Permute, to_bgr: true, channel_first: true}")
              .replaceFirst("- 0.0\n {2}- 0.0\n {2}- 0.0", "- 0.1\n  - 0.2\n  - 0.3")
              .replaceFirst("- 1.0\n {2}- 1.0\n {2}- 1.0", "- 4.0\n  - 5.0\n  - 6.0"));

      Preprocessing preprocessing = load().preprocessing();

      assertEquals(ColorOrder.BGR, preprocessing.colors());
      assertEquals(List.of(0.3, 0.2, 0.1), preprocessing.mean());
      assertEquals(List.of(6.0, 5.0, 4.0), preprocessing.std());

      write(
          "inference.yml",
          OFFICIAL.replace("type: Permute", "{type: Permute, channel_first: false}"));
      assertLoadRefused("Permute.channel_first is false");
    }

    @Test
    void readsWhatPicoDetLeavesOpen() throws IOException {
      usual();
      write("model.yml", "head: picodet\n");
      assertEquals(new Head.PicoDet(List.of(8, 16, 32, 64), 0.4, 0.5), load().head());

      write("model.yml", "{head: picodet, threshold: 0.2}\n");
      assertEquals(new Head.PicoDet(List.of(8, 16, 32, 64), 0.2, 0.5), load().head());

      write("inference.yml", INFER_CFG.replace("[8, 16, 32, 64]", "[4, 9]"));
      write("model.yml", "{head: picodet, task: layout}\n");
      assertEquals(new Head.PicoDet(List.of(4, 9), 0.3, 0.6), load().head());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "[8, 16, 32, 64]      | [8, 8]               | fpn_stride is [8, 8]; expected positive",
          "[8, 16, 32, 64]      | [0, 8]               | fpn_stride is [0, 8]; expected positive",
          "[8, 16, 32, 64]      | [8, ~]               | fpn_stride is [8, null]; expected",
          "[8, 16, 32, 64]      | []                   | inference.yml: fpn_stride is empty;"
              + " expected",
          "score_threshold: 0.3 | score_threshold: -1  | score_threshold must be 0 to 1, not -1.0",
          "nms_threshold: 0.6   | nms_threshold: 0     | nms_threshold must be above 0",
          "draw_threshold: 0.5  | draw_threshold: -1   | model.yml: threshold must be 0 to 1, not",
          "nms_threshold: 0.6   | nms_threshold: a     | NMS.nms_threshold is 'a'; expected a"
        })
    void explainsWhatIsWrongWithPicoDet(String from, String to, String message) throws IOException {
      usual();
      write("inference.yml", INFER_CFG.replace(from, to));
      write("model.yml", "{head: picodet, task: layout}\n");

      assertLoadRefused(message);
    }

    private void usual() throws IOException {
      official();
      write("inference.pdmodel", "");
      write("inference.pdiparams", "");
    }

    private Model load() {
      return repository.load(folder.toString(), ModelFormat.PADDLE);
    }

    private void assertLoadRefused(String... parts) {
      ModelException refusal = assertThrows(ModelException.class, this::load);
      for (String part : parts) {
        assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
      }
    }
  }

  @Nested
  class OfModelYml {

    @Test
    void goesBeforeEachValueOfTheInput() throws IOException {
      official();
      write(
          "model.yml",
          """
          labels: [a, b]
          input:
            height: 640
            width: 480
            interpolation: area
            colors: bgr
            scale: 0.5
            mean: [1, 2, 3]
            std: [4, 5, 6]
          boxes: input
          """);

      Model model = repository.load(folder.toString());

      assertEquals(List.of("a", "b"), model.labels());
      assertEquals(
          new Preprocessing(
              new Resolution(640, 480),
              3,
              ColorOrder.BGR,
              0.5,
              List.of(1.0, 2.0, 3.0),
              List.of(4.0, 5.0, 6.0)),
          model.preprocessing());
      assertEquals(new Head.Rows(BoxUnit.INPUT), model.head());
      assertEquals(List.of(new Resolution(640, 480)), model.resolutions());
    }

    @ParameterizedTest
    @CsvSource({"nearest, 0", "linear, 1", "cubic, 2", "area, 3", "lanczos, 4", "CUBIC, 2"})
    void leavesTheOtherValuesAsTheyWere(String interpolation, int code) throws IOException {
      official();
      write("model.yml", "input: {interpolation: " + interpolation + "}\n");

      assertEquals(
          new Preprocessing(
              Resolution.square(800),
              code,
              1.0 / 255,
              List.of(0.0, 0.0, 0.0),
              List.of(1.0, 1.0, 1.0)),
          repository.load(folder.toString()).preprocessing());
    }

    @Test
    void standsAlone() throws IOException {
      write("inference.onnx", "");
      write(
          "model.yml",
          """
          name: some-layout
          labels: [text]
          input: {height: 32, width: 64, mean: [0, 0, 0], std: [1, 1, 1]}
          """);

      Model model = repository.load(folder.toString());

      assertEquals("some-layout", model.name());
      assertEquals(0.5, model.threshold());
      assertEquals(new Head.Unsaid(false), model.head());
      assertEquals(
          new Preprocessing(
              new Resolution(32, 64),
              2,
              ColorOrder.RGB,
              1.0 / 255,
              List.of(0.0, 0.0, 0.0),
              List.of(1.0, 1.0, 1.0)),
          model.preprocessing());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "labels: [text]   | | labels is missing; expected the names of the model's classes",
          "height: 32,      | | input.height is missing; expected rows of the image",
          "'width: 64,'     | | input.width is missing; expected columns of the image",
          "'mean: [0, 0, 0],' | | input.mean is missing; expected three values, as there is no",
          "', std: [1, 1, 1]' | | input.std is missing; expected three values"
        })
    void saysWhatItLacksAlone(String left, String nothing, String message) throws IOException {
      write("inference.onnx", "");
      write(
          "model.yml",
          """
          name: some-layout
          labels: [text]
          input: {height: 32, width: 64, mean: [0, 0, 0], std: [1, 1, 1]}
          """
              .replace(left, ""));

      assertRefused(folder.toString(), "model.yml: " + message);
    }

    @ParameterizedTest
    @MethodSource("dev.quire.model.ModelRepositoryTest#heads")
    void readsTheHead(String line, Head head) throws IOException {
      official();
      write("model.yml", line + "\n");

      assertEquals(head, repository.load(folder.toString()).head());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{head: detr, boxes: page}    | boxes is set; expected it with head: rows alone, as"
              + " detr's",
          "{head: picodet, boxes: page} | boxes is set; expected it with head: rows alone, as"
              + " picodet",
          "{head: picodet, masks: true} | masks is true; expected false with head: picodet",
          "{head: yolo}                 | head is 'yolo'; expected rows or picodet or detr",
          "{masks: some}                | masks is 'some'; expected true or false"
        })
    void refusesOtherHeads(String line, String message) throws IOException {
      official();
      write("model.yml", line + "\n");

      assertRefused(folder.toString(), "model.yml", message);
    }

    /** PicoDet's suppression of overlaps is converted to ONNX for a single page. */
    @ParameterizedTest
    @CsvSource({
      "PicoDet, task: layout, 1",
      "GFL, task: layout, 1",
      "DETR, task: layout, 2147483647",
      "GFL, 'max_batch: 8', 8",
      "PicoDet, 'head: picodet', 2147483647"
    })
    void knowsWhichGraphsTakeOnePage(String architecture, String line, int most)
        throws IOException {
      official();
      write("inference.yml", OFFICIAL.replace("arch: DETR", "arch: " + architecture));
      write("model.yml", line + "\n");
      write("inference.pdmodel", "");
      write("inference.pdiparams", "");

      assertEquals(most, repository.load(folder.toString()).maxBatch());
      assertEquals(
          line.startsWith("max_batch") ? 8 : Integer.MAX_VALUE,
          repository.load(folder.toString(), ModelFormat.PADDLE).maxBatch());
    }

    /** A face detector of Paddle 1.x. */
    @Test
    void describesPyramidBox() throws IOException {
      describe("pyramidbox_lite");
      write("inference.pdmodel", "");
      write("inference.pdiparams", "");

      Model model = repository.load(folder.toString(), ModelFormat.PADDLE);

      Preprocessing preprocessing = model.preprocessing();
      assertEquals("pyramidbox_lite", model.name());
      assertEquals(List.of("background", "face"), model.labels());
      assertEquals(new Head.Rows(BoxUnit.RELATIVE), model.head());
      assertEquals(ColorOrder.BGR, preprocessing.colors());
      assertEquals(List.of(104.0, 117.0, 123.0), preprocessing.mean());
      for (double std : preprocessing.std()) {
        assertEquals(0.007843f, (float) (preprocessing.scale() / std));
      }
    }

    /** PP-StructureV2's layout model, which leaves decoding to others. */
    @Test
    void describesPicoDet() throws IOException {
      describe("picodet_lcnet_x1_0_fgd_layout");
      write("inference.pdmodel", "");
      write("inference.pdiparams", "");

      Model model = repository.load(folder.toString(), ModelFormat.PADDLE);

      assertEquals(Model.LAYOUT, model.task());
      assertEquals(List.of("text", "title", "list", "table", "figure"), model.labels());
      assertEquals(new Head.PicoDet(List.of(8, 16, 32, 64), 0.4, 0.5), model.head());
      assertEquals(new Resolution(800, 608), model.preprocessing().resolution());
      assertEquals(1, model.preprocessing().interpolation());
      assertEquals(1, model.maxBatch());
    }

    private void describe(String name) throws IOException {
      String resource = "/descriptors/" + name + "/model.yml";
      try (InputStream descriptor = getClass().getResourceAsStream(resource)) {
        assertNotNull(descriptor, resource);
        Files.write(folder.resolve("model.yml"), descriptor.readAllBytes());
      }
    }
  }

  static Stream<Arguments> heads() {
    return Stream.of(
        Arguments.of("name: a-layout", new Head.Unsaid(false)),
        Arguments.of("masks: true", new Head.Unsaid(true)),
        Arguments.of("head: rows", new Head.Rows(BoxUnit.PAGE)),
        Arguments.of("{head: rows, masks: true}", new Head.Rows(BoxUnit.PAGE, true)),
        Arguments.of("boxes: input", new Head.Rows(BoxUnit.INPUT)),
        Arguments.of("{boxes: relative, masks: true}", new Head.Rows(BoxUnit.RELATIVE, true)),
        Arguments.of("head: detr", new Head.Detr(false)),
        Arguments.of("{head: detr, masks: true}", new Head.Detr(true)),
        Arguments.of(
            "{head: picodet, masks: false}", new Head.PicoDet(List.of(8, 16, 32, 64), 0.4, 0.5)));
  }

  private ModelException assertRefused(String location, String... parts) {
    ModelException refusal = assertThrows(ModelException.class, () -> repository.load(location));
    for (String part : parts) {
      assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    }
    return refusal;
  }

  private void official() throws IOException {
    write("inference.yml", OFFICIAL);
    write("inference.onnx", "");
  }

  private void write(String name, String contents) throws IOException {
    Files.writeString(folder.resolve(name), contents);
  }
}
