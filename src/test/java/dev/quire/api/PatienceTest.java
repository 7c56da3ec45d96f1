package dev.quire.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.api.CpuPool.PoolFullException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private static final Duration LONG = Duration.ofSeconds(10);

  private final AtomicInteger tries = new AtomicInteger();

  @Test
  void asksAgainWhileTheServiceIsBusy() {
    Uni<String> step =
        Uni.createFrom()
            .item(
                () -> {
                  if (tries.incrementAndGet() < 3) {
                    throw new PoolFullException();
                  }
                  return "done";
                });

    assertEquals("done", new Patience(LONG).with(step).await().atMost(LONG));
    assertEquals(3, tries.get());
  }

  @Test
  void endsWithTheRefusalItself() {
    Uni<String> busy = Uni.createFrom().failure(new PoolFullException());

    assertThrows(
        PoolFullException.class,
        () -> new Patience(Duration.ofMillis(1)).with(busy).await().atMost(LONG));
  }

  @Test
  void doesNotTryAgainWhatIsWrong() {
    Uni<String> wrong =
        Uni.createFrom()
            .item(
                () -> {
                  tries.incrementAndGet();
                  throw new IllegalArgumentException("wrong");
                });

    assertThrows(
        IllegalArgumentException.class, () -> new Patience(LONG).with(wrong).await().atMost(LONG));
    assertEquals(1, tries.get());
  }
}
