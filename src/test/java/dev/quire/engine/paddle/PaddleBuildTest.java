package dev.quire.engine.paddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.engine.EngineException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaddleBuildTest {

  @TempDir private Path folder;

  @Test
  void findsTheBuildOfTheTests() {
    PaddleBuild build = PaddleBuild.onClassPath(getClass().getClassLoader());

    assertTrue(build.version().startsWith("2.3.2"), build.version());
    assertEquals(build.flavor().startsWith("cu"), build.isCuda());
  }

  @Test
  void tellsCudaFromCpu() throws IOException {
    assertEquals(
        new PaddleBuild("2.3.2-20221103", "cpu"),
        build("version=2.3.2-20221103\nclassifier=cpu-linux-x86_64\n"));
    assertFalse(new PaddleBuild("2.3.2", "cpu").isCuda());

    PaddleBuild cuda = build("version=2.3.2-20221103\nclassifier=cu112-linux-x86_64\n");
    assertEquals("cu112", cuda.flavor());
    assertTrue(cuda.isCuda());
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertEquals(
        "No native library of Paddle is on the class path; expected paddlepaddle-native-cpu or"
            + " paddlepaddle-native-cu112",
        assertThrows(EngineException.class, () -> build(null)).getMessage());
    assertEquals(
        "native/lib/paddlepaddle.properties: classifier is missing; found {version=2.3.2}",
        assertThrows(EngineException.class, () -> build("version=2.3.2\n")).getMessage());
  }

  private PaddleBuild build(String properties) throws IOException {
    if (properties != null) {
      Path lib = Files.createDirectories(folder.resolve("native/lib"));
      Files.writeString(lib.resolve("paddlepaddle.properties"), properties);
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
      return PaddleBuild.onClassPath(loader);
    }
  }
}
