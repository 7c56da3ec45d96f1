package dev.quire.device.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.DeviceMemory;
import dev.quire.device.pressure.Pressure.Kind;
import dev.quire.device.pressure.Pressure.Relaxed;
import dev.quire.device.pressure.Pressure.Stepped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PressureControlTest {

  private static final long SECOND = 1_000_000_000;
  private static final long AT_REST = 1_000;
  private static final long TOTAL = 2_000;

  private final List<String> changes = new ArrayList<>();
  private final PressureControl control =
      new PressureControl(
          Thresholds.defaults(),
          (from, to, share) ->
              changes.add(String.format(Locale.ROOT, "%s-%s %.2f", name(from), name(to), share)));

  private static String name(Pressure pressure) {
    return pressure.kind().label() + pressure.level();
  }

  private Pressure sample(long used, long seconds) {
    return control.sample(new DeviceMemory(used, TOTAL), seconds * SECOND);
  }

  @Test
  void beforeTheWarmUpThereIsNoPressure() {
    assertEquals(new Relaxed(), sample(TOTAL, 0));
    assertEquals(0, control.share());
    assertEquals(OptionalLong.empty(), control.atRest());
  }

  @Test
  void whatIsHeldAtRestIsNoPressure() {
    control.warmedUp(AT_REST);
    assertEquals(new Relaxed(), sample(1_390, 0));
    assertEquals(0.39, control.share(), 1e-9);
    assertTrue(changes.isEmpty());
  }

  @Test
  void everyStepIsTold() {
    control.warmedUp(AT_REST);
    sample(1_650, 0);
    assertEquals(Kind.SHRINKING, control.pressure().kind());
    sample(1_660, 1);
    assertEquals(new Stepped(2), control.pressure());
    for (int second = 2; second < 100; second++) {
      sample(1_100, second);
    }
    assertEquals(new Relaxed(), control.pressure());
    assertEquals(
        List.of(
            "relaxed0-shrinking0 0.65",
            "shrinking0-stepped2 0.66",
            "recovering2-recovering1 0.10",
            "recovering1-recovering0 0.10",
            "recovering0-relaxed0 0.10"),
        changes);
  }

  @Test
  void whereNothingElseIsAskedForNothingIsTold() {
    control.warmedUp(AT_REST);
    sample(1_450, 0);
    sample(1_450, 1);
    changes.clear();
    for (int second = 2; second < 100; second++) {
      sample(second % 2 == 0 ? 1_340 : 1_360, second);
    }
    assertEquals(List.of(), changes);
  }

  @Test
  void whatTheEngineGaveBackIsNoPressureWhenItTakesItAgain() {
    control.warmedUp(AT_REST);
    own(600, 600, 0);
    assertEquals(0, control.share(), "it gave 400 back");
    own(AT_REST, AT_REST, 1);
    assertEquals(0, control.share(), "and took them again");
    own(600, 1_000, 2);
    assertEquals(400 / 1_400.0, control.share(), 1e-9, "what others hold counts all the same");
  }

  private void own(long own, long used, long seconds) {
    control.sample(
        new DeviceMemory(used, TOTAL, OptionalLong.empty(), OptionalLong.of(own)),
        seconds * SECOND);
  }

  @Test
  void aReadingThatKnowsNothingIsNoPressure() {
    control.warmedUp(AT_REST);
    control.sample(new DeviceMemory(0, 0), 0);
    assertEquals(0, control.share());
  }

  @Test
  void anotherWarmUpSetsRestAnew() {
    control.warmedUp(AT_REST);
    control.warmedUp(1_500);
    assertEquals(OptionalLong.of(1_500), control.atRest());
  }

  @Test
  void switchedOffItMeasuresButNeverAsks() {
    PressureControl off = PressureControl.off();
    assertTrue(control.isOn());
    assertFalse(off.isOn());
    off.warmedUp(AT_REST);
    for (int second = 0; second < 100; second++) {
      off.sample(new DeviceMemory(TOTAL, TOTAL), second * SECOND);
    }
    assertEquals(1, off.share());
    assertEquals(0, off.pressure().level());
    assertEquals(1, off.pressure().batchDivisor());
    assertFalse(off.pressure().pressed());
  }

  @Test
  void aListenerThatFailsDoesNotHoldUpThePressure() {
    PressureControl failing =
        new PressureControl(
            Thresholds.defaults(),
            (from, to, share) -> {
              throw new IllegalStateException("the listener");
            });
    failing.warmedUp(AT_REST);
    DeviceMemory full = new DeviceMemory(TOTAL, TOTAL);
    assertThrows(IllegalStateException.class, () -> failing.sample(full, 0));
    assertEquals(Kind.SHRINKING, failing.pressure().kind());
  }

  @Test
  void samplesOfSeveralThreadsMakeOneCourse() throws InterruptedException {
    List<Pressure> course = new ArrayList<>(List.of(Pressure.none()));
    PressureControl shared =
        new PressureControl(
            Thresholds.defaults(),
            (from, to, share) -> {
              assertTrue(from.asksTheSameAs(course.get(course.size() - 1)));
              course.add(to);
            });
    shared.warmedUp(AT_REST);
    CountDownLatch start = new CountDownLatch(1);
    List<Throwable> failures = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      long offset = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                  for (int second = 0; second < 2_000; second++) {
                    long used = AT_REST + (second * 37L + offset * 101) % 1_000;
                    shared.sample(new DeviceMemory(used, TOTAL), second * SECOND);
                  }
                } catch (Throwable e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), failures);
    assertTrue(course.size() > 1);
    assertTrue(shared.pressure().asksTheSameAs(course.get(course.size() - 1)));
  }
}
