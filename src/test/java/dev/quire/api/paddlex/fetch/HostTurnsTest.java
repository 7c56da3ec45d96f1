package dev.quire.api.paddlex.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HostTurnsTest {

  private final HostTurns turns = new HostTurns(2);
  private final List<String> begun = new ArrayList<>();

  @Test
  void aClientHasSoManyTransfersFromAHostAndOthersHaveTheirOwn() {
    CompletableFuture<String> first = new CompletableFuture<>();
    ask("greedy", "slow", "1", first);
    ask("greedy", "slow", "2", new CompletableFuture<>());
    UniAssertSubscriber<String> third = ask("greedy", "slow", "3", done("3"));
    ask("meek", "slow", "m", done("m")).assertCompleted();
    ask("greedy", "quick", "q", done("q")).assertCompleted();
    assertEquals(List.of("1", "2", "m", "q"), begun);

    first.complete("1");

    third.assertCompleted().assertItem("3");
  }

  @Test
  void whoLeavesWhileWaitingTakesNoTurnAndWhoLeavesLaterGivesItUp() {
    UniAssertSubscriber<String> first = ask("a", "h", "1", new CompletableFuture<>());
    ask("a", "h", "2", new CompletableFuture<>());
    UniAssertSubscriber<String> third = ask("a", "h", "3", done("3"));
    UniAssertSubscriber<String> fourth = ask("a", "h", "4", done("4"));

    third.cancel();
    fourth.assertNotTerminated();
    first.cancel();

    fourth.assertCompleted();
    assertEquals(List.of("1", "2", "4"), begun);
  }

  @Test
  void nothingIsKeptOfThoseThatHaveEnded() {
    for (int i = 0; i < 100; i++) {
      ask("client" + i, "h", "" + i, done("")).assertCompleted();
      ask("failing" + i, "h", "" + i, CompletableFuture.failedFuture(new RuntimeException()))
          .assertFailed();
    }
    assertEquals(0, turns.lines());
  }

  private static CompletableFuture<String> done(String item) {
    return CompletableFuture.completedFuture(item);
  }

  private UniAssertSubscriber<String> ask(
      String client, String host, String name, CompletableFuture<String> transfer) {
    return turns
        .of(
            client,
            host,
            () -> {
              begun.add(name);
              return Uni.createFrom().completionStage(transfer);
            })
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }
}
