package dev.quire.engine.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransientErrorsTest {

  @Test
  void theRunWithTheNthTicketFails() {
    TransientErrors errors = every(10);
    assertEquals(List.of(false, false, true), strikes(errors, 4, 4, 4));
    assertEquals(List.of(false, false, true), strikes(errors, 4, 7, 1), "4 again, then 8 more");
  }

  @Test
  void aRetryPassesAlsoWhereBatchesAreLarger() {
    TransientErrors errors = every(3);
    for (int round = 0; round < 5; round++) {
      assertEquals(List.of(true, false), strikes(errors, 8, 8));
    }
  }

  @Test
  void aRetryInPartsPasses() {
    TransientErrors errors = every(1);
    assertEquals(List.of(true, false, false, false, true), strikes(errors, 8, 4, 2, 2, 1));
  }

  @Test
  void newTicketsBesideTheRetriedOnesCount() {
    TransientErrors errors = every(2);
    assertEquals(List.of(true, false, true), strikes(errors, 2, 3, 1));
  }

  @Test
  void severalFaultsAllApply() {
    TransientErrors errors =
        new TransientErrors(List.of(new Fault.ErrorEvery(2), new Fault.ErrorEvery(3)));
    List<Integer> failing = new ArrayList<>();
    for (int ticket = 1; ticket <= 6; ticket++) {
      if (errors.strike(1)) {
        failing.add(ticket);
        assertFalse(errors.strike(1));
      }
    }
    assertEquals(List.of(2, 3, 4, 6), failing);
  }

  @Test
  void withoutFaultsNothingFails() {
    assertFalse(new TransientErrors(List.of()).strike(1000));
    assertTrue(every(1000).strike(1000));
  }

  private static TransientErrors every(long tickets) {
    return new TransientErrors(List.of(new Fault.ErrorEvery(tickets)));
  }

  private static List<Boolean> strikes(TransientErrors errors, int... sizes) {
    List<Boolean> strikes = new ArrayList<>();
    for (int size : sizes) {
      strikes.add(errors.strike(size));
    }
    return strikes;
  }
}
