package dev.quire.api.paddlex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.api.Deadline;
import dev.quire.api.DocumentTerms;
import dev.quire.api.SingleUse;
import dev.quire.api.Timers;
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
public class LayoutParsing implements Operation<Answered> {

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
  private final Timers time;

  LayoutParsing(
      Model model,
      LayoutPages layouts,
      ClientDocuments documents,
      PaddlexSettings settings,
      Timers time) {
    this.silent = LayoutParameters.paddleX(model);
    this.layouts = layouts;
    this.documents = documents;
    this.settings = settings;
    this.time = time;
  }

  /**
   * Answers a request.
   *
   * @param body its JSON, UTF-8
   * @param hold what keeps it in memory
   * @param terms of its pages; the time of a single one runs from the subscription, and that of one
   *     of several from when its turn comes
   * @return fails with what {@link dev.quire.api.problem.ErrorCatalog} knows
   */
  public Uni<Envelope> answer(byte[] body, RequestHold hold, DocumentTerms terms) {
    SingleUse<byte[]> passing = new SingleUse<>(body);
    return Uni.createFrom()
        .deferred(() -> answer(passing, hold, terms, Deadline.in(terms.timeout(), time)));
  }

  /**
   * The same for a request whose time has begun.
   *
   * @param deadline the end of it
   */
  public Uni<Envelope> answer(
      SingleUse<byte[]> body, RequestHold hold, DocumentTerms terms, Deadline deadline) {
    return documents.answer(this, body, hold, terms, deadline);
  }

  @Override
  public ClientRequest read(ObjectNode body) {
    ClientRequest request = ClientRequest.ofLayoutParsing(body);
    // PaddleX's clients have to say it, but what the file is, its contents decide
    request.type();
    return request;
  }

  @Override
  public PageTask task() {
    return layouts;
  }

  @Override
  public PageWork<Answered> work(ClientRequest request) {
    return layouts.work(new LayoutOptions(request.wishes().over(silent)));
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
      ClientRequest request, DocumentKind kind, List<Done<Answered>> pages) {
    List<String> ignored =
        request.markdownIgnoreLabels().orElse(PrunedResult.MARKDOWN_IGNORE_LABELS);
    return new LayoutParsingResult(
        pages.stream().map(page -> LayoutParsingResult.Page.of(page, ignored)).toList(),
        DataInfo.of(kind, pages));
  }
}
