package dev.quire.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** What this process really holds, on Linux. */
public final class ProcessMemory {

  private static final Pattern MAPPING = Pattern.compile("(\\p{XDigit}+)-\\p{XDigit}+ ");
  private static final Pattern HEAP =
      Pattern.compile("garbage-first heap.*\\[0x(\\p{XDigit}+), 0x(\\p{XDigit}+)");

  private ProcessMemory() {}

  /**
   * Bytes that are resident besides the heap, which grows as it likes: native memory leaks here.
   * Empty if the garbage collector does not tell where its heap is.
   */
  public static OptionalLong besidesHeap() {
    Matcher heap = HEAP.matcher(heapInfo());
    if (!heap.find()) {
      return OptionalLong.empty();
    }
    long from = address(heap.group(1));
    long to = address(heap.group(2));
    long bytes = 0;
    boolean counted = false;
    for (String line : lines(Path.of("/proc/self/smaps"))) {
      Matcher mapping = MAPPING.matcher(line);
      if (mapping.lookingAt()) {
        long start = address(mapping.group(1));
        counted = start < from || start >= to;
      } else if (counted && line.startsWith("Rss:")) {
        bytes += Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    return OptionalLong.of(bytes);
  }

  /** Bytes of the heap that are still reachable. */
  public static long liveHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Where the heap lies, as the virtual machine's own diagnostic command tells. */
  private static String heapInfo() {
    try {
      return ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "gcHeapInfo",
              new Object[0],
              new String[0])
          .toString();
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long address(String hexadecimal) {
    return Long.parseUnsignedLong(hexadecimal, 16);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
