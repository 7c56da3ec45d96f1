package dev.quire.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "nms: often           ;; expected true, false or",
        "nms: {same: many}    ;; nms.same is \"many\"; expected a number",
        "resolutions: [640]   ;; resolutions [640x640] must contain the model's own, 800x800",
        "resolutions: [800, x] ;; a resolution is \"x\"; expected a number or [height, width]",
        "resolutions: [800, 0] ;; sides must be between 1 and",
        "max_batch: 0         ;; max_batch must be at least 1",
        "max_batch: few       ;; max_batch is 'few'; expected a whole number",
        "file: ../x.onnx      ;; file is '../x.onnx'; expected the name of a file",
        "file: ..             ;; file is '..'",
        "name: other          ;; does not tell the model's task"
      })
  void explainsWhatIsWrongWithModelYml(String lineAndMessage) throws IOException {
    String[] parts = lineAndMessage.split(";;");
    official();
    write("model.yml", parts[0].strip() + "\n");

    assertRefused(folder.toString(), "model.yml", parts[1].strip());
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
