package dev.quire.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PageRateTest {

  private final AtomicLong now = new AtomicLong(77);
  private final PageRate pace = new PageRate(now::get);

  @Test
  void countsPagesASecond() {
    assertEquals(0, pace.at(0));
    after(2);
    assertEquals(10, pace.at(20), 1e-9);
    after(2);
    assertEquals(15, pace.at(60), 1e-9);
  }

  @Test
  void whatIsLongerAgoThanHalfAMinuteIsForgotten() {
    for (int second = 1; second <= 60; second++) {
      after(1);
      pace.at(second * 100L);
    }
    double rate = 0;
    for (int second = 1; second <= 31; second++) {
      after(1);
      rate = pace.at(6_000 + second);
    }
    assertEquals(1, rate, 1e-9);
  }

  @Test
  void aGapLongerThanThatIsCountedWhole() {
    after(100);
    assertEquals(0.5, pace.at(50), 1e-9);
  }

  @Test
  void theTimeLeftIsWhatIsLeftOverTheRate() {
    assertEquals(Optional.of(Duration.ofSeconds(25)), PageRate.timeFor(250, 10));
    assertEquals(Optional.of(Duration.ZERO), PageRate.timeFor(-3, 10));
    assertEquals(Optional.empty(), PageRate.timeFor(250, 0));
  }

  @Test
  void filesThatAreNotOpenYetCountAsTheOthersDo() {
    assertEquals(0, new Counts(9, false, 0, 0, 0, 0, 0, 0, 0).pages());
    assertEquals(300, new Counts(30, false, 10, 100, 0, 0, 0, 0, 0).pages());
    assertEquals(100, new Counts(10, true, 10, 100, 0, 0, 0, 0, 0).pages());
    // files are found after they were counted
    assertEquals(100, new Counts(8, true, 10, 100, 0, 0, 0, 0, 0).pages());
    assertEquals(100, new Counts(8, false, 10, 100, 0, 0, 0, 0, 0).pages());
    assertEquals(17, new Counts(1, true, 1, 20, 10, 5, 0, 2, 9).done());
  }

  private void after(int seconds) {
    now.addAndGet(seconds * 1_000_000_000L);
  }
}
