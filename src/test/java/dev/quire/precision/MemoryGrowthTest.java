package dev.quire.precision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.device.DeviceMemory;
import dev.quire.device.MemoryReader;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MemoryGrowthTest {

  @Test
  void memoryThatDidNotGrowIsUnknown() {
    DeviceMemory less = new DeviceMemory(100, 1000);
    DeviceMemory more = new DeviceMemory(150, 1000);
    DeviceMemory own = new DeviceMemory(200, 1000, OptionalLong.empty(), OptionalLong.of(20));
    DeviceMemory ownMore = new DeviceMemory(200, 1000, OptionalLong.empty(), OptionalLong.of(90));

    assertEquals(OptionalLong.of(50), MemoryGrowth.between(less, more));
    assertEquals(OptionalLong.empty(), MemoryGrowth.between(more, less));
    assertEquals(OptionalLong.empty(), MemoryGrowth.between(less, less));
    assertEquals(OptionalLong.of(70), MemoryGrowth.between(own, ownMore));
    // what only one reading tells is not mixed with the other's sum
    assertEquals(OptionalLong.of(100), MemoryGrowth.between(less, ownMore));
  }

  /** The first reading is that of what ran before. */
  @Test
  void whatRanBeforeIsForgotten() {
    ArrayDeque<Long> peaks = new ArrayDeque<>(List.of(900L, 100L, 400L));
    MemoryReader memory = () -> new DeviceMemory(peaks.remove(), 1000);

    assertEquals(OptionalLong.of(300), MemoryGrowth.from(memory).bytes());
  }
}
