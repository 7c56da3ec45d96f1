package dev.quire.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.folder.OwnFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {

  private static final List<String> PROPERTIES = List.of("vertx.cacheDirBase", "pdfbox.fontcache");

  @TempDir Path root;

  private final Map<String, String> before = new HashMap<>();

  @BeforeEach
  void clear() {
    PROPERTIES.forEach(property -> before.put(property, System.clearProperty(property)));
  }

  @AfterEach
  void restore() {
    before.forEach(
        (property, value) -> {
          if (value == null) {
            System.clearProperty(property);
          } else {
            System.setProperty(property, value);
          }
        });
  }

  @Test
  void librariesPutTheirFilesIntoAnOwnFolder() throws IOException {
    OwnFolder folder = new TemporaryFiles(root).keep();
    for (String property : PROPERTIES) {
      assertTrue(Path.of(System.getProperty(property)).startsWith(folder.path()), property);
    }
    Path cache =
        Files.createDirectories(Path.of(System.getProperty("vertx.cacheDirBase") + "-1/a"));
    Files.writeString(cache.resolve("index.html"), "page");
    Files.writeString(
        Path.of(System.getProperty("pdfbox.fontcache")).resolve(".pdfbox.cache"), "fonts");
    TemporaryFiles.delete(folder);
    try (Stream<Path> files = Files.list(root)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void whatALibraryWasToldStays() throws IOException {
    System.setProperty("pdfbox.fontcache", "/elsewhere");
    TemporaryFiles.delete(new TemporaryFiles(root).keep());
    assertEquals("/elsewhere", System.getProperty("pdfbox.fontcache"));
  }

  @Test
  void aPlaceThatCannotBeUsedIsNamed() throws IOException {
    Path file = Files.createFile(root.resolve("file"));
    String failure =
        assertThrows(IOException.class, () -> new TemporaryFiles(file).keep()).getMessage();
    assertTrue(failure.contains(file.toString()), failure);
  }
}
