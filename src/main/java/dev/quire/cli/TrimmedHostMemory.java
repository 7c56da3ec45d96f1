package dev.quire.cli;

import dev.quire.device.DeviceMemory;
import dev.quire.device.HostMemory;
import dev.quire.device.MemoryReader;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The CPU's memory with what nobody uses any more given back first: Java's garbage, and what the C
 * library keeps of freed memory, where the JDK can ask it to. Else a model would seem to need
 * little that was opened after a larger one was closed.
 */
final class TrimmedHostMemory implements MemoryReader {

  private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
  private static final String TRIM = "systemTrimNativeHeap";

  private final MemoryReader host = new HostMemory();

  @Override
  public DeviceMemory read() {
    System.gc();
    trim();
    return host.read();
  }

  private static void trim() {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      server.invoke(new ObjectName(COMMANDS), TRIM, new Object[0], new String[0]);
    } catch (JMException | RuntimeException e) {
      // other JDKs and C libraries cannot: the figure is as noisy as the table's head says
    }
  }
}
