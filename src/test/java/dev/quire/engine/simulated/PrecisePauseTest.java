package dev.quire.engine.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrecisePauseTest {

  private static final long TICK = 1_000;
  private static final long LATE = 60_000;

  private final List<Long> sleeps = new ArrayList<>();
  private long now = Long.MAX_VALUE - 50_000;
  private long sleptAtMost = Long.MAX_VALUE;

  private final Pause pause = new PrecisePause(this::tick, this::sleep);

  @Test
  void sleepsTheBulkAndSpinsTheRest() throws InterruptedException {
    long start = now;

    pause.nanos(8_000_000);

    assertEquals(List.of(8_000_000 - PrecisePause.SPIN_NANOS), sleeps);
    assertTrue(now - start >= 8_000_000, "not before its time");
    assertTrue(now - start <= 8_000_000 + 2 * TICK, "and hardly after");
  }

  @Test
  void goesOnWhenItWakesUpEarly() throws InterruptedException {
    long start = now;
    sleptAtMost = 3_000_000;

    pause.nanos(8_000_000);

    assertEquals(3, sleeps.size());
    assertTrue(now - start >= 8_000_000 && now - start <= 8_000_000 + 2 * TICK);
  }

  @Test
  void onlySpinsForAShortTime() throws InterruptedException {
    pause.nanos(50_000);
    pause.nanos(0);
    pause.nanos(-1);
    assertEquals(List.of(), sleeps);
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> pause.nanos(8_000_000));
    assertFalse(Thread.interrupted());
    assertEquals(List.of(), sleeps);
  }

  @Test
  void anInterruptEndsTheRealOne() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> Pause.precise().nanos(Long.MAX_VALUE));
  }

  private long tick() {
    now += TICK;
    return now;
  }

  private void sleep(long nanos) {
    sleeps.add(nanos);
    now += nanos > sleptAtMost ? sleptAtMost : nanos + LATE;
  }
}
