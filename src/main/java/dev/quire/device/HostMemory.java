package dev.quire.device;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The memory of the CPU device: what the container may use where there is a limit, else the
 * machine's. The JDK's operating system bean honours the limits of control groups.
 */
public final class HostMemory implements MemoryReader {

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  @Override
  public DeviceMemory read() {
    long total = system.getTotalMemorySize();
    return new DeviceMemory(total - system.getFreeMemorySize(), total);
  }
}
