package dev.quire.api.document;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.quire.api.document.DocumentService.Opened;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.document.PageOutcome.Failed;
import dev.quire.api.problem.ErrorCatalog;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Answers requests for the pages of documents, in the forms that every task has. Thread-safe;
 * nothing blocks.
 *
 * @param <A> what comes of a page
 * @param <P> a page of several in an answer
 * @param <D> the answer for a document
 */
public final class DocumentAnswers<A, P, D> {

  /** A single JSON document is in memory as a whole; pictures of more pages come line by line. */
  private static final int MOST_PICTURES = 32;

  private final DocumentService documents;
  private final AnswerWriter writer;
  private final PageForm<A, P, D> form;

  /**
   * @param form how pages are written
   */
  public DocumentAnswers(DocumentService documents, AnswerWriter writer, PageForm<A, P, D> form) {
    this.documents = documents;
    this.writer = writer;
    this.form = form;
  }

  /** What a page or document came to. */
  public sealed interface Reply<A, D> {

    /** A page that came alone. */
    record OfPage<A, D>(Done<A> page) implements Reply<A, D> {}

    /** The pages of a document. */
    record OfDocument<A, D>(D answer) implements Reply<A, D> {}
  }

  /** Everything at once. */
  public Uni<Reply<A, D>> whole(PagesRequest request, PageWork<A> work) {
    if (request.isPlainPage()) {
      return documents.alone(request.document(), work).map(Reply.OfPage::new);
    }
    boolean pictures = !request.document().pictures().isEmpty();
    return open(request, work, pictures ? MOST_PICTURES : Integer.MAX_VALUE, false)
        .chain(
            opened ->
                opened.isPicture() && request.pages().isEmpty()
                    ? only(opened).map(Reply.OfPage::new)
                    : all(opened));
  }

  private Uni<Reply<A, D>> all(Opened<A> opened) {
    return opened
        .pages()
        .map(page -> written(opened, page))
        .collect()
        .asList()
        .map(pages -> new Reply.OfDocument<>(form.document(opened.pageCount(), pages)));
  }

  /**
   * Page by page, each as soon as it and those before it are ready. When the service stops, the
   * first page that it does not serve any more is the last.
   *
   * @return pages as JSON, each a line, written on the CPU pool
   */
  public Multi<RawValue> lines(PagesRequest request, PageWork<A> work) {
    return open(request, work, Integer.MAX_VALUE, true)
        .onItem()
        .transformToMulti(
            opened ->
                opened
                    .untilStopping()
                    .onItem()
                    .transformToUniAndConcatenate(
                        page -> writer.line(() -> written(opened, page))));
  }

  /**
   * The one page of a file.
   *
   * @return fails if it has more, or as the page does
   */
  public Uni<Done<A>> single(PagesRequest request, PageWork<A> work) {
    return request.isPlainPage()
        ? documents.alone(request.document(), work)
        : open(request, work, 1, false).chain(DocumentAnswers::only);
  }

  /**
   * All pages without pictures, for forms that have no place for them: those of all pages would
   * fill the memory.
   *
   * @return in order; fails with the first page that does
   */
  public Uni<List<Done<A>>> pages(PagesRequest request, PageWork<A> work) {
    PagesRequest bare = request.withPictures(List.of());
    return bare.isPlainPage()
        ? documents.alone(bare.document(), work).map(List::of)
        : pagesOfKept(bare, work);
  }

  /**
   * All pages with the pictures that are wanted, of which there may be those of few pages.
   *
   * @return in order; fails with the first page that does, or if there are too many
   */
  public Uni<List<Done<A>>> pagesWithPictures(PagesRequest request, PageWork<A> work) {
    return open(request, work, MOST_PICTURES, false)
        .chain(opened -> opened.pages().map(PageOutcome::done).collect().asList());
  }

  /**
   * All pages without pictures, for forms that need the file itself once more: its bytes are kept.
   *
   * @return in order; fails with the first page that does
   */
  public Uni<List<Done<A>>> pagesOfKept(PagesRequest request, PageWork<A> work) {
    return open(request.withPictures(List.of()), work, Integer.MAX_VALUE, false)
        .chain(opened -> opened.pages().map(PageOutcome::done).collect().asList());
  }

  /** An answer as JSON, written on the CPU pool. */
  public Uni<Object> json(Object answer) {
    return writer.json(answer);
  }

  private Uni<Opened<A>> open(PagesRequest request, PageWork<A> work, int most, boolean streamed) {
    return documents.open(request.document(), work, request.selection(), most, streamed);
  }

  private static <A> Uni<Done<A>> only(Opened<A> opened) {
    return opened.pages().toUni().map(PageOutcome::done);
  }

  private P written(Opened<A> opened, PageOutcome<A> page) {
    return page instanceof Done<A> done
        ? form.done(done, opened.pageCount())
        : form.failed(
            page.number(),
            opened.pageCount(),
            ErrorCatalog.report(((Failed<A>) page).cause()).problem());
  }
}
