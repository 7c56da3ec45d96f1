package dev.quire.api.layout;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.quire.api.CpuExecutor;
import dev.quire.api.document.AnswerWriter;
import dev.quire.api.document.DocumentAnswers;
import dev.quire.api.document.DocumentAnswers.Reply;
import dev.quire.api.document.DocumentRequest;
import dev.quire.api.document.DocumentService;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.document.PagesRequest;
import dev.quire.api.document.PictureAnswer;
import dev.quire.api.document.WarningAnswer;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.api.problem.Problem;
import dev.quire.export.DocumentExporter;
import dev.quire.export.ExportFormat;
import dev.quire.export.LaidOutDocument;
import dev.quire.export.LaidOutPage;
import dev.quire.picture.PictureFormat;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Answers requests for layouts, in each of the forms there are. Thread-safe; nothing blocks. */
@Singleton
@RegisterForReflection(
    targets = {
      DocumentAnswer.class,
      LayoutAnswer.class,
      LayoutAnswer.RegionAnswer.class,
      LayoutAnswer.Size.class,
      LayoutAnswer.Timing.class,
      PageAnswer.class,
      PictureAnswer.class,
      WarningAnswer.class,
      Problem.class
    })
public class LayoutAnswers {

  private final LayoutService layouts;
  private final LayoutPages work;
  private final CpuExecutor pool;
  private final DocumentAnswers<Answered, PageAnswer, DocumentAnswer> answers;
  private final DocumentExporter exporter = new DocumentExporter();

  LayoutAnswers(
      LayoutService layouts,
      DocumentService documents,
      LayoutPages work,
      CpuExecutor pool,
      AnswerWriter writer) {
    this.layouts = layouts;
    this.work = work;
    this.pool = pool;
    this.answers = new DocumentAnswers<>(documents, writer, new LayoutForm());
  }

  /** Everything at once. */
  Uni<Reply<Answered, DocumentAnswer>> whole(LayoutRequest request) {
    return answers.whole(request.pages(), work.work(request.options()));
  }

  /** Page by page, as {@link DocumentAnswers#lines} does. */
  Multi<RawValue> lines(LayoutRequest request) {
    return answers.lines(request.pages(), work.work(request.options()));
  }

  /** An answer as JSON, written on the CPU pool. */
  Uni<Object> json(Object answer) {
    return answers.json(answer);
  }

  /**
   * The layout of a file of one page.
   *
   * @return fails if it has more
   */
  public Uni<LayoutAnswer> page(DocumentRequest document, LayoutOptions options) {
    return answers.single(PagesRequest.all(document), work.work(options)).map(LayoutForm::answer);
  }

  /**
   * One page with its picture.
   *
   * @return fails if there are more
   */
  Uni<Done<Answered>> picture(LayoutRequest request, PictureFormat format) {
    PagesRequest one =
        request.pages().withPictures(List.of(LayoutRequests.picture(request, format)));
    return answers.single(one, work.work(request.options()));
  }

  /**
   * A file for other programs.
   *
   * @return fails with the first page that does
   */
  Uni<byte[]> export(LayoutRequest request, ExportFormat format) {
    return answers
        .pages(request.pages(), work.work(request.options()))
        .chain(pages -> pool.finish(() -> exporter.export(document(pages), format)));
  }

  private LaidOutDocument document(List<Done<Answered>> pages) {
    return new LaidOutDocument(
        "document", layouts.labels(), pages.stream().map(LayoutAnswers::page).toList());
  }

  private static LaidOutPage page(Done<Answered> page) {
    LayoutAnswer answer = page.answer().answer();
    return new LaidOutPage(
        page.number(),
        answer.width(),
        answer.height(),
        "page-" + page.number(),
        page.answer().regions(),
        page.answer().warnings());
  }
}
