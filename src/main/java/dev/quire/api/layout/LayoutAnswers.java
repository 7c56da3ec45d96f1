package dev.quire.api.layout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.api.CpuExecutor;
import dev.quire.api.intake.RequestHold;
import dev.quire.api.layout.DocumentService.Opened;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.api.layout.PageOutcome.Failed;
import dev.quire.api.layout.PageOutcome.LaidOut;
import dev.quire.api.problem.ErrorCatalog;
import dev.quire.api.problem.Problem;
import dev.quire.export.DocumentExporter;
import dev.quire.export.ExportFormat;
import dev.quire.export.LaidOutDocument;
import dev.quire.export.LaidOutPage;
import dev.quire.picture.PictureFormat;
import dev.quire.queue.RequestRefusedException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

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
  private final CpuExecutor pool;
  private final ObjectMapper json;
  private final DocumentExporter exporter = new DocumentExporter();

  LayoutAnswers(
      LayoutService layouts, DocumentService documents, CpuExecutor pool, ObjectMapper json) {
    this.layouts = layouts;
    this.documents = documents;
    this.pool = pool;
    this.json = json;
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
    boolean pictures = !request.each().pictures().isEmpty();
    return open(request, request.each(), pictures ? MOST_PICTURES : Integer.MAX_VALUE)
        .chain(
            opened ->
                opened.isPicture() && request.pages().isEmpty()
                    ? only(opened)
                        .<Answer>map(page -> new Answer.OfPage(page.answer(), page.answered()))
                    : all(opened));
  }

  private Uni<Answered> plain(LayoutRequest request) {
    PageRequest page = request.each();
    return layouts.layout(
        PageSource.passing(request.file(), request.hold()::release),
        page.parameters(),
        page.resolution(),
        page.terms().first());
  }

  private Uni<Answer> all(Opened opened) {
    return opened
        .pages()
        .map(page -> answer(opened, page))
        .collect()
        .asList()
        .map(pages -> new Answer.OfDocument(new DocumentAnswer(opened.pageCount(), pages)));
  }

  /** An answer as JSON, written on the CPU pool. */
  Uni<Object> json(Object answer) {
    return pool.finish(() -> written(answer));
  }

  private String written(Object answer) {
    try {
      return json.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer cannot be written as JSON", e);
    }
  }

  /**
   * Page by page, each as soon as it and those before it are ready. When the service stops, the
   * first page that it does not serve any more is the last.
   */
  Multi<PageAnswer> lines(LayoutRequest request) {
    return documents
        .open(request, request.each(), Integer.MAX_VALUE, true)
        .onItem()
        .transformToMulti(
            opened -> untilStopping(opened.pages()).map(page -> answer(opened, page)));
  }

  private static Multi<PageOutcome> untilStopping(Multi<PageOutcome> pages) {
    AtomicBoolean stopping = new AtomicBoolean();
    return pages.select().first(page -> !stopping.getAndSet(isOfStopping(page)));
  }

  private static boolean isOfStopping(PageOutcome page) {
    return page instanceof Failed failed
        && failed.cause() instanceof RequestRefusedException refused
        && refused.reason() == RequestRefusedException.Reason.SHUTTING_DOWN;
  }

  /**
   * The layout of a file of one page.
   *
   * @param hold what keeps the file in memory
   * @return fails if it has more
   */
  public Uni<LayoutAnswer> page(byte[] file, RequestHold hold, PageRequest each) {
    LayoutRequest request = new LayoutRequest(file, hold, Optional.empty(), each, Optional.empty());
    return request.isPlainPage()
        ? plain(request).map(Answered::answer)
        : open(request, each, 1).chain(LayoutAnswers::only).map(LaidOut::answer);
  }

  /**
   * One page with its picture.
   *
   * @return fails if there are more
   */
  Uni<LaidOut> picture(LayoutRequest request, PictureFormat format) {
    PageRequest page =
        request.each().withPictures(List.of(LayoutRequests.picture(request.each(), format)));
    return open(request, page, 1).chain(LayoutAnswers::only);
  }

  /**
   * A file for other programs.
   *
   * @return fails with the first page that does
   */
  Uni<byte[]> export(LayoutRequest request, ExportFormat format) {
    // no format has a place for pictures, and those of all pages would fill the memory
    return open(request, request.each().withPictures(List.of()), Integer.MAX_VALUE)
        .chain(opened -> opened.pages().map(PageOutcome::laidOut).collect().asList())
        .chain(pages -> pool.finish(() -> exporter.export(document(pages), format)));
  }

  private LaidOutDocument document(List<LaidOut> pages) {
    return new LaidOutDocument(
        "document", layouts.labels(), pages.stream().map(LayoutAnswers::page).toList());
  }

  private static LaidOutPage page(LaidOut page) {
    LayoutAnswer answer = page.answered().answer();
    return new LaidOutPage(
        page.number(),
        answer.width(),
        answer.height(),
        "page-" + page.number(),
        page.answered().regions(),
        page.answered().warnings());
  }

  private Uni<Opened> open(LayoutRequest request, PageRequest each, int most) {
    return documents.open(request, each, most, false);
  }

  private static Uni<LaidOut> only(Opened opened) {
    return opened.pages().toUni().map(PageOutcome::laidOut);
  }

  private PageAnswer answer(Opened opened, PageOutcome page) {
    return page instanceof LaidOut laidOut
        ? new PageAnswer(page.number(), opened.pageCount(), laidOut.answer(), null)
        : new PageAnswer(
            page.number(),
            opened.pageCount(),
            null,
            ErrorCatalog.report(((Failed) page).cause()).problem());
  }
}
