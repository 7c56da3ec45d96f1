package dev.quire.api.ocr;

import dev.quire.api.document.AnswerWriter;
import dev.quire.api.document.DocumentService;
import dev.quire.api.document.DocumentService.Opened;
import dev.quire.api.document.PageOutcome;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.document.PageOutcome.Failed;
import dev.quire.api.document.PageSource;
import dev.quire.api.ocr.OcrService.Answered;
import dev.quire.api.problem.ErrorCatalog;
import dev.quire.task.ocr.TextLine;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.stream.Collectors;

/** Answers requests for text, in each of the forms there are. Thread-safe; nothing blocks. */
@RegisterForReflection(
    targets = {
      OcrAnswer.class,
      OcrAnswer.LineAnswer.class,
      OcrAnswer.OcrSize.class,
      OcrAnswer.OcrTiming.class,
      OcrAnswer.WordAnswer.class,
      OcrDocumentAnswer.class,
      OcrPageAnswer.class
    })
public class OcrAnswers {

  /** A single JSON document is in memory as a whole; pictures of more pages come line by line. */
  private static final int MOST_PICTURES = 32;

  /** Between the pages of a text, as printers and pdftotext have it. */
  private static final String FORM_FEED = "\f";

  private final OcrService texts;
  private final DocumentService documents;
  private final AnswerWriter writer;

  public OcrAnswers(OcrService texts, DocumentService documents, AnswerWriter writer) {
    this.texts = texts;
    this.documents = documents;
    this.writer = writer;
  }

  /** What a page or document came to. */
  sealed interface Reply {

    /** A page that came alone. */
    record OfPage(OcrAnswer answer, OcrStages stages) implements Reply {}

    /** The pages of a document. */
    record OfDocument(OcrDocumentAnswer answer) implements Reply {}
  }

  /** Everything at once. */
  Uni<Reply> whole(OcrRequest request) {
    if (request.isPlainPage()) {
      return plain(request).map(page -> new Reply.OfPage(page.answer(), page.stages()));
    }
    boolean pictures = !request.document().pictures().isEmpty();
    return open(request, pictures ? MOST_PICTURES : Integer.MAX_VALUE, false)
        .chain(
            opened ->
                opened.isPicture() && request.pages().isEmpty()
                    ? opened.pages().toUni().map(PageOutcome::done).map(OcrAnswers::page)
                    : all(opened));
  }

  private Uni<Answered> plain(OcrRequest request) {
    return texts.alone(
        PageSource.passing(request.document().file(), request.document().hold()::release),
        request.options(),
        request.document().terms().first());
  }

  private static Reply page(Done<Answered> page) {
    return new Reply.OfPage(answer(page), page.answer().stages());
  }

  private static Uni<Reply> all(Opened<Answered> opened) {
    return opened
        .pages()
        .map(page -> answer(opened, page))
        .collect()
        .asList()
        .map(pages -> new Reply.OfDocument(new OcrDocumentAnswer(opened.pageCount(), pages)));
  }

  /** An answer as JSON, written on the CPU pool. */
  Uni<Object> json(Object answer) {
    return writer.json(answer);
  }

  /**
   * Page by page, each as soon as it and those before it are ready. When the service stops, the
   * first page that it does not serve any more is the last.
   */
  Multi<OcrPageAnswer> lines(OcrRequest request) {
    return open(request, Integer.MAX_VALUE, true)
        .onItem()
        .transformToMulti(opened -> opened.untilStopping().map(page -> answer(opened, page)));
  }

  /**
   * The text alone: a line for each line, pages parted by form feeds.
   *
   * @return fails with the first page that does
   */
  Uni<String> text(OcrRequest request) {
    // a text has no place for pictures, and those of all pages would fill the memory
    OcrRequest bare = request.withoutPictures();
    return bare.isPlainPage()
        ? plain(bare).map(OcrAnswers::text)
        : open(bare, Integer.MAX_VALUE, false)
            .chain(
                opened ->
                    opened
                        .pages()
                        .map(page -> text(page.done().answer()))
                        .collect()
                        .with(Collectors.joining(FORM_FEED)));
  }

  private static String text(Answered page) {
    return page.lines().stream()
        .map(TextLine::text)
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private Uni<Opened<Answered>> open(OcrRequest request, int most, boolean streamed) {
    return documents.open(
        request.document(), texts.work(request.options()), request.selection(), most, streamed);
  }

  private static OcrAnswer answer(Done<Answered> page) {
    OcrAnswer answer = page.answer().answer();
    return page.pictures().isEmpty() ? answer : answer.with(page.pictures().get(0));
  }

  private static OcrPageAnswer answer(Opened<Answered> opened, PageOutcome<Answered> page) {
    return page instanceof Done<Answered> done
        ? new OcrPageAnswer(page.number(), opened.pageCount(), answer(done), null)
        : new OcrPageAnswer(
            page.number(),
            opened.pageCount(),
            null,
            ErrorCatalog.report(((Failed<Answered>) page).cause()).problem());
  }
}
