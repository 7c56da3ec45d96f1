package dev.quire.paddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.DeviceId;
import dev.quire.engine.Engine;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.engine.paddle.PaddleEngine;
import dev.quire.engine.paddle.PaddleEngineFactory;
import dev.quire.engine.paddle.PaddleOptions;
import dev.quire.engine.process.DeviceBinding;
import dev.quire.engine.process.EngineSpec;
import dev.quire.engine.process.ProcessEngine;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.model.Model;
import dev.quire.model.ModelFormat;
import dev.quire.model.ModelRepository;
import dev.quire.model.Resolution;
import dev.quire.process.ProcessSettings;
import dev.quire.process.WorkerProcesses;
import dev.quire.support.Pages;
import dev.quire.task.layout.GoldenPages;
import dev.quire.task.layout.LayoutContract;
import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.layout.LayoutPostprocessor;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.task.layout.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The model that ships says the same in both formats: ONNX Runtime here, Paddle in a process. */
class PaddleAgreementTest {

  private static final DeviceId CPU = DeviceId.parse("cpu");
  private static final double LEAST_OVERLAP = 0.99;
  private static final Path REAL_PAGES = Path.of("../shared/pages");

  private double leastOverlap = 1;
  private double mostScoreDifference;
  private int regions;

  @Test
  void bothEnginesFindTheSameRegionsInTheSameOrder() throws IOException {
    ModelRepository models = new ModelRepository();
    Model onnx = models.load("classpath:models/page-mini", ModelFormat.ONNX);
    Model paddle = models.load("classpath:models/page-mini", ModelFormat.PADDLE);
    EngineSpec spec =
        new EngineSpec(
            PaddleEngine.NAME,
            PaddleEngineFactory.class,
            PaddleEngineFactory.settings(new PaddleOptions(1)));
    try (WorkerProcesses processes = new WorkerProcesses(ProcessSettings.defaults())) {
      ProcessEngine engine = new ProcessEngine(spec, DeviceBinding::cpu, processes);
      for (Resolution resolution : resolutions(onnx)) {
        List<List<Region>> expected =
            regions(onnx, new OnnxEngine(new OnnxOptions(1, false)), resolution);
        List<List<Region>> found = regions(paddle, engine, resolution);
        assertEquals(expected.size(), found.size());
        for (int page = 0; page < expected.size(); page++) {
          compare("page %d at %s".formatted(page, resolution), expected.get(page), found.get(page));
        }
      }
    }
    System.out.printf(
        "Paddle and ONNX Runtime: %d regions, least IoU %.5f, most difference in score %.6f%n",
        regions, leastOverlap, mostScoreDifference);
    assertTrue(regions > 100, "there was something to compare");
  }

  /** The largest, the usual and the smallest. */
  private static Set<Resolution> resolutions(Model model) {
    List<Resolution> all = model.resolutions();
    return new LinkedHashSet<>(
        List.of(all.get(0), model.preprocessing().resolution(), all.get(all.size() - 1)));
  }

  private static List<List<Region>> regions(Model model, Engine engine, Resolution resolution)
      throws IOException {
    try (Predictor predictor = engine.open(model.files(), CPU)) {
      LayoutTask task =
          new LayoutTask(
              model,
              new ImageDecoder(ImageLimits.defaults()),
              LayoutContract.check(model, predictor.inputs(), predictor.outputs()));
      List<PreparedPage> pages =
          pages().stream().map(page -> task.prepare(page, resolution)).toList();
      Map<String, dev.quire.tensor.Tensor> outputs =
          predictor.run(task.assemble(pages, predictor.tensors()), task.outputs());
      LayoutPostprocessor postprocessor = new LayoutPostprocessor(model.labels());
      List<List<Region>> regions = new ArrayList<>();
      for (PageRows rows : task.split(outputs, pages)) {
        regions.add(postprocessor.regions(rows, LayoutParameters.of(model)));
      }
      return regions;
    }
  }

  /** The sample, the golden pages, and real ones where they are at hand. */
  private static List<byte[]> pages() throws IOException {
    List<byte[]> pages = new ArrayList<>(new GoldenPages().encoded());
    pages.add(Pages.sample());
    for (String name : List.of("paper-page.jpg", "report-page.jpg")) {
      if (Files.exists(REAL_PAGES.resolve(name))) {
        pages.add(Files.readAllBytes(REAL_PAGES.resolve(name)));
      }
    }
    return pages;
  }

  private void compare(String page, List<Region> expected, List<Region> found) {
    assertEquals(expected.size(), found.size(), page);
    for (int i = 0; i < expected.size(); i++) {
      Region one = expected.get(i);
      Region other = found.get(i);
      assertEquals(one.label(), other.label(), page);
      assertEquals(one.order(), other.order(), page);
      double overlap = overlap(one, other);
      assertTrue(overlap >= LEAST_OVERLAP, () -> "%s: %s, %s".formatted(page, one, other));
      leastOverlap = Math.min(leastOverlap, overlap);
      mostScoreDifference = Math.max(mostScoreDifference, Math.abs(one.score() - other.score()));
      regions++;
    }
  }

  private static double overlap(Region one, Region other) {
    double width = Math.min(one.x2(), other.x2()) - Math.max(one.x1(), other.x1());
    double height = Math.min(one.y2(), other.y2()) - Math.max(one.y1(), other.y1());
    double shared = Math.max(0, width) * Math.max(0, height);
    return shared / (area(one) + area(other) - shared);
  }

  private static double area(Region region) {
    return (region.x2() - region.x1()) * (region.y2() - region.y1());
  }
}
