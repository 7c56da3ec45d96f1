package dev.quire.api.paddlex.fetch;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * How many transfers from a host a client has at the same time: the rest waits for its own, so that
 * one that fetches much from a slow host leaves connections to others. Thread-safe; nothing blocks.
 */
final class HostTurns {

  private final int most;
  private final Map<Line, Transfers> lines = new HashMap<>();

  private record Line(String client, String host) {}

  private static final class Transfers {
    private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private int running;
  }

  /**
   * @param most transfers of a client from a host, at least 1
   */
  HostTurns(int most) {
    this.most = most;
  }

  /** A transfer, begun once it is its turn. */
  <T> Uni<T> of(String client, String host, Supplier<Uni<T>> transfer) {
    Line line = new Line(client, host);
    return Uni.createFrom()
        .deferred(
            () -> {
              CompletableFuture<Void> turn = enter(line);
              return Uni.createFrom()
                  .completionStage(turn)
                  .chain(its -> transfer.get())
                  .onTermination()
                  .invoke(() -> leave(line, turn));
            });
  }

  private synchronized CompletableFuture<Void> enter(Line line) {
    Transfers transfers = lines.computeIfAbsent(line, none -> new Transfers());
    CompletableFuture<Void> turn = new CompletableFuture<>();
    if (transfers.running < most) {
      transfers.running++;
      turn.complete(null);
    } else {
      transfers.waiting.add(turn);
    }
    return turn;
  }

  private void leave(Line line, CompletableFuture<Void> turn) {
    after(line, turn).ifPresent(next -> next.complete(null));
  }

  /** Whose turn it is when another's has ended, or its wait for one. */
  private synchronized Optional<CompletableFuture<Void>> after(
      Line line, CompletableFuture<Void> turn) {
    Transfers transfers = lines.get(line);
    if (transfers.waiting.remove(turn)) {
      return Optional.empty();
    }
    // what has been taken out of those that wait has a turn, even if it has not heard of it
    CompletableFuture<Void> next = transfers.waiting.poll();
    if (next == null && --transfers.running == 0) {
      lines.remove(line);
    }
    return Optional.ofNullable(next);
  }

  /** How many clients have transfers, counted for each host. */
  synchronized int lines() {
    return lines.size();
  }
}
