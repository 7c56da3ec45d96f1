package dev.quire.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void argumentsAreWhatWasWritten() {
    byte[] line = "java\0-jar\0q.jar\0bulk\0é/丁.pdf\0?.pdf\0".getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(
        new String[] {"bulk", "é/丁.pdf", "?.pdf"},
        Arguments.of(new String[] {"bulk", "??/???.pdf", "?.pdf"}, line));
  }

  @Test
  void bytesOfNoCharacterAreEscaped() {
    byte[] line = "java\0bulk\0caf\u00e9\0\\xE9\0".getBytes(StandardCharsets.ISO_8859_1);
    assertArrayEquals(
        new String[] {"bulk", "caf\\xE9", "\\xE9"},
        Arguments.of(new String[] {"bulk", "caf\uFFFD", "\\xE9"}, line));
  }

  @Test
  void whatTheProcessWasNotCalledWithIsTakenAsItIs() {
    byte[] line = "java\0Other\0a\0b\0".getBytes(StandardCharsets.UTF_8);
    for (byte[] any : new byte[][] {line, {}}) {
      String[] read = {"bulk", "é"};
      assertArrayEquals(read, Arguments.of(read, any));
    }
  }

  @Test
  void whatCannotBeToldIsRefused() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Arguments.of(new String[] {"bulk", "caf\uFFFD.jpg"}, new byte[0]));
    assertTrue(refusal.getMessage().contains("LC_ALL=C.UTF-8"), refusal.getMessage());
  }
}
