package dev.quire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.BatchDecision;
import dev.quire.batch.BatchPolicy;
import dev.quire.batch.Bucket;
import dev.quire.batch.QueueView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A queue under test beside a simple account of it: every operation is done with both, and what can
 * be seen of the queue must agree with the account. It knows which requests may be handed out, not
 * in which order clients take turns.
 */
final class QueueModel {

  static final QueueLimits LIMITS = new QueueLimits(8, 150, Duration.ofNanos(1_000));
  static final List<Bucket> BUCKETS =
      List.of(new Bucket("small", 1), new Bucket("medium", 3), new Bucket("large", 10));

  private static final RuntimeException LOST = new IllegalStateException("lost");
  private static final int MOST_LOSSES = 4;
  private static final int PROOFS = 2;

  /** What a full batch takes the worker. */
  private static final long NANOS_PER_COST = 60;

  private enum State {
    MADE,
    WAITING,
    RETURNED,
    RUNNING,
    ENDED
  }

  /** What is known of a request. */
  private static final class Item {
    private InferenceRequest<Integer, Integer> request;
    private State state = State.MADE;
    private boolean admitted;
    private int losses;
    private int proofs;
    private Outcome expected;
    private int completions;
    private Throwable failure;

    private boolean waits() {
      return state == State.WAITING || state == State.RETURNED;
    }

    private boolean isOverdue(long now) {
      return request.deadlineNanos() - now <= 0;
    }

    private boolean isLike(Item other) {
      return request.client().equals(other.request.client())
          && request.priority() == other.request.priority();
    }
  }

  /** A policy that does as it is told, and remembers what it saw. */
  private static final class Script implements BatchPolicy {
    private final List<BatchDecision> decisions;
    private final List<QueueView> seen = new ArrayList<>();

    private Script(List<BatchDecision> decisions) {
      this.decisions = decisions;
    }

    @Override
    public BatchDecision decide(QueueView pending, long nowNanos) {
      seen.add(pending);
      return made(seen.size() - 1);
    }

    private BatchDecision last() {
      return made(seen.size() - 1);
    }

    private BatchDecision made(int call) {
      return decisions.get(Math.min(call, decisions.size() - 1));
    }

    /** The leading requests that it found to be too late for its worker. */
    private List<QueueView> tooLate() {
      return Stream.iterate(0, i -> i + 1)
          .limit(seen.size())
          .filter(i -> made(i) instanceof BatchDecision.Expire)
          .map(seen::get)
          .toList();
    }

    private boolean sawNoRoom() {
      return Stream.iterate(0, i -> i + 1)
          .limit(seen.size())
          .anyMatch(i -> made(i) instanceof BatchDecision.NoRoom);
    }
  }

  private final AtomicLong clock = new AtomicLong(-500);
  private final Map<Outcome, Integer> heard = new EnumMap<>(Outcome.class);
  private final RequestQueue<Integer, Integer> queue =
      new RequestQueue<>(
          LIMITS, clock::get, (client, outcome) -> heard.merge(outcome, 1, Integer::sum));
  private final boolean paced;
  private final List<Item> items = new ArrayList<>();
  private final Map<InferenceRequest<Integer, Integer>, Item> byTicket = new IdentityHashMap<>();
  private final List<List<Item>> running = new ArrayList<>();
  private CompletableFuture<Void> drained;

  /**
   * @param paced whether a worker says how fast it is, so that requests may be refused as too late
   */
  QueueModel(boolean paced) {
    this.paced = paced;
    FixedBatchConsumer worker = new FixedBatchConsumer();
    if (paced) {
      BUCKETS.forEach(bucket -> worker.pace(bucket, 4, NANOS_PER_COST * bucket.cost()));
    }
    queue.join(worker);
  }

  void advance(long nanos) {
    clock.addAndGet(nanos);
  }

  void offer(Bucket bucket, long bytes, Terms terms, long delay, boolean cancelledBefore) {
    Item item = new Item();
    item.request = queue.request(items.size(), bucket, bytes, terms);
    item.request
        .completion()
        .whenComplete(
            (answer, error) -> {
              item.completions++;
              item.failure = error instanceof CompletionException ? error.getCause() : error;
            });
    items.add(item);
    byTicket.put(item.request, item);
    advance(delay);
    if (cancelledBefore) {
      queue.cancel(item.request);
      end(item, Outcome.CANCELLED);
    }
    List<Item> before = waiting().toList();
    boolean admitted = queue.offer(item.request);
    List<Item> displaced = before.stream().filter(other -> !other.request.isOpen()).toList();
    displaced.forEach(other -> displaced(other, item, before, admitted));
    if (cancelledBefore) {
      assertFalse(admitted, "a cancelled ticket was admitted");
      return;
    }
    RequestRefusedException.Reason refusal = refusal(item, before, admitted);
    assertEquals(refusal == null, admitted);
    assertEquals(admitted && isFull(item, before), !displaced.isEmpty(), "who gave way");
    if (admitted) {
      item.state = State.WAITING;
      item.admitted = true;
      assertTrue(queue.depth() <= LIMITS.requests(), "more tickets than the limit");
      assertTrue(queue.bytes() <= LIMITS.bytes(), "more bytes than the limit");
    } else {
      end(item, Outcome.REFUSED);
      RequestRefusedException cause = assertInstanceOf(RequestRefusedException.class, item.failure);
      assertEquals(refusal, lateAsOne(cause.reason()));
      assertEquals(queue.drainTime(), cause.retryAfter());
    }
  }

  /** Whose fault it is that a request is late, the model cannot tell. */
  private static RequestRefusedException.Reason lateAsOne(RequestRefusedException.Reason reason) {
    return reason == RequestRefusedException.Reason.DEADLINE_TOO_SHORT
        ? RequestRefusedException.Reason.TOO_LATE
        : reason;
  }

  private RequestRefusedException.Reason refusal(Item item, List<Item> before, boolean admitted) {
    if (drained != null) {
      return RequestRefusedException.Reason.SHUTTING_DOWN;
    }
    boolean interactive = item.request.priority() == Priority.INTERACTIVE;
    if (isFull(item, before) && !(interactive && isBelowItsShare(item, before)) && !admitted) {
      // bulk, or above its share: there may be bulk that gives way, or not
      return lateAsOne(((RequestRefusedException) item.failure).reason());
    }
    boolean late = paced ? !admitted : clock.get() - item.request.deadlineNanos() > 0;
    return late ? RequestRefusedException.Reason.TOO_LATE : null;
  }

  private static boolean isFull(Item item, List<Item> before) {
    return before.size() >= LIMITS.requests() || bytes(before) + bytes(item) > LIMITS.bytes();
  }

  private static boolean isBelowItsShare(Item item, List<Item> before) {
    List<Item> own = of(item.request.client(), before);
    int clients = clients(item, before);
    boolean requests = before.size() < LIMITS.requests();
    boolean bytes = bytes(before) + bytes(item) <= LIMITS.bytes();
    return (requests || (own.size() + 1) * clients <= LIMITS.requests())
        && (bytes || (bytes(own) + bytes(item)) * clients <= LIMITS.bytes());
  }

  /** One that waited had to go for a newcomer. */
  private void displaced(Item gone, Item newcomer, List<Item> before, boolean admitted) {
    assertTrue(admitted, "it went for nobody");
    RequestRefusedException cause = assertInstanceOf(RequestRefusedException.class, gone.failure);
    assertEquals(RequestRefusedException.Reason.QUEUE_FULL, cause.reason());
    boolean bulk = gone.request.priority() == Priority.BULK;
    if (gone.request.client().equals(newcomer.request.client())) {
      assertTrue(bulk && newcomer.request.priority() == Priority.INTERACTIVE);
    } else {
      assertTrue(isBelowItsShare(newcomer, before), "a newcomer without a claim");
      assertTrue(bulk || newcomer.request.priority() == Priority.INTERACTIVE, "bulk pushes");
      List<Item> its = of(gone.request.client(), before);
      int clients = clients(newcomer, before);
      assertTrue(
          its.size() * clients > LIMITS.requests() || bytes(its) * clients > LIMITS.bytes(),
          "it went from a client below its share");
    }
    end(gone, Outcome.REFUSED);
  }

  private static List<Item> of(String client, List<Item> items) {
    return items.stream().filter(item -> item.request.client().equals(client)).toList();
  }

  private static int clients(Item item, List<Item> before) {
    return (int)
        Stream.concat(Stream.of(item), before.stream())
            .map(each -> each.request.client())
            .distinct()
            .count();
  }

  private static long bytes(Item item) {
    return item.request.bytes();
  }

  private static long bytes(List<Item> items) {
    return items.stream().mapToLong(QueueModel::bytes).sum();
  }

  void poll(List<BatchDecision> decisions) {
    Script script = new Script(decisions);
    List<Item> before = waiting().toList();
    PollResult<Integer, Integer> next = queue.poll(script);
    expireOverdue();

    List<QueueView> givenUp =
        script.tooLate().stream().filter(pending -> !canStillBeAnswered(pending)).toList();
    List<Item> hopeless =
        waiting().filter(item -> item.failure instanceof RequestExpiredException).toList();
    assertEquals(givenUp.size(), hopeless.size(), "tickets given up");
    hopeless.forEach(
        item -> {
          assertTrue(givenUp.stream().anyMatch(pending -> leads(item, pending)));
          end(item, Outcome.EXPIRED);
        });
    List<QueueView> left = script.tooLate().stream().filter(this::canStillBeAnswered).toList();
    boolean passed = !left.isEmpty() || script.sawNoRoom();

    if (next instanceof PollResult.Batch<Integer, Integer> batch) {
      QueueView pending = script.seen.get(script.seen.size() - 1);
      BatchDecision.Run run = assertInstanceOf(BatchDecision.Run.class, script.last());
      assertEquals(run.reason(), batch.reason());
      List<Item> taken = batch.requests().stream().map(byTicket::get).toList();
      for (QueueView other : left) {
        assertTrue(
            taken.stream()
                .filter(item -> item.request.bucket().equals(other.bucket()))
                .allMatch(item -> item.request.deadlineNanos() > other.leadingDeadlineNanos()),
            "one that was left to others");
      }
      handedOut(taken, pending, run.size(), passed);
    } else if (next instanceof PollResult.Later<Integer, Integer> later) {
      if (script.last() instanceof BatchDecision.Wait wait) {
        assertTrue(later.nanos() <= wait.nanos());
      } else {
        assertTrue(passed);
      }
      assertTrue(waiting().findAny().isPresent());
    } else {
      assertEquals(0, waiting().count(), "something waits of " + before.size());
    }
    long decided = script.seen.size() - hopeless.size();
    assertTrue(decided <= before.size() + 1, "it decides for ever");
  }

  /** Whether the worker, which is always idle, could answer the leading request in time. */
  private boolean canStillBeAnswered(QueueView pending) {
    return paced
        && NANOS_PER_COST * pending.bucket().cost() <= pending.leadingDeadlineNanos() - clock.get();
  }

  /** Takes a batch into the account. */
  private void handedOut(List<Item> batch, QueueView pending, int decided, boolean passed) {
    assertTrue(batch.stream().allMatch(Objects::nonNull));
    assertEquals(batch.size(), batch.stream().distinct().count(), "handed out twice in a batch");
    assertEquals(Math.min(decided, pending.requests()), batch.size());
    for (Item item : batch) {
      assertTrue(item.waits(), "handed out though " + item.state);
      assertEquals(pending.bucket(), item.request.bucket());
    }
    assertTrue(leads(batch.get(0), pending), "the leading ticket comes first");
    if (!passed) {
      inOrder(batch, pending);
    }
    batch.forEach(item -> item.state = State.RUNNING);
    running.add(batch);
  }

  private void inOrder(List<Item> batch, QueueView pending) {
    if (waiting().anyMatch(item -> item.state == State.RETURNED)) {
      returnedGoFirst(batch, pending);
    } else {
      deadlinesInOrder(batch, pending);
    }
  }

  private void returnedGoFirst(List<Item> batch, QueueView pending) {
    assertTrue(batch.stream().allMatch(item -> item.state == State.RETURNED));
    assertTrue(
        batch.size() == 1 || batch.stream().allMatch(item -> item.losses <= 1),
        "one that was lost twice has company");
    assertEquals(Long.MAX_VALUE, pending.arrivalGapNanos());
  }

  private void deadlinesInOrder(List<Item> batch, QueueView pending) {
    Item leading = batch.get(0);
    assertTrue(batch.stream().allMatch(item -> sameClass(item, leading)), "two classes");
    assertEquals(
        pending.requests(),
        waiting()
            .filter(item -> sameClass(item, leading))
            .filter(item -> item.request.bucket().equals(pending.bucket()))
            .count());
    assertSame(leading, sorted(item -> item.isLike(leading)).get(0), "not its client's first");
    for (Item item : batch) {
      List<Item> taken = batch.stream().filter(item::isLike).toList();
      List<Item> first = sorted(i -> i.isLike(item) && i.request.bucket().equals(pending.bucket()));
      assertEquals(first.subList(0, taken.size()), taken, "not in the order of their deadlines");
    }
  }

  void endOne(int batch, int request, boolean answered) {
    if (running.isEmpty()) {
      return;
    }
    List<Item> of = running.get(batch % running.size());
    endByWorker(of.get(request % of.size()), answered);
  }

  void finish(int batch) {
    if (!running.isEmpty()) {
      running.remove(batch % running.size()).forEach(item -> endByWorker(item, true));
    }
  }

  private void endByWorker(Item item, boolean answered) {
    if (answered) {
      queue.answer(item.request, item.request.payload());
    } else {
      queue.fail(item.request, LOST);
    }
    if (item.state != State.ENDED) {
      end(item, answered ? Outcome.ANSWERED : Outcome.FAILED);
    }
  }

  void cancel(int which) {
    if (items.isEmpty()) {
      return;
    }
    Item item = items.get(which % items.size());
    queue.cancel(item.request);
    if (item.state != State.ENDED) {
      end(item, Outcome.CANCELLED);
    }
  }

  void requeueAfterDeviceLoss(int which, boolean proof) {
    if (running.isEmpty()) {
      return;
    }
    List<Item> batch = running.remove(which % running.size());
    queue.requeueAfterDeviceLoss(batch.stream().map(item -> item.request).toList(), LOST, proof);
    for (Item item : batch) {
      if (item.state == State.ENDED) {
        continue;
      }
      item.losses++;
      if (proof && batch.size() == 1 && ++item.proofs >= PROOFS) {
        end(item, Outcome.FAILED);
      } else if (item.losses >= MOST_LOSSES) {
        end(item, Outcome.REFUSED);
      } else {
        item.state = State.RETURNED;
      }
    }
  }

  void promote(int which) {
    if (!items.isEmpty()) {
      queue.promote(items.get(which % items.size()).request, Priority.INTERACTIVE);
    }
  }

  void requeue(int which) {
    if (running.isEmpty()) {
      return;
    }
    List<Item> batch = running.remove(which % running.size());
    queue.requeue(batch.stream().map(item -> item.request).toList());
    batch.stream()
        .filter(item -> item.state != State.ENDED)
        .forEach(item -> item.state = State.RETURNED);
  }

  void expire() {
    queue.expire();
    expireOverdue();
  }

  private void expireOverdue() {
    waiting()
        .filter(item -> item.isOverdue(clock.get()))
        .toList()
        .forEach(item -> end(item, Outcome.EXPIRED));
  }

  void close() {
    drained = queue.close().toCompletableFuture();
  }

  /** Ends whatever is left, as workers would. */
  void drain() {
    close();
    while (!running.isEmpty() || queue.depth() > 0) {
      poll(List.of(new BatchDecision.Run(5, BatchDecision.Reason.SIZE)));
      finish(0);
      check();
    }
    assertTrue(drained.isDone());
    assertTrue(items.stream().allMatch(item -> item.state == State.ENDED));
    assertEquals(items.size(), heard.values().stream().mapToInt(i -> i).sum());
  }

  /** Compares the queue with the account. */
  void check() {
    assertEquals(count(Item::waits), queue.depth(), "depth");
    assertEquals(waitingBytes(), queue.bytes(), "bytes");
    QueueSnapshot snapshot = queue.snapshot();
    assertEquals(count(item -> item.state == State.RUNNING), snapshot.running(), "running");
    snapshot
        .byPriority()
        .forEach(
            (priority, requests) ->
                assertEquals(
                    count(item -> item.waits() && item.request.priority() == priority), requests));
    for (Bucket bucket : BUCKETS) {
      assertEquals(
          count(item -> item.waits() && item.request.bucket().equals(bucket)),
          snapshot.byBucket().getOrDefault(bucket.name(), 0));
    }
    for (Outcome outcome : Outcome.values()) {
      assertEquals(
          count(item -> item.expected == outcome), heard.getOrDefault(outcome, 0), "" + outcome);
    }
    items.forEach(QueueModel::checkEnd);
    if (drained != null) {
      boolean open = items.stream().anyMatch(item -> item.admitted && item.state != State.ENDED);
      assertEquals(!open, drained.isDone(), "drained");
    }
  }

  private static void checkEnd(Item item) {
    assertEquals(item.state != State.ENDED, item.request.isOpen());
    assertEquals(item.state == State.ENDED ? 1 : 0, item.completions, "completions");
    if (item.state != State.ENDED) {
      return;
    }
    switch (item.expected) {
      case ANSWERED -> assertNull(item.failure);
      case REFUSED -> assertInstanceOf(RequestRefusedException.class, item.failure);
      case EXPIRED -> assertInstanceOf(RequestExpiredException.class, item.failure);
      case CANCELLED -> assertInstanceOf(CancellationException.class, item.failure);
      case FAILED -> assertSame(LOST, item.failure);
    }
  }

  private static void end(Item item, Outcome outcome) {
    item.state = State.ENDED;
    item.expected = outcome;
  }

  private Stream<Item> waiting() {
    return items.stream().filter(Item::waits);
  }

  private int count(Predicate<Item> which) {
    return (int) items.stream().filter(which).count();
  }

  private long waitingBytes() {
    return waiting().mapToLong(item -> item.request.bytes()).sum();
  }

  /** Those that wait, by deadline and then by age. */
  private List<Item> sorted(Predicate<Item> which) {
    return waiting()
        .filter(which)
        .sorted(Comparator.comparingLong(item -> item.request.deadlineNanos()))
        .toList();
  }

  private static boolean sameClass(Item a, Item b) {
    return a.request.priority() == b.request.priority();
  }

  private static boolean leads(Item item, QueueView pending) {
    return item.request.bucket().equals(pending.bucket())
        && item.request.deadlineNanos() == pending.leadingDeadlineNanos()
        && item.request.createdNanos() == pending.leadingSinceNanos();
  }
}
