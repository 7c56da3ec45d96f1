package dev.quire.device;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HostMemoryTest {

  private static final long MIB = 1 << 20;

  @Test
  void childrenCountAsOwn() throws IOException {
    HostMemory memory = new HostMemory();
    long before = memory.read().own().orElseThrow();
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms400m",
                "-Xmx400m",
                "-XX:+AlwaysPreTouch",
                "-XX:-UsePerfData",
                "-version")
            .start();
    long most = 0;
    while (child.isAlive()) {
      most = Math.max(most, memory.read().own().orElseThrow());
    }
    // the child ends soon after its heap is there: a sample may come a little before that
    assertTrue(most - before > 150 * MIB, "grew by %d MiB".formatted((most - before) / MIB));
  }
}
