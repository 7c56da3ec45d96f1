package dev.quire.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryPathTest {

  @TempDir Path folder;

  @Test
  void looksIntoTheFolders() throws IOException {
    Files.createFile(folder.resolve("libcudnn.so.9"));
    LibraryPath path =
        new LibraryPath(List.of(folder.resolve("none"), folder), folder.resolve("no.cache"));

    assertTrue(path.has("libcudnn.so.9"));
    assertFalse(path.has("libcudnn.so"));
  }

  @Test
  void looksIntoTheCache() throws IOException {
    Path cache =
        Files.write(
            folder.resolve("ld.so.cache"),
            "\u0000\u00ff/opt/cuda/libcublas.so.12\0/opt/cuda/libcublasLt.so.12.9\0"
                .getBytes(StandardCharsets.ISO_8859_1));
    LibraryPath path = new LibraryPath(List.of(), cache);

    assertTrue(path.has("libcublas.so.12"));
    assertFalse(path.has("libcublasLt.so.12"));
    assertFalse(path.has("cublas.so.12"));
  }

  @Test
  void readsTheCacheOfThisMachine() {
    Path cache = Path.of("/etc/ld.so.cache");
    assumeTrue(Files.exists(cache), cache + " is not there");

    assertTrue(new LibraryPath(List.of(), cache).has("libc.so.6"));
    assertFalse(new LibraryPath(List.of(), cache).has("libc.so.60"));
  }

  @Test
  void beginsWithTheFoldersOfTheEnvironment() {
    List<Path> folders =
        LibraryPath.ofSystem(Map.of("LD_LIBRARY_PATH", "/usr/local/cuda/lib64::/opt/x")).folders();

    assertEquals(
        List.of(Path.of("/usr/local/cuda/lib64"), Path.of("/opt/x")), folders.subList(0, 2));
    assertEquals(folders.subList(2, folders.size()), LibraryPath.ofSystem(Map.of()).folders());
  }
}
