package dev.quire.api.document;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * Lets the pages of a document be drawn side by side, so many at a time, and take their memory one
 * after the other, in their order: a page that is sent before others never waits for memory that
 * those hold. Thread-safe.
 */
final class DrawingSlots {

  private final int most;
  private final Deque<Turn<?>> waiting = new ArrayDeque<>();
  private int underWay;
  private boolean beginning;
  private boolean again;

  /** Who has begun last, while it has no memory yet. */
  private Turn<?> admitting;

  /**
   * @param most how many at a time, at least 1
   */
  DrawingSlots(int most) {
    this.most = most;
  }

  /**
   * A step, when its turn comes. Its place is taken when this is subscribed to.
   *
   * @param step given what it tells when it has its memory; the next one may begin then, or when it
   *     has ended
   */
  <T> Uni<T> next(Function<Runnable, Uni<T>> step) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Turn<T> turn = new Turn<>(step, emitter);
              synchronized (this) {
                waiting.addLast(turn);
              }
              emitter.onTermination(turn::end);
              begin();
            });
  }

  /**
   * Begins whatever may begin. A step may end as soon as it has begun, and so have the next one
   * begun: that is left to whoever is at it already, so that no stack grows with the pages.
   */
  private void begin() {
    synchronized (this) {
      again = true;
      if (beginning) {
        return;
      }
      beginning = true;
    }
    while (mayBegin()) {
      for (Turn<?> turn = first(); turn != null; turn = first()) {
        turn.begin();
      }
    }
  }

  private synchronized boolean mayBegin() {
    beginning = again;
    again = false;
    return beginning;
  }

  private synchronized Turn<?> first() {
    if (admitting != null || underWay >= most) {
      return null;
    }
    Turn<?> turn = waiting.pollFirst();
    if (turn != null) {
      admitting = turn;
      underWay++;
    }
    return turn;
  }

  private synchronized void admit(Turn<?> turn) {
    if (admitting == turn) {
      admitting = null;
    }
  }

  private synchronized void leave(Turn<?> turn) {
    if (!waiting.remove(turn)) {
      underWay--;
      admit(turn);
    }
  }

  private final class Turn<T> {

    private final Function<Runnable, Uni<T>> step;
    private final UniEmitter<? super T> emitter;
    private Cancellable working;
    private boolean ended;

    Turn(Function<Runnable, Uni<T>> step, UniEmitter<? super T> emitter) {
      this.step = step;
      this.emitter = emitter;
    }

    /** Whatever the step throws is its own failure: others are still to begin. */
    void begin() {
      Cancellable begun =
          Uni.createFrom()
              .deferred(() -> step.apply(this::admitted))
              .subscribe()
              .with(emitter::complete, emitter::fail);
      boolean late;
      synchronized (this) {
        working = begun;
        late = ended;
      }
      if (late) {
        begun.cancel();
      }
    }

    private void admitted() {
      admit(this);
      DrawingSlots.this.begin();
    }

    /** It is over, or nobody waits for it any more. */
    void end() {
      Cancellable begun;
      synchronized (this) {
        if (ended) {
          return;
        }
        ended = true;
        begun = working;
      }
      if (begun != null) {
        begun.cancel();
      }
      leave(this);
      DrawingSlots.this.begin();
    }
  }
}
