package dev.quire.app;

import com.sun.management.OperatingSystemMXBean;
import dev.quire.api.intake.IntakeLimits;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.RequestMemory;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What requests may hold of the process's memory, as the settings and the memory there is say. */
class MemoryAssembly {

  /** With less no image of a page's size could be decoded. */
  private static final long LEAST_OFF_HEAP = 256L << 20;

  /** A body is one array. */
  private static final long MOST_BODY_BYTES = Integer.MAX_VALUE - 8L;

  /** The service itself takes some 100 MB, and the collector of garbage needs room to work. */
  private static final double HEAP_SHARE = 0.6;

  private static final long LEAST_SETTING = 1L << 20;

  /** Clients are refused soon, so that they can ask another instance; most requests end before. */
  private static final Duration BODY_WAIT = Duration.ofSeconds(2);

  @Produces
  @Singleton
  RequestMemory memory(QuireConfig config) {
    long heap = Runtime.getRuntime().maxMemory();
    long machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    long onHeap =
        Range.check(
            "quire.memory.heap",
            config.memory().heap().map(MemorySize::asLongValue).orElse((long) (HEAP_SHARE * heap)),
            LEAST_SETTING,
            heap);
    long offHeap =
        Range.check(
            "quire.memory.off-heap",
            config
                .memory()
                .offHeap()
                .map(MemorySize::asLongValue)
                .orElse(Math.max(LEAST_OFF_HEAP, (machine - heap) / 2)),
            LEAST_SETTING,
            Long.MAX_VALUE);
    return new RequestMemory(ByteBudget.staged(onHeap), ByteBudget.ofOneStage(offHeap));
  }

  @Produces
  @Singleton
  IntakeLimits intake(
      QuireConfig config,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
    Duration least = Duration.ofMillis(1);
    Duration most = Duration.ofHours(1);
    return new IntakeLimits(
        Range.check("quarkus.http.limits.max-body-size", limit.asLongValue(), 1, MOST_BODY_BYTES),
        BODY_WAIT,
        Range.check("quire.http.body-timeout", config.http().bodyTimeout(), least, most));
  }
}
