package dev.quire.api.layout;

import dev.quire.api.CpuPool;
import dev.quire.api.CpuPool.PoolFullException;
import dev.quire.api.Lookahead;
import dev.quire.api.problem.ProblemMapper;
import dev.quire.document.Document;
import dev.quire.document.DocumentKind;
import dev.quire.document.Documents;
import dev.quire.document.PageSelection;
import dev.quire.image.PageImage;
import dev.quire.model.Resolution;
import dev.quire.queue.Terms;
import dev.quire.queue.TicketRefusedException;
import dev.quire.task.layout.LayoutParameters;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * From a document to the layouts of its pages, each with a ticket of its own, in page order. Pages
 * are drawn one after the other and a few ahead of the one that is taken next, so that memory stays
 * bounded and a slow reader slows the work down; one that leaves ends it. Thread-safe.
 */
public final class DocumentService {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Documents documents;
  private final LayoutService layouts;
  private final CpuPool pool;
  private final Limits limits;
  private final ProblemMapper problems = new ProblemMapper();

  /**
   * What a document may take.
   *
   * @param pages most pages at once
   * @param ahead most pages drawn and not yet taken
   */
  public record Limits(int pages, int ahead) {}

  /**
   * A document that has been opened.
   *
   * @param isPicture whether it is a picture of a single page
   * @param pageCount how many pages it has
   * @param pages the layouts of those asked for, in order; begun when subscribed to, once
   */
  public record Opened(boolean isPicture, int pageCount, Multi<PageAnswer> pages) {}

  public DocumentService(Documents documents, LayoutService layouts, CpuPool pool, Limits limits) {
    this.documents = documents;
    this.layouts = layouts;
    this.pool = pool;
    this.limits = limits;
  }

  /**
   * Opens a document.
   *
   * @param terms of each page; its timeout counts from the moment that the page is begun
   * @return fails with {@link dev.quire.document.InvalidDocumentException} or {@link
   *     dev.quire.document.InvalidPageSelectionException}
   */
  public Uni<Opened> open(
      byte[] file,
      PageSelection selection,
      LayoutParameters parameters,
      Optional<Resolution> resolution,
      Terms terms) {
    return pool.prepare(() -> opened(file, selection, parameters, resolution, terms));
  }

  private Opened opened(
      byte[] file,
      PageSelection selection,
      LayoutParameters parameters,
      Optional<Resolution> resolution,
      Terms terms) {
    Document document = documents.open(file);
    try {
      List<Integer> numbers = selection.of(document.pageCount(), limits.pages());
      String identity = PageSource.encoded(file).identity();
      Reading reading = new Reading(document, identity, parameters, resolution, terms);
      Multi<PageAnswer> pages =
          new Lookahead(limits.ahead())
              .run(numbers, reading::page)
              .onTermination()
              .invoke(reading::end);
      boolean picture = document.kind() != DocumentKind.PDF && document.pageCount() == 1;
      return new Opened(picture, document.pageCount(), pages);
    } catch (RuntimeException e) {
      document.close();
      throw e;
    }
  }

  /** One reading of a document. */
  private final class Reading {

    private final Document document;
    private final String identity;
    private final LayoutParameters parameters;
    private final Optional<Resolution> resolution;
    private final Terms terms;
    private final Turns turns = new Turns();
    private final AtomicBoolean ended = new AtomicBoolean();

    Reading(
        Document document,
        String identity,
        LayoutParameters parameters,
        Optional<Resolution> resolution,
        Terms terms) {
      this.document = document;
      this.identity = identity;
      this.parameters = parameters;
      this.resolution = resolution;
      this.terms = terms;
    }

    Uni<PageAnswer> page(int number) {
      Uni<PageImage> drawn = patient(pool.prepare(() -> document.page(number, ended::get)));
      return turns
          .next(drawn)
          .chain(image -> patient(layout(number, image)))
          .onFailure()
          .recoverWithItem(failure -> PageAnswer.failed(number, problems.of(failure)));
    }

    private Uni<PageAnswer> layout(int number, PageImage image) {
      PageSource source = PageSource.of(identity + "/" + number, image);
      return layouts
          .layout(source, parameters, resolution, terms)
          .map(answered -> PageAnswer.of(number, answered.answer()));
    }

    /** A page of many can wait until there is room again. */
    private <T> Uni<T> patient(Uni<T> step) {
      return step.onFailure(DocumentService::isBusy)
          .retry()
          .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
          .expireIn(terms.timeout().toMillis());
    }

    void end() {
      if (ended.compareAndSet(false, true)) {
        // a page may just be drawn, and closing waits for that
        pool.finish(
                () -> {
                  document.close();
                  return true;
                })
            .subscribe()
            .with(closed -> {});
      }
    }
  }

  private static boolean isBusy(Throwable failure) {
    return failure instanceof PoolFullException
        || failure instanceof TicketRefusedException refused
            && (refused.reason() == TicketRefusedException.Reason.QUEUE_FULL
                || refused.reason() == TicketRefusedException.Reason.TOO_LATE);
  }
}
