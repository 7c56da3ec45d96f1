package dev.quire.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "cpu:1", "gpu:0", "gpu:12"})
  void explicitDevicesAreNamed(String name) {
    assertEquals(name, DeviceId.parse(name).name());
  }

  @Test
  void settingsMayBeUntidy() {
    assertEquals(new DeviceId("gpu:3"), DeviceId.parse(" GPU:3 "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "gpu:", "gpu:x", "cuda:0", "", "cpu:-1", "gpu:0,gpu:1"})
  void anythingElseIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> DeviceId.parse(name));
  }

  @Test
  void theHostHasMemory() {
    DeviceMemory memory = new HostMemory().read();
    assertTrue(memory.total() > 0, memory::toString);
    assertTrue(memory.used() > 0 && memory.used() <= memory.total(), memory::toString);
    assertEquals(memory.total() - memory.used(), memory.headroom());
  }

  @Test
  void headroomIsNeverNegative() {
    assertEquals(0, new DeviceMemory(5, 3).headroom());
  }
}
