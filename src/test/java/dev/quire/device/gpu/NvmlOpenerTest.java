package dev.quire.device.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NvmlOpenerTest {

  @Test
  void theAnswerIsRemembered() {
    AtomicInteger asked = new AtomicInteger();
    FakeNvml nvml = new FakeNvml("570.1", List.of());
    NvmlOpener opener =
        NvmlOpener.of(
            () -> {
              asked.incrementAndGet();
              return new NvmlOpening.Found(nvml);
            });

    assertSame(opener.open(), opener.open());
    assertEquals(1, asked.get());
  }

  @Test
  void bindingsThatCannotBeLoadedAreNoGpusAndTriedOnce() {
    AtomicInteger asked = new AtomicInteger();
    NvmlOpener opener =
        NvmlOpener.of(
            () -> {
              asked.incrementAndGet();
              throw new NoClassDefFoundError("org/bytedeco/cuda/global/nvml");
            });

    NvmlOpening expected =
        new NvmlOpening.Absent("the CUDA bindings cannot be loaded: org/bytedeco/cuda/global/nvml");
    assertEquals(expected, opener.open());
    assertEquals(expected, opener.open());
    assertEquals(1, asked.get());
  }

  /** The real library, on a machine without a GPU. */
  @Test
  void withoutADriverEveryTryTellsTheSameReason() {
    NvmlOpening opening = new NvmlOpener().open();
    assumeTrue(opening instanceof NvmlOpening.Absent, "this machine has a GPU");

    String reason = assertInstanceOf(NvmlOpening.Absent.class, opening).reason();
    assertTrue(reason.contains("NVIDIA") || reason.contains("CUDA"), reason);
    assertFalse(reason.contains("\n"), reason);
    // Each opener tries for itself, and the second try in a process fails in another way.
    for (int i = 0; i < 3; i++) {
      assertEquals(opening, new NvmlOpener(Set::of).open());
    }
  }

  /** The real library, on a machine with a GPU. */
  @Test
  void withADriverEveryGpuCanBeRead() {
    NvmlOpening opening = new NvmlOpener().open();
    assumeTrue(opening instanceof NvmlOpening.Found, "this machine has no GPU");

    try (Nvml nvml = ((NvmlOpening.Found) opening).nvml()) {
      assertTrue(nvml.driverVersion().isAtLeast(450), nvml.driverVersion()::toString);
      for (GpuInfo gpu : nvml.gpus()) {
        GpuReading.Memory memory = nvml.read(gpu.uuid()).memory();
        assertEquals(memory.total(), memory.used() + memory.free());
      }
      assertNotNull(nvml.pollEvents(Duration.ofMillis(1)));
    }
  }
}
