package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.device.DeviceId;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.Graphs;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.model.ColorOrder;
import dev.quire.model.Head;
import dev.quire.model.Model;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelRepository;
import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import dev.quire.tensor.ElementType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From image files through a graph to regions. */
class LayoutRunTest {

  private static final DeviceId CPU = DeviceId.parse("cpu");

  private final OnnxEngine engine = new OnnxEngine(new OnnxOptions(1, false));

  @Test
  void findsTheWholePage() {
    Model model = LayoutFixture.model(16);
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      LayoutTask task = task(model, predictor);

      PageRows rows =
          run(task, predictor, List.of(task.prepare(LayoutFixture.png(90, 70, 255)))).get(0);
      List<Region> regions =
          new LayoutPostprocessor(model.labels())
              .regions(rows, LayoutParameters.of(model).withThreshold(0));

      assertEquals(1, regions.size());
      assertEquals("table", regions.get(0).label());
      assertEquals(90, regions.get(0).x2(), 0.01);
      assertEquals(70, regions.get(0).y2(), 0.01);
    }
  }

  /** Whatever pages a page travels with and wherever it sits among them, its rows are the same. */
  @Test
  void givesAPageTheSameRowsInEveryBatch() {
    Model model = LayoutFixture.model(16);
    Random random = new Random(11);
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      LayoutTask task = task(model, predictor);
      List<PreparedPage> pages = new ArrayList<>();
      List<float[]> alone = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        PreparedPage page =
            task.prepare(
                LayoutFixture.png(5 + random.nextInt(60), 5 + random.nextInt(60), 20 * (i + 1)));
        pages.add(page);
        alone.add(run(task, predictor, List.of(page)).get(0).values());
      }
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < pages.size(); i++) {
        order.add(i);
      }
      for (int round = 0; round < 40; round++) {
        Collections.shuffle(order, random);
        List<Integer> chosen = order.subList(0, 1 + random.nextInt(order.size()));

        List<PageRows> together = run(task, predictor, chosen.stream().map(pages::get).toList());

        for (int i = 0; i < chosen.size(); i++) {
          assertArrayEquals(alone.get(chosen.get(i)), together.get(i).values());
          assertEquals(pages.get(chosen.get(i)).width(), together.get(i).width());
        }
      }
    }
  }

  /**
   * A graph that hands out what PicoDet does, under other names: each cell's score of a class is
   * the mean of a channel, and all distances are half a stride. So a quarter of one colour is a box
   * of its own.
   */
  @ParameterizedTest
  @CsvSource({"RGB, 0, 2", "BGR, 2, 0"})
  void decodesWhatPicoDetHandsOut(ColorOrder colors, int red, int blue) {
    Model model = picoDet(colors);
    byte[] page = quarters(0xff0000, 0, 0, 0x0000ff);
    byte[] other = quarters(0, 0x00ff00, 0, 0);
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      LayoutTask task = task(model, predictor);

      List<PageRows> rows =
          run(
              task,
              predictor,
              List.of(task.prepare(page), task.prepare(other), task.prepare(page)));

      assertEquals(List.of("sure", "far"), task.outputs());
      float[] redBox = {red, 1, 0, 0, 20, 10};
      float[] blueBox = {blue, 1, 20, 10, 40, 20};
      assertArrayEquals(
          red < blue ? joined(redBox, blueBox) : joined(blueBox, redBox),
          rows.get(0).values(),
          1e-4f);
      assertArrayEquals(new float[] {1, 1, 20, 0, 40, 10}, rows.get(1).values(), 1e-4f);
      assertArrayEquals(rows.get(0).values(), rows.get(2).values());
    }
  }

  private static Model picoDet(ColorOrder colors) {
    byte[] graph =
        new Graphs()
            .input("pixels", ElementType.FLOAT32, -1, 3, 16, 16)
            .output("far", ElementType.FLOAT32, -1, 4, 8)
            .output("sure", ElementType.FLOAT32, -1, 4, 3)
            .longs("cells", -1L, 3L, 4L)
            .floats("never", List.of(0f), 1)
            .floats("half", List.of(0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f), 1, 1, 8)
            .node(
                "AveragePool",
                List.of("pixels"),
                List.of("means"),
                Graphs.attribute("kernel_shape", List.of(8L, 8L)),
                Graphs.attribute("strides", List.of(8L, 8L)))
            .node("Reshape", List.of("means", "cells"), List.of("channels"))
            .node(
                "Transpose",
                List.of("channels"),
                List.of("sure"),
                Graphs.attribute("perm", List.of(0L, 2L, 1L)))
            .node(
                "ReduceMean",
                List.of("sure"),
                List.of("one"),
                Graphs.attribute("axes", List.of(2L)))
            .node("Mul", List.of("one", "never"), List.of("zero"))
            .node("Add", List.of("zero", "half"), List.of("far"))
            .build();
    Model plain =
        LayoutFixture.model(
            new Preprocessing(
                Resolution.square(16),
                0,
                colors,
                1.0 / 255,
                List.of(0.0, 0.0, 0.0),
                List.of(1.0, 1.0, 1.0)),
            new ModelFile.Embedded("pico.onnx", () -> graph));
    return LayoutFixture.withHead(
        LayoutFixture.withLabels(plain, List.of("a", "b", "c")),
        new Head.PicoDet(List.of(8), 0.4, 0.5));
  }

  /** A page of 40x20 in four colours, row by row. */
  private static byte[] quarters(int... colors) {
    return LayoutFixture.png(40, 20, (x, y) -> colors[x / 20 + 2 * (y / 10)]);
  }

  private static float[] joined(float[] first, float[] second) {
    float[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  /** The model that ships, on a page that ships: it fits its contract and finds something. */
  @Test
  void runsTheModelThatShips() throws IOException {
    assumeTrue(
        getClass().getResource("/models/page-mini/inference.onnx") != null,
        "page-mini's graph is not on the class path");
    try (InputStream sample =
        getClass().getResourceAsStream("/META-INF/resources/sample/page.jpg")) {
      assumeTrue(sample != null, "the sample page is not on the class path");
      byte[] jpeg = sample.readAllBytes();
      Model model = new ModelRepository().load("classpath:models/page-mini");
      try (Predictor predictor = engine.open(model.files(), CPU)) {
        LayoutTask task = task(model, predictor);
        PreparedPage page = task.prepare(jpeg);

        List<PageRows> rows = run(task, predictor, List.of(task.blank(), page, page));
        LayoutPostprocessor postprocessor = new LayoutPostprocessor(model.labels());
        List<Region> regions = postprocessor.regions(rows.get(1), LayoutParameters.of(model));

        assertFalse(regions.isEmpty());
        assertEquals(regions, postprocessor.regions(rows.get(2), LayoutParameters.of(model)));
        for (Region region : regions) {
          assertTrue(region.x1() >= 0 && region.x2() <= page.width());
          assertTrue(region.y1() >= 0 && region.y2() <= page.height());
          assertTrue(region.score() > model.threshold() - 1e-6);
        }
      }
    }
  }

  private static LayoutTask task(Model model, Predictor predictor) {
    return new LayoutTask(
        model,
        new ImageDecoder(ImageLimits.defaults()),
        LayoutContract.check(model, predictor.inputs(), predictor.outputs()));
  }

  private static List<PageRows> run(
      LayoutTask task, Predictor predictor, List<PreparedPage> pages) {
    return task.split(predictor.run(task.assemble(pages), task.outputs()), pages);
  }
}
