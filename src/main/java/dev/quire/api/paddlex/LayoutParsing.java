package dev.quire.api.paddlex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.api.Deadline;
import dev.quire.api.DocumentTerms;
import dev.quire.api.SingleUse;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.document.PageTask;
import dev.quire.api.document.PageWork;
import dev.quire.api.intake.RequestHold;
import dev.quire.api.layout.LayoutOptions;
import dev.quire.api.layout.LayoutPages;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.document.DocumentKind;
import dev.quire.model.Model;
import dev.quire.picture.PictureOptions;
import dev.quire.picture.Subject;
import dev.quire.task.layout.LayoutParameters;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The operation of {@code POST /layout-parsing}: a document in, the layout of its pages out, be it
 * a PDF document or pictures in one file. Thread-safe; nothing blocks, and cancelling takes the
 * pages from the queue.
 */
@Singleton
public class LayoutParsing implements DocumentOperation, Operation<ParsingWishes, Answered> {

  /** In the order in which {@link LayoutParsingResult.Page#of} expects them. */
  private static final List<PictureOptions> PICTURES =
      Stream.<Subject>of(
              new Subject.Page(), new Subject.Regions(false), new Subject.ReadingOrder(false))
          .map(PictureOptions::paddlex)
          .toList();

  private final LayoutParameters silent;
  private final LayoutPages layouts;
  private final ClientDocuments documents;
  private final PaddlexSettings settings;

  LayoutParsing(
      Model model, LayoutPages layouts, ClientDocuments documents, PaddlexSettings settings) {
    this.silent = LayoutParameters.paddleX(model);
    this.layouts = layouts;
    this.documents = documents;
    this.settings = settings;
  }

  @Override
  public Uni<Envelope> answer(byte[] body, RequestHold hold, DocumentTerms terms) {
    return documents.answer(this, body, hold, terms);
  }

  @Override
  public Uni<Envelope> answer(
      SingleUse<byte[]> body, RequestHold hold, DocumentTerms terms, Deadline deadline) {
    return documents.answer(this, body, hold, terms, deadline);
  }

  @Override
  public ClientRequest<ParsingWishes> read(ObjectNode body) {
    ClientRequest<ParsingWishes> request = ClientRequest.ofLayoutParsing(body);
    // PaddleX's clients have to say it, but what the file is, its contents decide
    request.type();
    return request;
  }

  @Override
  public PageTask task() {
    return layouts;
  }

  @Override
  public PageWork<Answered> work(ClientRequest<ParsingWishes> request) {
    return layouts.work(new LayoutOptions(request.wishes().layout().over(silent)));
  }

  @Override
  public List<PictureOptions> pictures() {
    return PICTURES;
  }

  @Override
  public List<Integer> pages(int count) {
    settings.requireFew(count);
    return IntStream.rangeClosed(1, count).boxed().toList();
  }

  @Override
  public LayoutParsingResult result(
      ClientRequest<ParsingWishes> request, DocumentKind kind, List<Done<Answered>> pages) {
    List<String> ignored =
        request.wishes().markdownIgnoreLabels().orElse(PrunedResult.MARKDOWN_IGNORE_LABELS);
    return new LayoutParsingResult(
        pages.stream().map(page -> LayoutParsingResult.Page.of(page, ignored)).toList(),
        DataInfo.ofLayouts(kind, pages));
  }
}
