package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.DeviceId;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.Graphs;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.model.Model;
import dev.quire.model.ModelException;
import dev.quire.model.ModelRepository;
import dev.quire.model.Resolution;
import dev.quire.tensor.ElementType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphs that leave the last steps to the service, by their descriptors, from files to rows. */
class UndecodedGraphsTest {

  private static final DeviceId CPU = DeviceId.parse("cpu");
  private static final double[] NO_MEAN = {0, 0, 0};
  private static final double[] NO_STD = {1, 1, 1};

  private static final int CLASSES = 25;
  private static final int QUERIES = 300;
  private static final int MASK = 20;

  /** How red the first quarter of a page is at most, if the page counts as dark, 0 to 1. */
  private static final double DARK = 0.6;

  private static final Resolution INPUT = Resolution.square(800);

  @TempDir Path folder;

  private final OnnxEngine engine = new OnnxEngine(new OnnxOptions(1, false));

  /**
   * PP-DocLayoutV3 as transformers export it. Each query has a class of its own that is likely, and
   * how likely depends on the page; so does the order in which they are read.
   */
  @ParameterizedTest
  @CsvSource({
    "'', true, false",
    "'head: detr', true, false",
    "'masks: true', true, true",
    "'', false, false"
  })
  void decodesWhatTransformersExport(String more, boolean ordered, boolean masked)
      throws IOException {
    describe("PP-DocLayoutV3-hf", more);
    Model model = load(transformers(ordered));
    List<SiblingPage> pages = List.of(new SiblingPage(97, 61, 3), new SiblingPage(400, 700, 4));
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      LayoutContract contract = contract(model, predictor);
      assertEquals("pixel_values", contract.image());
      assertEquals(Integer.MAX_VALUE, contract.maxBatch());
      assertEquals(masked, contract.outputs().contains("out_masks"));
      LayoutTask task = task(model, contract);

      List<PageRows> rows = run(task, predictor, pages);

      for (int page = 0; page < pages.size(); page++) {
        double[][][] planes = pages.get(page).planes(INPUT, NO_MEAN, NO_STD);
        double[] features = SiblingPage.features(planes);
        assertRows(features, pages.get(page), rows.get(page), ordered);
        assertEquals(masked, rows.get(page).masks().isPresent());
        if (masked) {
          assertMasks(planes, rows.get(page));
        }
      }
    }
  }

  /** Outputs of these names are no rows, whatever the descriptor says. */
  @Test
  void refusesRowsWhereThereAreLogits() throws IOException {
    describe("PP-DocLayoutV3-hf", "head: rows");
    Model model = load(transformers(true));
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      ModelException mismatch =
          assertThrows(ModelException.class, () -> contract(model, predictor));
      assertTrue(
          mismatch.getMessage().contains("expected fetch_name_0 among them"),
          mismatch.getMessage());
    }
  }

  private static void assertRows(
      double[] features, SiblingPage page, PageRows rows, boolean ordered) {
    assertEquals(QUERIES, rows.size());
    assertEquals(ordered, rows.ordered());
    List<Integer> likely = new ArrayList<>();
    for (int query = 0; query < QUERIES; query++) {
      likely.add(query);
    }
    likely.sort(Comparator.comparingDouble(query -> -logit(features, query)));
    float before = 1;
    for (int row = 0; row < QUERIES; row++) {
      Detection found = rows.detection(row);
      // near equals may change places
      int query = nearest(found, page);
      assertEquals(logit(features, likely.get(row)), logit(features, query), 1e-3);
      assertEquals(query * 7 % CLASSES, found.classId());
      assertEquals(1 / (1 + Math.exp(-logit(features, query))), found.score(), 2e-4);
      assertTrue(found.score() <= before);
      before = found.score();
      double[] box = SiblingGraph.box(query);
      assertArrayEquals(
          new double[] {
            box[0] * page.width, box[1] * page.height, box[2] * page.width, box[3] * page.height
          },
          new double[] {found.x1(), found.y1(), found.x2(), found.y2()},
          1e-2);
      if (ordered) {
        // queries are read in the order of a permutation, turned round on dark pages
        boolean dark = features[0] < DARK;
        int place = place(query);
        assertEquals(dark ? QUERIES - 1 - place : place, found.rank());
      }
    }
  }

  /** Where a query stands in the reading order. */
  private static int place(int query) {
    return query * 7 % QUERIES;
  }

  /** Boxes repeat, but not among queries whose classes do. */
  private static int nearest(Detection found, SiblingPage page) {
    for (int query = 0; query < QUERIES; query++) {
      double[] box = SiblingGraph.box(query);
      if (query * 7 % CLASSES == found.classId()
          && Math.abs(box[0] * page.width - found.x1()) < 0.01
          && Math.abs(box[1] * page.height - found.y1()) < 0.01
          && Math.abs(box[2] * page.width - found.x2()) < 0.01
          && Math.abs(box[3] * page.height - found.y2()) < 0.01) {
        return query;
      }
    }
    throw new AssertionError("No query has the box of " + found);
  }

  private static double logit(double[] features, int query) {
    double logit = 0;
    for (int feature = 0; feature < features.length; feature++) {
      logit += SiblingGraph.weight(feature, query) * features[feature];
    }
    return logit;
  }

  private static void assertMasks(double[][][] planes, PageRows rows) {
    Masks masks = rows.masks().orElseThrow();
    assertEquals(MASK, masks.height());
    assertEquals(MASK, masks.width());
    int covered = 0;
    for (int y = 0; y < MASK; y++) {
      for (int x = 0; x < MASK; x++) {
        double brightness = 0;
        for (double[][] plane : planes) {
          for (int i = 0; i < 1600; i++) {
            brightness += plane[40 * y + i / 40][40 * x + i % 40] / 4800;
          }
        }
        for (int row = 0; row < rows.size(); row++) {
          double margin = brightness - threshold(rows.detection(row).classId());
          if (Math.abs(margin) > 2e-4) {
            assertEquals(margin > 0, masks.get(row, y, x));
            covered += margin > 0 ? 1 : 0;
          }
        }
      }
    }
    assertTrue(covered > 0, "the case shows something");
  }

  /** The brightness that a mask covers depends on the query's class. */
  private static double threshold(int classId) {
    return (classId + 0.5) / CLASSES;
  }

  private static byte[] transformers(boolean ordered) {
    Graphs graph = new Graphs().input("pixel_values", ElementType.FLOAT32, -1, 3, 800, 800);
    SiblingGraph.features(graph, "pixel_values", INPUT);
    List<Float> weights = new ArrayList<>();
    for (int feature = 0; feature < SiblingGraph.FEATURES; feature++) {
      for (int query = 0; query < QUERIES; query++) {
        weights.add((float) SiblingGraph.weight(feature, query));
      }
    }
    List<Float> classes = new ArrayList<>();
    List<Float> boxes = new ArrayList<>();
    List<Float> thresholds = new ArrayList<>();
    for (int query = 0; query < QUERIES; query++) {
      for (int classId = 0; classId < CLASSES; classId++) {
        classes.add(classId == query * 7 % CLASSES ? 0f : -20f);
      }
      double[] box = SiblingGraph.box(query);
      boxes.add((float) ((box[0] + box[2]) / 2));
      boxes.add((float) ((box[1] + box[3]) / 2));
      boxes.add((float) (box[2] - box[0]));
      boxes.add((float) (box[3] - box[1]));
      thresholds.add((float) threshold(query * 7 % CLASSES));
    }
    graph
        .floats("weights", weights, SiblingGraph.FEATURES, QUERIES)
        .floats("classes", classes, 1, QUERIES, CLASSES)
        .floats("places", boxes, 1, QUERIES, 4)
        .floats("thresholds", thresholds, 1, QUERIES, 1, 1)
        .floats("nought", List.of(0f), 1)
        .longs("column", -1L, (long) QUERIES, 1L)
        .node("MatMul", List.of("features", "weights"), List.of("flat"))
        .node("Reshape", List.of("flat", "column"), List.of("own"))
        .node("Add", List.of("own", "classes"), List.of("logits"))
        .output("logits", ElementType.FLOAT32, -1, QUERIES, CLASSES)
        .node("Mul", List.of("own", "nought"), List.of("zeros"))
        .node("Add", List.of("zeros", "places"), List.of("pred_boxes"))
        .output("pred_boxes", ElementType.FLOAT32, -1, QUERIES, 4);
    if (ordered) {
      order(graph);
    }
    SiblingGraph.brightness(graph, "pixel_values", INPUT, MASK);
    return graph
        .node("Sub", List.of("brightness", "thresholds"), List.of("out_masks"))
        .output("out_masks", ElementType.FLOAT32, -1, QUERIES, MASK, MASK)
        .build();
  }

  /** The logits of the order, times how much brighter than dark the first quarter's red is. */
  private static void order(Graphs graph) {
    List<Float> logits = new ArrayList<>();
    for (int one = 0; one < QUERIES; one++) {
      for (int other = 0; other < QUERIES; other++) {
        float sign = place(one) < place(other) ? 1 : -1;
        logits.add(other > one ? sign * 200 : -1e4f);
      }
    }
    graph
        .floats("pairs", logits, 1, QUERIES, QUERIES)
        .floats("dark", List.of((float) DARK), 1)
        .longs("page", -1L, 1L, 1L)
        .node("Slice", List.of("features", "first", "second", "second"), List.of("red"))
        .node("Sub", List.of("red", "dark"), List.of("light"))
        .node("Reshape", List.of("light", "page"), List.of("lights"))
        .node("Mul", List.of("lights", "pairs"), List.of("order_logits"))
        .output("order_logits", ElementType.FLOAT32, -1, QUERIES, QUERIES);
  }

  /**
   * PP-StructureV2's model at its own size: of the grid of stride 32, a cell is a text, a title or
   * a list by how much red, green or blue it is, and a box reaches from its cell's edge to edge.
   */
  @Test
  void decodesPicoDetAtItsOwnSize() throws IOException {
    describe("picodet_lcnet_x1_0_fgd_layout", "");
    Model model = load(picoDet());
    Random random = new Random(8);
    int[] colors = new int[19 * 25];
    for (int cell = 0; cell < 60; cell++) {
      colors[random.nextInt(colors.length)] = (150 + cell) << 8 * random.nextInt(3);
    }
    byte[] png = LayoutFixture.png(608, 800, (x, y) -> colors[y / 32 * 19 + x / 32]);
    TreeMap<Integer, List<double[]>> expected = new TreeMap<>();
    for (int cell = 0; cell < colors.length; cell++) {
      for (int channel = 0; channel < 3; channel++) {
        double score = (colors[cell] >> 16 - 8 * channel & 0xff) / 255.0;
        if (score > 0.4) {
          double x = 32.0 * (cell % 19);
          double y = 32.0 * (cell / 19);
          double[] row = {channel, score, x, y, x + 32, y + 32};
          expected.computeIfAbsent(channel, key -> new ArrayList<>()).add(row);
        }
      }
    }
    List<double[]> inOrder = new ArrayList<>();
    for (List<double[]> ofClass : expected.values()) {
      ofClass.sort(Comparator.comparingDouble(row -> -row[1]));
      inOrder.addAll(ofClass);
    }
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      LayoutContract contract = contract(model, predictor);
      assertEquals(8, contract.outputs().size());
      assertEquals(1, contract.maxBatch());
      LayoutTask task = task(model, contract);
      List<PreparedPage> page = List.of(task.prepare(png));

      PageRows rows = task.split(predictor.run(task.assemble(page), task.outputs()), page).get(0);

      assertEquals(inOrder.size(), rows.size());
      for (int row = 0; row < rows.size(); row++) {
        Detection found = rows.detection(row);
        assertArrayEquals(
            inOrder.get(row),
            new double[] {
              found.classId(), found.score(), found.x1(), found.y1(), found.x2(), found.y2()
            },
            1e-3,
            "row " + row);
      }
    }
  }

  private static byte[] picoDet() {
    Graphs graph =
        new Graphs()
            .input("image", ElementType.FLOAT32, 1, 3, 800, 608)
            .floats("std", List.of(0.229f, 0.224f, 0.225f), 1, 3, 1, 1)
            .floats("mean", List.of(0.485f, 0.456f, 0.406f), 1, 3, 1, 1)
            .floats("none", Collections.nCopies(475 * 2, 0f), 1, 475, 2)
            .longs("grid", 1L, 3L, 475L)
            .longs("axis", 1L)
            .node("Mul", List.of("image", "std"), List.of("scaled"))
            .node("Add", List.of("scaled", "mean"), List.of("colors"))
            .node(
                "AveragePool",
                List.of("colors"),
                List.of("cells"),
                Graphs.attribute("kernel_shape", List.of(32L, 32L)),
                Graphs.attribute("strides", List.of(32L, 32L)))
            .node("Reshape", List.of("cells", "grid"), List.of("channels"))
            .node(
                "Transpose",
                List.of("channels"),
                List.of("known"),
                Graphs.attribute("perm", List.of(0L, 2L, 1L)))
            .node(
                "Concat",
                List.of("known", "none"),
                List.of("fetch_name_2"),
                Graphs.attribute("axis", 2));
    List<Integer> cells = List.of(7600, 1900, 475, 130);
    for (int level = 0; level < 4; level++) {
      int size = cells.get(level);
      String scores = "fetch_name_" + level;
      if (level != 2) {
        graph.floats("scores" + level, Collections.nCopies(size * 5, 0f), 1, size, 5);
        graph.node("Identity", List.of("scores" + level), List.of(scores));
      }
      graph.output(scores, ElementType.FLOAT32, 1, size, 5);
    }
    for (int level = 0; level < 4; level++) {
      int size = cells.get(level);
      // the distances 0 and 1 are equally likely, so that half a stride is the mean
      List<Float> distances = new ArrayList<>();
      for (int i = 0; i < size * 4 * 8; i++) {
        distances.add(i % 8 < 2 ? 0f : -1e4f);
      }
      String name = "fetch_name_" + (level + 4);
      graph.floats("distances" + level, distances, 1, size, 32);
      graph.node("Identity", List.of("distances" + level), List.of(name));
      graph.output(name, ElementType.FLOAT32, 1, size, 32);
    }
    return graph.build();
  }

  private void describe(String name, String more) throws IOException {
    String resource = "/descriptors/" + name + "/model.yml";
    try (InputStream descriptor = getClass().getResourceAsStream(resource)) {
      assertNotNull(descriptor, resource);
      String lines = new String(descriptor.readAllBytes()) + more + "\n";
      Files.writeString(folder.resolve("model.yml"), lines);
    }
  }

  private Model load(byte[] graph) throws IOException {
    Files.write(folder.resolve("inference.onnx"), graph);
    return new ModelRepository().load(folder.toString());
  }

  private static LayoutContract contract(Model model, Predictor predictor) {
    return LayoutContract.check(model, predictor.inputs(), predictor.outputs());
  }

  private static LayoutTask task(Model model, LayoutContract contract) {
    return new LayoutTask(model, new ImageDecoder(ImageLimits.defaults()), contract);
  }

  private static List<PageRows> run(LayoutTask task, Predictor predictor, List<SiblingPage> pages) {
    List<PreparedPage> prepared = pages.stream().map(page -> task.prepare(page.png())).toList();
    return task.split(predictor.run(task.assemble(prepared), task.outputs()), prepared);
  }
}
