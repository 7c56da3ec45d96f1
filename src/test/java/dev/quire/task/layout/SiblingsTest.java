package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.DeviceId;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.model.Model;
import dev.quire.model.ModelException;
import dev.quire.model.ModelRepository;
import dev.quire.model.Nms;
import dev.quire.model.Resolution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PP-DocLayoutV3 and its siblings, each by the descriptor that it is published with and a graph of
 * its signature: from files to rows. What rows are expected is computed without the service.
 */
class SiblingsTest {

  private static final DeviceId CPU = DeviceId.parse("cpu");
  private static final double[] NO_MEAN = {0, 0, 0};
  private static final double[] NO_STD = {1, 1, 1};
  private static final double[] IMAGE_NET_MEAN = {0.485, 0.456, 0.406};
  private static final double[] IMAGE_NET_STD = {0.229, 0.224, 0.225};

  /** Scores go through single precision, and some pixels are a grey level off. */
  private static final double TOLERANCE = 5e-4;

  /** The fewer pixels a cell has, the more counts one that is a grey level off. */
  private static final double MARGIN = 1e-3;

  private static final SiblingPage SMALL = new SiblingPage(131, 87, 1);
  private static final SiblingPage LARGE = new SiblingPage(601, 803, 2);

  @TempDir Path folder;

  private final OnnxEngine engine = new OnnxEngine(new OnnxOptions(1, false));

  static Stream<Arguments> siblings() {
    return Stream.of(
        Arguments.of("PP-DocLayoutV3", SiblingGraph.detr(800, 25, 7), "abstract, vision_footnote"),
        Arguments.of("PP-DocLayoutV2", SiblingGraph.detr(800, 25, 8), "abstract, vision_footnote"),
        Arguments.of(
            "PP-DocLayout_plus-L",
            SiblingGraph.detr(800, 20, 6),
            "paragraph_title, reference_content"),
        Arguments.of(
            "PP-DocLayout-L", SiblingGraph.detr(640, 23, 6), "paragraph_title, aside_text"),
        Arguments.of(
            "PP-DocLayout-M", SiblingGraph.picoDet(640, 640, 23), "paragraph_title, aside_text"),
        Arguments.of(
            "PP-DocLayout-S", SiblingGraph.picoDet(480, 480, 23), "paragraph_title, aside_text"),
        Arguments.of("PP-DocBlockLayout", SiblingGraph.detr(640, 1, 6), "Region, Region"),
        Arguments.of("PicoDet_layout_1x", SiblingGraph.picoDet(800, 608, 5), "Text, Figure"),
        Arguments.of("PicoDet_layout_1x_table", SiblingGraph.picoDet(800, 608, 1), "Table, Table"),
        Arguments.of("PicoDet-S_layout_3cls", SiblingGraph.picoDet(480, 480, 3), "image, seal"),
        Arguments.of("PicoDet-L_layout_3cls", SiblingGraph.picoDet(640, 640, 3), "image, seal"),
        Arguments.of(
            "PicoDet-S_layout_17cls", SiblingGraph.picoDet(480, 480, 17), "paragraph_title, seal"),
        Arguments.of(
            "PicoDet-L_layout_17cls", SiblingGraph.picoDet(640, 640, 17), "paragraph_title, seal"),
        Arguments.of("RT-DETR-H_layout_3cls", SiblingGraph.detr(640, 3, 6), "image, seal"),
        Arguments.of(
            "RT-DETR-H_layout_17cls", SiblingGraph.detr(640, 17, 6), "paragraph_title, seal"));
  }

  @ParameterizedTest
  @MethodSource("siblings")
  void givesTheRowsOfTheGraph(String name, SiblingGraph graph, String ends) throws IOException {
    describe(name, "inference.yml");
    Model model = load(graph.bytes());

    assertEquals(name, model.name());
    assertEquals(Model.LAYOUT, model.task());
    assertEquals(graph.classes(), model.labels().size());
    assertEquals(ends, model.labels().get(0) + ", " + model.labels().get(graph.classes() - 1));
    assertEquals(0.5, model.threshold());
    assertEquals(Nms.off(), model.nms());
    assertEquals(List.of(graph.resolution()), model.resolutions());

    try (Predictor predictor = engine.open(model.files(), CPU)) {
      LayoutContract contract = contract(model, predictor);
      boolean detr = graph.family() == SiblingGraph.Family.DETR;
      assertEquals(List.of("fetch_name_0", "fetch_name_1"), contract.outputs());
      assertEquals(detr, contract.imShape());
      assertTrue(contract.scaleFactor());
      assertEquals(detr ? Integer.MAX_VALUE : 1, contract.maxBatch());

      List<SiblingPage> pages = List.of(SMALL, LARGE, SMALL);
      List<PageRows> rows = run(model, predictor, pages);

      for (int page = 0; page < pages.size(); page++) {
        assertRows(expected(graph, pages.get(page)), rows.get(page));
        assertEquals(pages.get(page).width, rows.get(page).width());
        assertEquals(pages.get(page).height, rows.get(page).height());
        assertEquals(graph.columns() > 6, rows.get(page).ordered());
        assertTrue(rows.get(page).masks().isEmpty());
      }
    }
  }

  /** What a wrong preparation would change is more than the tests above overlook. */
  @Test
  void wouldNoticeAWrongPreparation() {
    Resolution resolution = Resolution.square(480);
    double[] right = scores(SMALL.planes(resolution, IMAGE_NET_MEAN, IMAGE_NET_STD), resolution);
    double[][][] swapped = SMALL.planes(resolution, IMAGE_NET_MEAN, IMAGE_NET_STD);
    double[][] red = swapped[0];
    swapped[0] = swapped[2];
    swapped[2] = red;
    double[][][] linear =
        SMALL.planes(resolution, x -> Math.max(0, 1 - x), IMAGE_NET_MEAN, IMAGE_NET_STD);

    for (double[][][] wrong : List.of(SMALL.planes(resolution, NO_MEAN, NO_STD), swapped, linear)) {
      double[] others = scores(wrong, resolution);
      double furthest = 0;
      for (int row = 0; row < right.length; row++) {
        furthest = Math.max(furthest, Math.abs(right[row] - others[row]));
      }
      assertTrue(furthest > 5 * TOLERANCE, "differs by %s alone".formatted(furthest));
    }
  }

  /** Three labels instead of 25: the graph's classes have no names then. */
  @Test
  void refusesLabelsOfAnotherModel() throws IOException {
    describe("PP-DocLayoutV3", "inference.yml");
    write("model.yml", "labels: [a, b, c]\n".getBytes());
    Model model = load(SiblingGraph.detr(800, 25, 7).bytes());
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      IllegalStateException broken =
          assertThrows(IllegalStateException.class, () -> run(model, predictor, List.of(SMALL)));
      assertTrue(broken.getMessage().contains("expected classes below 3"), broken.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 200})
  void readsTheMasksThatAreWanted(int side) throws IOException {
    SiblingGraph graph = SiblingGraph.detr(800, 25, 7).withMasks(side);
    describe("PP-DocLayoutV3", "inference.yml");
    write("model.yml", "masks: true\n".getBytes());
    Model model = load(graph.bytes());
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      assertEquals(
          List.of("fetch_name_0", "fetch_name_1", "fetch_name_2"),
          contract(model, predictor).outputs());
      List<SiblingPage> pages = List.of(SMALL, LARGE);

      List<PageRows> rows = run(model, predictor, pages);

      for (int page = 0; page < pages.size(); page++) {
        assertRows(expected(graph, pages.get(page)), rows.get(page));
        assertMasks(graph, pages.get(page), rows.get(page).masks().orElseThrow());
      }
    }
  }

  @Test
  void leavesMasksThatAreNotWanted() throws IOException {
    describe("PP-DocLayoutV3", "inference.yml");
    Model model = load(SiblingGraph.detr(800, 25, 7).withMasks(40).bytes());
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      assertEquals(List.of("fetch_name_0", "fetch_name_1"), contract(model, predictor).outputs());
      assertTrue(run(model, predictor, List.of(SMALL)).get(0).masks().isEmpty());
    }
  }

  /** The official graph less its masks, as several were published. */
  @Test
  void refusesToReadMasksThatAreNotThere() throws IOException {
    describe("PP-DocLayoutV3", "inference.yml");
    write("model.yml", "masks: true\n".getBytes());
    Model model = load(SiblingGraph.detr(800, 25, 7).bytes());
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      ModelException mismatch =
          assertThrows(ModelException.class, () -> contract(model, predictor));
      assertTrue(
          mismatch.getMessage().contains("expected fetch_name_2 among them, int32 masks"),
          mismatch.getMessage());
    }
  }

  /**
   * The re-export in half precision: a batch of one, rows called {@code det} that nothing counts,
   * and boxes that do not depend on {@code scale_factor}.
   */
  @Test
  void movesBoxesInPixelsOfTheInput() throws IOException {
    SiblingGraph graph =
        SiblingGraph.detr(800, 25, 7)
            .with(SiblingGraph.Family.DETR_IN_INPUT)
            .withBatch(1)
            .with(SiblingGraph.Counts.NONE);
    describe("PP-DocLayoutV3", "inference.yml");
    describe("PP-DocLayoutV3-FP16", "model.yml");
    Model model = load(graph.bytes("det", "num"));
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      LayoutContract contract = contract(model, predictor);
      assertEquals(List.of("det"), contract.outputs());
      assertEquals(1, contract.maxBatch());

      List<PageRows> rows = run(model, predictor, List.of(SMALL, LARGE));

      assertRows(expected(graph, SMALL), rows.get(0));
      assertRows(expected(graph, LARGE), rows.get(1));
    }
  }

  /** Outputs {@code det} and {@code num} instead of Paddle's names, the latter as int64. */
  @Test
  void readsOutputsOfOtherNames() throws IOException {
    SiblingGraph graph = SiblingGraph.picoDet(480, 480, 23).with(SiblingGraph.Counts.INT64);
    describe("PP-DocLayout-S", "inference.yml");
    Model model = load(graph.bytes("det", "num"));
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      assertEquals(List.of("det", "num"), contract(model, predictor).outputs());
      assertRows(expected(graph, LARGE), run(model, predictor, List.of(LARGE)).get(0));
    }
  }

  /** Whatever converters made of the output that counts, pages keep their own rows. */
  @ParameterizedTest
  @EnumSource(
      value = SiblingGraph.Counts.class,
      names = {"INT32", "INT64", "CONSTANT"})
  void countsRowsInSeveralWays(SiblingGraph.Counts counts) throws IOException {
    SiblingGraph graph = SiblingGraph.detr(640, 23, 6).with(counts);
    describe("PP-DocLayout-L", "inference.yml");
    Model model = load(graph.bytes());
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      assertEquals(Integer.MAX_VALUE, contract(model, predictor).maxBatch());

      List<PageRows> rows = run(model, predictor, List.of(SMALL, LARGE));

      assertRows(expected(graph, SMALL), rows.get(0));
      assertRows(expected(graph, LARGE), rows.get(1));
    }
  }

  /** Without an output that counts, pages go one by one, if the descriptor allows it. */
  @Test
  void runsPagesOneByOneWhereNothingCountsRows() throws IOException {
    SiblingGraph graph = SiblingGraph.detr(640, 23, 6).with(SiblingGraph.Counts.NONE);
    describe("PP-DocLayout-L", "inference.yml");
    Model several = load(graph.bytes());
    try (Predictor predictor = engine.open(several.files(), CPU)) {
      ModelException mismatch =
          assertThrows(ModelException.class, () -> contract(several, predictor));
      assertTrue(mismatch.getMessage().contains("'max_batch: 1'"), mismatch.getMessage());
    }

    write("model.yml", "max_batch: 1\n".getBytes());
    Model model = load(graph.bytes());
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      List<PageRows> rows = run(model, predictor, List.of(SMALL, LARGE));

      assertRows(expected(graph, SMALL), rows.get(0));
      assertRows(expected(graph, LARGE), rows.get(1));
    }
  }

  /** A graph that declares any batch, but whose suppression was converted for one page. */
  @Test
  void runsPagesOneByOneWhereTheGraphSuppresses() throws IOException {
    SiblingGraph graph = SiblingGraph.picoDet(640, 640, 23).withBatch(-1);
    describe("PP-DocLayout-M", "inference.yml");
    Model model = load(graph.bytes());
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      assertEquals(1, contract(model, predictor).maxBatch());

      List<PageRows> rows = run(model, predictor, List.of(SMALL, LARGE));

      assertRows(expected(graph, SMALL), rows.get(0));
      assertRows(expected(graph, LARGE), rows.get(1));
    }
  }

  /** Suppression left nothing: no rows, not even one of padding. */
  @Test
  void findsNothing() throws IOException {
    describe("PP-DocLayout-S", "inference.yml");
    Model model = load(SiblingGraph.picoDet(480, 480, 23).withBias(-10).bytes());
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      assertEquals(0, run(model, predictor, List.of(SMALL)).get(0).size());
    }
  }

  private static void assertRows(List<double[]> expected, PageRows rows) {
    assertFalse(expected.isEmpty(), "the case shows something");
    assertEquals(expected.size(), rows.size());
    int columns = rows.columns();
    for (int row = 0; row < expected.size(); row++) {
      double[] found = new double[columns];
      for (int column = 0; column < columns; column++) {
        found[column] = rows.values()[row * columns + column];
      }
      assertArrayEquals(expected.get(row), found, TOLERANCE, "row " + row);
    }
  }

  private static void assertMasks(SiblingGraph graph, SiblingPage page, Masks masks) {
    int side = graph.masks();
    assertEquals(graph.rows(), masks.rows());
    assertEquals(side, masks.height());
    assertEquals(side, masks.width());
    double[][][] planes = page.planes(graph.resolution(), NO_MEAN, NO_STD);
    int pixels = graph.resolution().height() / side;
    int covered = 0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double brightness = 0;
        for (double[][] plane : planes) {
          for (int i = 0; i < pixels * pixels; i++) {
            brightness += plane[y * pixels + i / pixels][x * pixels + i % pixels];
          }
        }
        brightness /= 3.0 * pixels * pixels;
        for (int row = 0; row < graph.rows(); row++) {
          double margin = brightness - graph.threshold(row);
          if (Math.abs(margin) > MARGIN) {
            assertEquals(margin > 0, masks.get(row, y, x));
            covered += margin > 0 ? 1 : 0;
          }
        }
      }
    }
    assertTrue(covered > 0, "the case shows something");
  }

  /** What a graph's rows are for a page, with the boxes in the page's pixels. */
  private static List<double[]> expected(SiblingGraph graph, SiblingPage page) {
    boolean pico = graph.family() == SiblingGraph.Family.PICODET;
    double[][][] planes =
        pico
            ? page.planes(graph.resolution(), IMAGE_NET_MEAN, IMAGE_NET_STD)
            : page.planes(graph.resolution(), NO_MEAN, NO_STD);
    double[] features = SiblingPage.features(planes);
    List<double[]> rows = new ArrayList<>();
    for (int row = 0; row < graph.rows(); row++) {
      double score = score(graph, features, row);
      if (pico && score <= SiblingGraph.LIKELY) {
        continue;
      }
      double[] box = SiblingGraph.box(row);
      double[] values = new double[graph.columns()];
      values[0] = graph.classOf(row);
      values[1] = score;
      values[2] = box[0] * page.width;
      values[3] = box[1] * page.height;
      values[4] = box[2] * page.width;
      values[5] = box[3] * page.height;
      if (graph.columns() > 6) {
        values[6] = graph.rank(row);
      }
      if (graph.columns() > 7) {
        values[7] = SiblingGraph.votes(row);
      }
      rows.add(values);
    }
    return rows;
  }

  private static double score(SiblingGraph graph, double[] features, int row) {
    double score = graph.bias();
    for (int feature = 0; feature < features.length; feature++) {
      score += SiblingGraph.weight(feature, row) * features[feature];
    }
    return score;
  }

  private static double[] scores(double[][][] planes, Resolution resolution) {
    SiblingGraph graph = SiblingGraph.picoDet(resolution.height(), resolution.width(), 1);
    double[] features = SiblingPage.features(planes);
    double[] scores = new double[graph.rows()];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = score(graph, features, row);
    }
    return scores;
  }

  private void describe(String name, String file) throws IOException {
    String resource = "/descriptors/" + name + "/" + file;
    try (InputStream descriptor = getClass().getResourceAsStream(resource)) {
      assertNotNull(descriptor, resource);
      write(file, descriptor.readAllBytes());
    }
  }

  private Model load(byte[] graph) throws IOException {
    write("inference.onnx", graph);
    return new ModelRepository().load(folder.toString());
  }

  private void write(String file, byte[] contents) throws IOException {
    Files.write(folder.resolve(file), contents);
  }

  private static LayoutContract contract(Model model, Predictor predictor) {
    return LayoutContract.check(model, predictor.inputs(), predictor.outputs());
  }

  /** All pages at once if the graph takes them, else one by one. */
  private static List<PageRows> run(Model model, Predictor predictor, List<SiblingPage> pages) {
    LayoutContract contract = contract(model, predictor);
    LayoutTask task = new LayoutTask(model, new ImageDecoder(ImageLimits.defaults()), contract);
    List<PreparedPage> prepared = pages.stream().map(page -> task.prepare(page.png())).toList();
    int most = Math.min(contract.maxBatch(), prepared.size());
    List<PageRows> rows = new ArrayList<>();
    for (int from = 0; from < prepared.size(); from += most) {
      List<PreparedPage> batch = prepared.subList(from, Math.min(from + most, prepared.size()));
      rows.addAll(task.split(predictor.run(task.assemble(batch), task.outputs()), batch));
    }
    return rows;
  }
}
