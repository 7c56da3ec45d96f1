package dev.quire.bulk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReaderTest {

  @TempDir Path folder;

  @Test
  void filesUpToTheMostAreReadAndLargerOnesAreNoFaultOfTheirs() throws IOException {
    Path file = Files.write(folder.resolve("a"), new byte[] {1, 2, 3});
    assertArrayEquals(new byte[] {1, 2, 3}, new FileReader(3).read(file));
    assertThrows(FileReader.NoRoomException.class, () -> new FileReader(2).read(file));
    Files.write(file, new byte[0]);
    assertArrayEquals(new byte[0], new FileReader(2).read(file));
  }

  /** The files of /proc have no size. */
  @Test
  void whatIsLargerThanItSaysIsNotReadOnAndOn() {
    Path endless = Path.of("/proc/self/environ");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isRegularFile(endless));
    assertThrows(IOException.class, () -> new FileReader(3).read(endless));
  }

  @Test
  void whatNoArrayHoldsIsAProblemOfTheFile() throws IOException {
    Path large = folder.resolve("large");
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    IOException refusal =
        assertThrows(IOException.class, () -> new FileReader(Long.MAX_VALUE).read(large));
    assertFalse(refusal instanceof FileReader.NoRoomException);
    assertTrue(refusal.getMessage().contains("3221 MB"), refusal.getMessage());
  }

  @Test
  void aFolderIsNoFile() {
    assertThrows(IOException.class, () -> new FileReader(9).read(folder));
  }
}
