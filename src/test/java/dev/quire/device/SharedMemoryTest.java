package dev.quire.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SharedMemoryTest {

  private DeviceMemory now =
      new DeviceMemory(300, 1_000, OptionalLong.of(20), OptionalLong.of(200));
  private final SharedMemory shared = new SharedMemory(() -> now);
  private final MemoryReader pages = shared.of("pages");
  private final MemoryReader pairs = shared.of("pairs");

  @Test
  void aModelAloneSeesTheDeviceAsItIs() {
    assertSame(now, pages.peak());
    assertSame(now, pages.read());
  }

  @Test
  void whatAnotherModelHoldsIsNotOnesOwn() {
    pairs.peak();
    now = new DeviceMemory(750, 1_000, OptionalLong.of(20), OptionalLong.of(650));

    DeviceMemory seen = pages.read();

    assertEquals(OptionalLong.of(450), seen.own(), "650 less the 200 that pairs held");
    assertEquals(750, seen.used());
    assertEquals(1_000, seen.total());
    assertEquals(OptionalLong.of(20), seen.reserved());
    assertEquals(now, pairs.read(), "pages have not been measured yet");
  }

  @Test
  void bothPartsTogetherAreTheWhole() {
    pairs.peak();
    now = new DeviceMemory(750, 1_000, OptionalLong.empty(), OptionalLong.of(650));
    long pagesOwn = pages.peak().ownOrUsed();
    long pairsOwn = pairs.read().ownOrUsed();

    assertEquals(650, pagesOwn + pairsOwn);
    assertEquals(200, pairsOwn);
  }

  @Test
  void whereTheProcessIsNotToldApartAllInUseCounts() {
    now = new DeviceMemory(100, 1_000);
    pairs.peak();
    now = new DeviceMemory(400, 1_000);

    assertEquals(OptionalLong.of(300), pages.read().own());
  }

  @Test
  void aModelThatWasClosedLeavesNobodyNegative() {
    pairs.peak();
    now = new DeviceMemory(50, 1_000, OptionalLong.empty(), OptionalLong.of(50));

    assertEquals(OptionalLong.of(0), pages.read().own());
  }
}
