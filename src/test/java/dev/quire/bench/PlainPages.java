package dev.quire.bench;

import dev.quire.device.DeviceId;
import dev.quire.document.Document;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.image.PageImage;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.Stage;
import dev.quire.model.Model;
import dev.quire.task.layout.LayoutContract;
import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.layout.LayoutPostprocessor;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PreparedPage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lays pages out with the model in FP32 on all cores while PDFBox as it is draws the next one; no
 * queue, no service. As much as a service did that drew in its own process.
 */
final class PlainPages implements AutoCloseable {

  private final ExecutorService drawing = Executors.newSingleThreadExecutor();
  private final ByteBudget memory = ByteBudget.unlimited();
  private final LayoutParameters parameters;
  private final LayoutPostprocessor postprocessor;
  private final Predictor predictor;
  private final LayoutTask task;

  PlainPages(Model model) {
    predictor = new OnnxEngine(OnnxOptions.defaults()).open(model.files(), DeviceId.parse("cpu"));
    task =
        new LayoutTask(
            model,
            new ImageDecoder(ImageLimits.defaults()),
            LayoutContract.check(model, predictor.inputs(), predictor.outputs()));
    parameters = LayoutParameters.of(model);
    postprocessor = new LayoutPostprocessor(model.labels());
  }

  /** Lays out all pages of a PDF file; how many there were. */
  int read(byte[] pdf) {
    try (Document document = new PlainPdfBox().open(pdf, Optional.empty(), () -> false)) {
      int count = document.pageCount();
      CompletableFuture<PageImage> next = drawn(document, 1);
      for (int page = 1; page <= count; page++) {
        PageImage picture = next.join();
        if (page < count) {
          next = drawn(document, page + 1);
        }
        List<PreparedPage> one = List.of(task.prepare(picture, task.blank().resolution()));
        task.split(predictor.run(task.assemble(one), task.outputs()), one)
            .forEach(rows -> postprocessor.regions(rows, parameters));
      }
      return count;
    }
  }

  private CompletableFuture<PageImage> drawn(Document document, int page) {
    return CompletableFuture.supplyAsync(
        () -> document.page(page, () -> false, memory.open("bench", Stage.PIXELS)), drawing);
  }

  @Override
  public void close() {
    drawing.shutdownNow();
    predictor.close();
  }
}
