package dev.quire.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {

  @TempDir Path folder;

  private ReportFile report(Path path) {
    return new ReportFile(path, "loop,load");
  }

  @Test
  void anOlderReportIsReplacedAndNothingIsLeftBeside() throws IOException {
    Path path = folder.resolve("r.csv");
    report(path).requireReplaceable();
    report(path).write("loop,load,1\n");
    report(path).write("loop,load,2\n");
    assertEquals("loop,load,2\n", Files.readString(path));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(path), files.toList());
    }
  }

  @Test
  void anEmptyFileIsReplaced() throws IOException {
    Path path = Files.createFile(folder.resolve("r.csv"));
    report(path).write("loop,load,1\n");
    assertEquals("loop,load,1\n", Files.readString(path));
  }

  @Test
  void anythingElseStays() throws IOException {
    for (String text : List.of("mine\n", "loop", "loop,lo", "l")) {
      Path path = Files.writeString(folder.resolve("mine"), text);
      assertThrows(IllegalArgumentException.class, report(path)::requireReplaceable);
      String refusal =
          assertThrows(IllegalArgumentException.class, () -> report(path).write("loop,load,1\n"))
              .getMessage();
      assertTrue(refusal.contains(path.toString()), refusal);
      assertEquals(text, Files.readString(path));
    }
  }

  @Test
  void aFolderStays() throws IOException {
    Path path = Files.createDirectory(folder.resolve("r.csv"));
    assertThrows(IllegalArgumentException.class, report(path)::requireReplaceable);
    assertTrue(Files.isDirectory(path));
  }

  @Test
  void whatALinkNamesIsHeldToTheSameRule() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine"), "mine");
    Path link = Files.createSymbolicLink(folder.resolve("link"), mine);
    assertThrows(IllegalArgumentException.class, () -> report(link).write("loop,load,1\n"));
    assertEquals("mine", Files.readString(mine));
  }

  @Test
  void aPlaceThatIsNotThereIsNamed() {
    Path path = folder.resolve("none/r.csv");
    report(path).requireReplaceable();
    String failure =
        assertThrows(UncheckedIOException.class, () -> report(path).write("loop,load"))
            .getMessage();
    assertTrue(failure.contains(path.toString()), failure);
  }
}
