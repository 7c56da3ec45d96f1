package dev.quire.api.layout;

import dev.quire.api.CpuExecutor;
import dev.quire.api.document.AnswerWriter;
import dev.quire.api.document.DocumentRequest;
import dev.quire.api.document.DocumentService;
import dev.quire.api.document.DocumentService.Opened;
import dev.quire.api.document.PageOutcome;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.document.PageOutcome.Failed;
import dev.quire.api.document.PageSource;
import dev.quire.api.document.PictureAnswer;
import dev.quire.api.document.WarningAnswer;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.api.problem.ErrorCatalog;
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
import java.util.Optional;

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

  /** A single JSON document is in memory as a whole; pictures of more pages come line by line. */
  private static final int MOST_PICTURES = 32;

  private final LayoutService layouts;
  private final DocumentService documents;
  private final LayoutPages work;
  private final CpuExecutor pool;
  private final AnswerWriter writer;
  private final DocumentExporter exporter = new DocumentExporter();

  LayoutAnswers(
      LayoutService layouts,
      DocumentService documents,
      LayoutPages work,
      CpuExecutor pool,
      AnswerWriter writer) {
    this.layouts = layouts;
    this.documents = documents;
    this.work = work;
    this.pool = pool;
    this.writer = writer;
  }

  /** What a page or document came to. */
  sealed interface Answer {

    /** A page that came alone. */
    record OfPage(LayoutAnswer answer, Answered answered) implements Answer {}

    /** The pages of a document. */
    record OfDocument(DocumentAnswer answer) implements Answer {}
  }

  /** Everything at once. */
  Uni<Answer> whole(LayoutRequest request) {
    if (request.isPlainPage()) {
      return plain(request).map(answered -> new Answer.OfPage(answered.answer(), answered));
    }
    boolean pictures = !request.document().pictures().isEmpty();
    return open(request, pictures ? MOST_PICTURES : Integer.MAX_VALUE)
        .chain(
            opened ->
                opened.isPicture() && request.pages().isEmpty()
                    ? only(opened)
                        .<Answer>map(page -> new Answer.OfPage(answer(page), page.answer()))
                    : all(opened));
  }

  private Uni<Answered> plain(LayoutRequest request) {
    DocumentRequest document = request.document();
    return layouts.layout(
        PageSource.passing(document.file(), document.hold()::release),
        request.options(),
        document.terms().first());
  }

  private Uni<Answer> all(Opened<Answered> opened) {
    return opened
        .pages()
        .map(page -> answer(opened, page))
        .collect()
        .asList()
        .map(pages -> new Answer.OfDocument(new DocumentAnswer(opened.pageCount(), pages)));
  }

  /** An answer as JSON, written on the CPU pool. */
  Uni<Object> json(Object answer) {
    return writer.json(answer);
  }

  /**
   * Page by page, each as soon as it and those before it are ready. When the service stops, the
   * first page that it does not serve any more is the last.
   */
  Multi<PageAnswer> lines(LayoutRequest request) {
    return documents
        .open(
            request.document(),
            work.work(request.options()),
            request.selection(),
            Integer.MAX_VALUE,
            true)
        .onItem()
        .transformToMulti(opened -> opened.untilStopping().map(page -> answer(opened, page)));
  }

  /**
   * The layout of a file of one page.
   *
   * @return fails if it has more
   */
  public Uni<LayoutAnswer> page(DocumentRequest document, LayoutOptions options) {
    LayoutRequest request =
        new LayoutRequest(document, Optional.empty(), options, Optional.empty());
    return request.isPlainPage()
        ? plain(request).map(Answered::answer)
        : open(request, 1).chain(LayoutAnswers::only).map(LayoutAnswers::answer);
  }

  /**
   * One page with its picture.
   *
   * @return fails if there are more
   */
  Uni<Done<Answered>> picture(LayoutRequest request, PictureFormat format) {
    LayoutRequest one = request.withPictures(List.of(LayoutRequests.picture(request, format)));
    return open(one, 1).chain(LayoutAnswers::only);
  }

  /**
   * A file for other programs.
   *
   * @return fails with the first page that does
   */
  Uni<byte[]> export(LayoutRequest request, ExportFormat format) {
    // no format has a place for pictures, and those of all pages would fill the memory
    return open(request.withPictures(List.of()), Integer.MAX_VALUE)
        .chain(opened -> opened.pages().map(PageOutcome::done).collect().asList())
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

  private Uni<Opened<Answered>> open(LayoutRequest request, int most) {
    return documents.open(
        request.document(), work.work(request.options()), request.selection(), most, false);
  }

  private static Uni<Done<Answered>> only(Opened<Answered> opened) {
    return opened.pages().toUni().map(PageOutcome::done);
  }

  private static LayoutAnswer answer(Done<Answered> page) {
    LayoutAnswer answer = page.answer().answer();
    return page.pictures().isEmpty() ? answer : answer.with(page.pictures().get(0));
  }

  private static PageAnswer answer(Opened<Answered> opened, PageOutcome<Answered> page) {
    return page instanceof Done<Answered> done
        ? new PageAnswer(page.number(), opened.pageCount(), answer(done), null)
        : new PageAnswer(
            page.number(),
            opened.pageCount(),
            null,
            ErrorCatalog.report(((Failed<Answered>) page).cause()).problem());
  }
}
