package dev.quire.api.paddlex;

import dev.quire.api.CpuPool;
import dev.quire.api.paddlex.Envelope.Success;
import dev.quire.document.Documents;
import dev.quire.model.Model;
import dev.quire.queue.Terms;
import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.layout.ShapeMode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * The operation of {@code POST /object-detection}: an image in, its regions out. Thread-safe;
 * nothing blocks, and cancelling takes the page from the queue.
 */
@Singleton
public class ObjectDetection {

  private final LayoutParameters silent;
  private final JsonBody bodies = new JsonBody();
  private final ClientFiles files;
  private final Documents documents;
  private final PageLayouts layouts;
  private final Pictures pictures;
  private final CpuPool pool;
  private final PaddlexSettings settings;

  ObjectDetection(
      Model model,
      ClientFiles files,
      Documents documents,
      PageLayouts layouts,
      Pictures pictures,
      CpuPool pool,
      PaddlexSettings settings) {
    this.silent = LayoutParameters.paddleXAlone(model);
    this.files = files;
    this.documents = documents;
    this.layouts = layouts;
    this.pictures = pictures;
    this.pool = pool;
    this.settings = settings;
  }

  /**
   * Answers a request.
   *
   * @param body its JSON, UTF-8
   * @return fails with what {@link Failures} knows
   */
  public Uni<Envelope> answer(byte[] body, Terms terms) {
    return pool.prepare(() -> ObjectDetectionRequest.of(bodies.parse(body)))
        .chain(request -> answer(request, terms));
  }

  private Uni<Envelope> answer(ObjectDetectionRequest request, Terms terms) {
    return files
        .bytes(request.image())
        .chain(image -> ClientDocument.open(documents, image, FileType.IMAGE, pool))
        .chain(
            document ->
                document
                    .page(1)
                    .chain(page -> result(page, request, terms))
                    .onTermination()
                    .invoke(document::end))
        .map(result -> Success.of(request.logId(), result));
  }

  private Uni<ObjectDetectionResult> result(
      ClientPage page, ObjectDetectionRequest request, Terms terms) {
    return layouts
        .layout(page.source(), parameters(request), terms)
        .chain(layout -> pool.finish(() -> result(page, layout, request)));
  }

  /** Outlines have no place in the answer, so that none are computed. */
  private LayoutParameters parameters(ObjectDetectionRequest request) {
    LayoutParameters parameters = request.wishes().over(silent);
    return parameters.withRefinement(parameters.refinement().withShape(ShapeMode.RECT));
  }

  private ObjectDetectionResult result(
      ClientPage page, PageLayout layout, ObjectDetectionRequest request) {
    boolean drawn = request.visualize().orElse(settings.visualize());
    return new ObjectDetectionResult(
        layout.regions().stream().map(ObjectDetectionResult.DetectedObject::of).toList(),
        drawn ? pictures.layout(page.image(), layout) : null);
  }
}
