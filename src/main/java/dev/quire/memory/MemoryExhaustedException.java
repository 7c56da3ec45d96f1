package dev.quire.memory;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** There is no room for bytes that a request needs. Nothing was done with them. */
public final class MemoryExhaustedException extends RuntimeException {

  /**
   * When to ask again. Bytes are held for seconds at most, and how many of those who wait are ahead
   * is not known, so there is no better figure.
   */
  private static final Duration SOON = Duration.ofSeconds(2);

  private final transient ByteBudget budget;
  private final transient Optional<String> client;
  private final Stage stage;
  private final long bytes;

  MemoryExhaustedException(ByteBudget budget, MemoryReservation reservation, long more) {
    super(
        message(
            reservation.stage(), reservation.held() + more, budget.ceiling(reservation.stage())),
        null,
        false,
        false);
    this.budget = budget;
    this.client = reservation.client();
    this.stage = reservation.stage();
    this.bytes = reservation.held() + more;
  }

  private static String message(Stage stage, long bytes, long ceiling) {
    String part = stage.name().toLowerCase(Locale.ROOT);
    return bytes > ceiling
        ? "It takes %d bytes of memory (%s), of which there are %d".formatted(bytes, part, ceiling)
        : "Requests that are under way hold the memory that it takes (%s)".formatted(part);
  }

  /** Whether the budget is too small for it, however long it waits. */
  public boolean forGood() {
    return bytes > budget.ceiling(stage);
  }

  /** When there will probably be room. */
  public Duration retryAfter() {
    return SOON;
  }

  /**
   * Waits for room, which is kept for the next reservation of the same client and stage that finds
   * none.
   *
   * @return completes when there is some, perhaps on the thread of whoever made it, with what holds
   *     it until it is taken over: to be closed when the step has been taken again. Fails with this
   *     exception's kind if too many wait; cancelling it ends the wait
   */
  public CompletionStage<MemoryReservation> room() {
    return budget.room(client, stage, bytes);
  }
}
