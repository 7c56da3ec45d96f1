package dev.quire.api.intake;

import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Reads one body. Memory for a declared length is taken before the first byte is read, for an
 * undeclared one in steps as it grows; while there is none the request stands still. It ends once:
 * the exchange goes on, is refused, or its client has left. The request is paused at first. All of
 * it runs on the exchange's context.
 */
final class BodyReading {

  private static final String EXPECT_CONTINUE = "100-continue";

  /** The first step of a body of undeclared length. */
  private static final int FIRST_STEP = 64 << 10;

  private final Vertx vertx;
  private final Context context;
  private final RoutingContext exchange;
  private final HttpServerRequest request;
  private final BodyTimeout timeout;
  private final MemoryReservation held;
  private final int factor;
  private long most;
  private final UniEmitter<? super Void> outcome;

  private Gathered gathered;
  private long room;
  private long timer = -1;
  private long leftNanos;
  private long startedNanos;
  private boolean complete;
  private boolean ended;

  /**
   * @param held what the body takes, nothing yet; ends with the exchange
   * @param factor how many bytes of memory a byte of the body takes
   * @param most bytes of this body
   */
  BodyReading(
      Vertx vertx,
      RoutingContext exchange,
      BodyTimeout timeout,
      MemoryReservation held,
      int factor,
      long most,
      UniEmitter<? super Void> outcome) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.exchange = exchange;
    this.request = exchange.request();
    this.timeout = timeout;
    this.held = held;
    this.factor = factor;
    this.most = most;
    this.outcome = outcome;
    this.leftNanos = timeout.longest().toNanos();
  }

  /**
   * Begins.
   *
   * @param declared the body's length, if the request says it
   */
  void begin(OptionalLong declared) {
    exchange.addEndHandler(end -> leave());
    if (declared.orElse(0) > most) {
      refuse(BodyIntake.tooLarge(most));
    } else if (declared.isPresent()) {
      int length = (int) declared.getAsLong();
      most = length;
      // nothing is there yet: the array is made once there is room for it
      whenRoom(length * (long) factor, () -> start(Gathered.ofLength(length), length));
    } else {
      long first = Math.min(FIRST_STEP, most);
      whenRoom(first * factor, () -> start(Gathered.ofAnyLength(), first));
    }
  }

  private void start(Gathered into, long granted) {
    gathered = into;
    room = granted;
    runTimer();
    request.exceptionHandler(failure -> leave());
    request.handler(this::take);
    request.endHandler(
        all -> {
          complete = true;
          finish();
        });
    letSend();
    request.resume();
  }

  /** A client that asks first is told to go on; the framework need not know of it then. */
  private void letSend() {
    if (EXPECT_CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.headers().remove(HttpHeaders.EXPECT);
      if (request.version() != HttpVersion.HTTP_1_0) {
        exchange.response().writeContinue();
      }
    }
  }

  private void take(Buffer chunk) {
    if (ended) {
      return;
    }
    long length = gathered.length() + chunk.length();
    if (length > most) {
      refuse(BodyIntake.tooLarge(most));
      return;
    }
    gathered.add(chunk);
    if (length > room) {
      request.pause();
      stopTimer();
      long more = Math.min(Math.max(length, 2 * room), most) - room;
      whenRoom(
          more * factor,
          () -> {
            room += more;
            runTimer();
            request.resume();
            finish();
          });
    }
  }

  /** The time that the client takes counts, not that of a wait for memory. */
  private void runTimer() {
    startedNanos = System.nanoTime();
    timer = vertx.setTimer(Math.max(1, leftNanos / 1_000_000), id -> tooSlow());
  }

  private void stopTimer() {
    vertx.cancelTimer(timer);
    leftNanos -= System.nanoTime() - startedNanos;
  }

  private void whenRoom(long bytes, Runnable step) {
    CompletableFuture<Void> grown = held.growWhenRoom(bytes);
    if (grown.isDone() && !grown.isCompletedExceptionally()) {
      step.run();
      return;
    }
    long waited =
        vertx.setTimer(
            Math.max(1, timeout.memoryWait(Duration.ofNanos(leftNanos)).toMillis()),
            id -> grown.cancel(false));
    grown.whenComplete(
        (nothing, failure) ->
            context.runOnContext(
                go -> {
                  vertx.cancelTimer(waited);
                  if (ended) {
                    return;
                  }
                  if (failure == null) {
                    step.run();
                  } else {
                    noMemory(failure);
                  }
                }));
  }

  private void noMemory(Throwable failure) {
    // a wait that was cut short is no other failure than one that was not begun
    refuse(failure instanceof MemoryExhaustedException exhausted ? exhausted : held.exhausted());
  }

  private void tooSlow() {
    if (!ended) {
      refuse(timeout.missed());
    }
  }

  /** The rest of the body is not wanted; what still comes of it is dropped for a while. */
  private void refuse(RuntimeException why) {
    leave();
    RestOfBody.dropAfter(vertx, exchange);
    exchange.put(BodyIntake.REFUSAL, why);
    outcome.complete(null);
  }

  /** Goes on, once the body is there and so is its memory. */
  private void finish() {
    if (!complete || ended || gathered.length() > room) {
      return;
    }
    ended = true;
    vertx.cancelTimer(timer);
    ReceivedBody body = new ReceivedBody(gathered.toBytes(), held);
    held.shrinkTo(gathered.length());
    gathered = null;
    exchange.put(BodyIntake.BODY, body);
    AnswerSent.then(exchange, body::end);
    outcome.complete(null);
  }

  /** Nothing is wanted of the body any more, unless it has been handed on. */
  private void leave() {
    if (!ended) {
      ended = true;
      gathered = null;
      vertx.cancelTimer(timer);
      held.close();
    }
  }
}
