package dev.quire.train.eval;

import dev.quire.device.DeviceId;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.model.Model;
import dev.quire.model.Resolution;
import dev.quire.task.layout.LayoutContract;
import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.layout.LayoutPostprocessor;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.task.layout.Region;
import dev.quire.train.page.Box;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * The service's own way from a page to its regions, without HTTP and queue and on one core: what is
 * measured here is what the service answers. Not thread-safe.
 */
final class Detector implements AutoCloseable {

  private static final int WARM_UP_RUNS = 2;

  private final LayoutTask task;
  private final LayoutPostprocessor postprocessor;
  private final Predictor predictor;

  Detector(Model model) {
    predictor =
        new OnnxEngine(new OnnxOptions(1, false)).open(model.files(), DeviceId.parse("cpu"));
    LayoutContract contract = LayoutContract.check(model, predictor.inputs(), predictor.outputs());
    task = new LayoutTask(model, new ImageDecoder(ImageLimits.defaults()), contract);
    postprocessor = new LayoutPostprocessor(model.labels());
  }

  /** What the model says of a page. */
  PageRows read(BufferedImage image, Resolution resolution) throws IOException {
    return rows(List.of(task.prepare(lossless(image), resolution)));
  }

  /** The regions of a page, in reading order; a region's rank is its place in it. */
  List<Detection> detections(PageRows page, LayoutParameters parameters) {
    List<Detection> found = new ArrayList<>();
    for (Region r : postprocessor.regions(page, parameters)) {
      Box box = new Box(r.x1(), r.y1(), r.x2(), r.y2());
      found.add(new Detection(r.classId(), r.score(), box, found.size()));
    }
    return found;
  }

  /** Median milliseconds of a run on one page. */
  double millis(Resolution resolution, int runs) {
    List<PreparedPage> page = List.of(task.blank(resolution));
    double[] times = new double[runs];
    for (int i = -WARM_UP_RUNS; i < runs; i++) {
      long start = System.nanoTime();
      rows(page);
      if (i >= 0) {
        times[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(times);
    return times[runs / 2];
  }

  private PageRows rows(List<PreparedPage> page) {
    return task.split(predictor.run(task.assemble(page), task.outputs()), page).get(0);
  }

  private static byte[] lossless(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "bmp", out);
    return out.toByteArray();
  }

  @Override
  public void close() {
    predictor.close();
  }
}
