package dev.quire.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.pdf",
        "/a/b.pdf",
        "../a/./b.pdf",
        "100%.pdf",
        "f%C3%A9.pdf",
        "é.pdf",
        "../丁/é.pdf",
        "😀 a\nb\t\"c.pdf",
        "a\\b.pdf",
        "\\x41.pdf",
        "\\x5C.pdf",
        "\uFFFD.pdf"
      })
  void namesInUtf8AreWhatTheyAre(String name) {
    assertEquals(name, FileNames.of(FileNames.path(name)));
    assertEquals(name, FileNames.ofBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "caf|e9, caf\\xE9",
    "caf|e8, caf\\xE8",
    "|fffe, \\xFF\\xFE",
    "|c3, \\xC3",
    "|c3a9c3, é\\xC3",
    "|c0af, \\xC0\\xAF",
    "|eda080, \\xED\\xA0\\x80",
    "\\xE9|, \\x5CxE9",
    "\\x5CxE9|, \\x5Cx5CxE9",
    "\\x5C|e9, \\x5C\\xE9",
    "\\|e9, \\\\xE9",
    "\\x|e9, \\x\\xE9",
  })
  void otherBytesAreEscapedAndSoIsWhatLooksLikeIt(String spec, String text) {
    String[] parts = spec.split("\\|", 2);
    byte[] plain = parts[0].getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[plain.length + parts[1].length() / 2];
    System.arraycopy(plain, 0, bytes, 0, plain.length);
    for (int i = 0; i < parts[1].length() / 2; i++) {
      bytes[plain.length + i] = (byte) Integer.parseInt(parts[1], 2 * i, 2 * i + 2, 16);
    }
    assertEquals(text, FileNames.ofBytes(bytes));
    assertEquals(text, FileNames.of(FileNames.path(text)));
  }

  /** From few bytes, so that much looks alike. */
  @Test
  void noTwoNamesAreAlikeAndEachIsTurnedBack() {
    Random random = new Random(9);
    byte[] alphabet = {'\\', 'x', '5', 'C', 'E', '9', (byte) 0xe9, (byte) 0xc3, (byte) 0xa9, 'a'};
    Map<String, String> bytesOf = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      byte[] name = new byte[1 + random.nextInt(8)];
      for (int k = 0; k < name.length; k++) {
        name[k] = alphabet[random.nextInt(alphabet.length)];
      }
      String text = FileNames.ofBytes(name);
      String bytes = new String(name, StandardCharsets.ISO_8859_1);
      String before = bytesOf.put(text, bytes);
      assertTrue(before == null || before.equals(bytes), text);
      assertEquals(text, FileNames.of(FileNames.path(text)));
    }
  }

  @Test
  void aNameThatIsListedIsTheOneThatWasMade() throws IOException {
    List<String> names = List.of("caf\\xE8", "caf\\xE9", "caf\\x5CxE9", "café");
    for (String name : names) {
      Files.writeString(folder.resolve(FileNames.path(name)), name);
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertEquals(Files.readString(file), FileNames.of(folder.relativize(file)));
      }
    }
    assertTrue(FileNames.of(folder.resolve(FileNames.path("caf\\xE9"))).endsWith("/caf\\xE9"));
  }

  @Test
  void whatNoFileIsCalledIsRefused() {
    assertThrows(InvalidPathException.class, () -> FileNames.path("é\0"));
    assertThrows(InvalidPathException.class, () -> FileNames.path("a\uD800"));
  }
}
