package dev.quire.device;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The memory of the CPU device: what the container may use where there is a limit, else the
 * machine's. The JDK's operating system bean honours the limits of control groups.
 */
public final class HostMemory implements MemoryReader {

  private static final Path PROCESSES = Path.of("/proc");
  private static final String STATUS = "status";
  private static final String RESIDENT = "VmRSS:";
  private static final long KIB = 1024;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  @Override
  public DeviceMemory read() {
    long total = system.getTotalMemorySize();
    return new DeviceMemory(
        total - system.getFreeMemorySize(), total, OptionalLong.empty(), resident());
  }

  /** What of this process and of its children is in memory; unknown where Linux does not tell. */
  private static OptionalLong resident() {
    OptionalLong own = resident(ProcessHandle.current());
    try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
      long others = children.mapToLong(child -> resident(child).orElse(0)).sum();
      return own.isPresent() ? OptionalLong.of(own.getAsLong() + others) : own;
    }
  }

  private static OptionalLong resident(ProcessHandle process) {
    try (Stream<String> lines =
        Files.lines(PROCESSES.resolve(String.valueOf(process.pid())).resolve(STATUS))) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> KIB * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return OptionalLong.empty();
    }
  }
}
