package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Asks for a piece until each of its pages has a result or a problem, and tells of each page once.
 * What was answered before a connection broke is not asked for again. All on one thread.
 */
final class ChunkUpload {

  private final PageService service;
  private final RetryPauses pauses;
  private final ServiceWait patience;
  private final int retries;
  private final BiConsumer<Duration, Runnable> timer;
  private final Recipient recipient;

  private final String input;
  private final Set<Integer> finished = new TreeSet<>();
  private final Map<Integer, ObjectNode> passing = new HashMap<>();
  private Chunk left;
  private int failures;
  private int waits;

  /** Hears what became of a piece. */
  interface Recipient {

    /**
     * A page was laid out.
     *
     * @return whether that is on record
     */
    boolean result(PageKey page, ObjectNode result);

    /** A page, or a file as a whole, has a problem that will stay. */
    void problem(PageKey page, ObjectNode problem);

    /** The piece will be asked for again. */
    void retried();

    /**
     * Each page of the piece was told of.
     *
     * @param bytes its size
     */
    void delivered(long bytes);

    /** No page can be had any more. */
    void hopeless(String why);
  }

  /**
   * What all deliveries of a job share.
   *
   * @param retries how often in a row a piece may fail, the service's being busy not counted
   * @param timer runs something later, on the one thread
   */
  record Means(
      PageService service,
      RetryPauses pauses,
      ServiceWait patience,
      int retries,
      BiConsumer<Duration, Runnable> timer) {}

  ChunkUpload(Chunk piece, Means means, Recipient recipient) {
    this.left = piece;
    this.input = piece.input();
    this.service = means.service();
    this.pauses = means.pauses();
    this.patience = means.patience();
    this.retries = means.retries();
    this.timer = means.timer();
    this.recipient = recipient;
  }

  /** Begins; to be called once. */
  void start() {
    int before = finished.size();
    passing.clear();
    service
        .ask(left, this::hear)
        .thenAccept(reply -> end(reply, finished.size() > before))
        .exceptionally(
            fault -> {
              recipient.hopeless("This is a fault of the program: " + fault);
              return null;
            });
  }

  private void hear(Answer answer) {
    if (answer instanceof Answer.LaidOut page) {
      if (isWanted(page.page())) {
        finish(page.page());
        recipient.result(key(page.page()), page.result());
      }
    } else if (answer instanceof Answer.Faulty page && isWanted(page.page())) {
      if (page.isPassing()) {
        passing.put(page.page(), page.problem());
      } else {
        finish(page.page());
        recipient.problem(PageKey.of(input, page.page()), page.problem());
      }
    }
  }

  private PageKey key(int page) {
    return left instanceof Chunk.Whole ? PageKey.whole(input) : PageKey.of(input, page);
  }

  private boolean isWanted(int page) {
    boolean named = !(left instanceof Chunk.Window window) || window.pages().contains(page);
    return named && !finished.contains(page);
  }

  private void finish(int page) {
    finished.add(page);
    patience.renew();
  }

  private void end(Reply reply, boolean progress) {
    if (progress) {
      failures = 0;
      waits = 0;
    }
    if (left instanceof Chunk.Window window) {
      List<Integer> pages =
          window.pages().stream().filter(page -> !finished.contains(page)).toList();
      if (pages.isEmpty()) {
        recipient.delivered(left.body().length);
        return;
      }
      left = window.of(pages);
    }
    if (reply instanceof Reply.Complete) {
      complete();
    } else if (reply instanceof Reply.Refused refused) {
      patience.renew();
      giveUp(refused.problem());
    } else if (reply instanceof Reply.Busy busy) {
      await("The service is busy (%s)".formatted(busy.why()), busy.retryAfter());
    } else if (reply instanceof Reply.Unreachable gone) {
      await(gone.why(), Optional.empty());
    } else if (reply instanceof Reply.Failed failed) {
      fail(failed.problem(), failed.retryAfter());
    } else if (reply instanceof Reply.Rejected rejected) {
      recipient.hopeless(rejected.why());
    }
  }

  /** All was said, and yet pages of a document may be missing. */
  private void complete() {
    if (passing.isEmpty() && !(left instanceof Chunk.Window) && !finished.isEmpty()) {
      recipient.delivered(left.body().length);
    } else {
      fail(
          passing.values().stream()
              .findFirst()
              .orElseGet(() -> Problems.noAnswer("It said nothing of this page")),
          Optional.empty());
    }
  }

  private void fail(ObjectNode problem, Optional<Duration> retryAfter) {
    failures++;
    if (failures > retries) {
      giveUp(problem);
    } else {
      again(pauses.pause(failures, retryAfter));
    }
  }

  private void await(String why, Optional<Duration> retryAfter) {
    if (patience.isOver()) {
      recipient.hopeless(
          "No page was finished in %d s. %s".formatted(patience.longest().toSeconds(), why));
    } else {
      waits++;
      again(pauses.pause(waits, retryAfter));
    }
  }

  private void again(Duration pause) {
    recipient.retried();
    timer.accept(pause, this::start);
  }

  private void giveUp(ObjectNode problem) {
    if (left instanceof Chunk.Window window) {
      window
          .pages()
          .forEach(
              page ->
                  recipient.problem(PageKey.of(input, page), passing.getOrDefault(page, problem)));
    } else if (left instanceof Chunk.Picture) {
      recipient.problem(PageKey.of(input, Chunk.Picture.PAGE), problem);
    } else if (left instanceof Chunk.Survey && !passing.isEmpty()) {
      passing.forEach((page, why) -> recipient.problem(PageKey.of(input, page), why));
    } else {
      recipient.problem(PageKey.whole(input), problem);
    }
    recipient.delivered(left.body().length);
  }
}
