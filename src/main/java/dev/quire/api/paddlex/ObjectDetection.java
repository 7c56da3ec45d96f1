package dev.quire.api.paddlex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.api.DocumentTerms;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.document.PageTask;
import dev.quire.api.document.PageWork;
import dev.quire.api.intake.RequestHold;
import dev.quire.api.layout.LayoutOptions;
import dev.quire.api.layout.LayoutPages;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.document.DocumentKind;
import dev.quire.document.PageSelection;
import dev.quire.model.Model;
import dev.quire.picture.PictureOptions;
import dev.quire.picture.Subject;
import dev.quire.queue.Terms;
import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.layout.ShapeMode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The operation of {@code POST /object-detection}: a file of one page in, its regions out. The
 * answer has no place for further pages, so a file that has some is refused. Thread-safe; nothing
 * blocks, and cancelling takes the page from the queue.
 */
@Singleton
public class ObjectDetection implements Operation<LayoutWishes, Answered> {

  private static final PictureOptions LAYOUT = PictureOptions.paddlex(new Subject.Regions(false));

  private final LayoutParameters silent;
  private final LayoutPages layouts;
  private final ClientDocuments documents;

  ObjectDetection(Model model, LayoutPages layouts, ClientDocuments documents) {
    this.silent = LayoutParameters.paddleXAlone(model);
    this.layouts = layouts;
    this.documents = documents;
  }

  /**
   * Answers a request.
   *
   * @param body its JSON, UTF-8
   * @param hold what keeps it in memory
   * @param terms its time runs from the subscription
   * @return fails with what {@link dev.quire.api.problem.ErrorCatalog} knows
   */
  public Uni<Envelope> answer(byte[] body, RequestHold hold, Terms terms) {
    return documents.answer(this, body, hold, new DocumentTerms(terms, terms));
  }

  @Override
  public ClientRequest<LayoutWishes> read(ObjectNode body) {
    return ClientRequest.ofObjectDetection(body);
  }

  @Override
  public PageTask task() {
    return layouts;
  }

  /** Outlines have no place in the answer, so that none are computed. */
  @Override
  public PageWork<Answered> work(ClientRequest<LayoutWishes> request) {
    LayoutParameters parameters = request.wishes().over(silent);
    return layouts.work(
        new LayoutOptions(
            parameters.withRefinement(parameters.refinement().withShape(ShapeMode.RECT))));
  }

  @Override
  public List<PictureOptions> pictures() {
    return List.of(LAYOUT);
  }

  @Override
  public List<Integer> pages(int count) {
    return PageSelection.all().of(count, 1);
  }

  @Override
  public ObjectDetectionResult result(
      ClientRequest<LayoutWishes> request, DocumentKind kind, List<Done<Answered>> pages) {
    return ObjectDetectionResult.of(pages.get(0));
  }
}
