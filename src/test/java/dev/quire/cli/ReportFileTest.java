package dev.quire.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {

  @TempDir Path folder;

  @Test
  void anEarlierReportIsReplacedAndNothingElse() throws IOException {
    Path path = folder.resolve("r.csv");
    ReportFile file = new ReportFile(path, "loop,load", false);
    for (String text : new String[] {"loop,load\n1", "loop,load\n2"}) {
      file.check();
      file.write(text);
      assertEquals(text, Files.readString(path));
    }
    Files.writeString(path, "notes of somebody");
    assertThrows(IllegalArgumentException.class, file::check);
    assertThrows(UncheckedIOException.class, () -> file.write("loop,load\n3"));
    assertEquals("notes of somebody", Files.readString(path));

    new ReportFile(path, "loop,load", true).write("loop,load\n4");
    assertEquals("loop,load\n4", Files.readString(path));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void whatAnEarlierRunLeftIsNotInTheWayAndStays() throws IOException {
    Path left =
        Files.writeString(
            folder.resolve(".quire-%d.part".formatted(ProcessHandle.current().pid())), "half");
    Path path = folder.resolve("r.csv");

    new ReportFile(path, "loop", false).write("loop\n1");

    assertEquals("loop\n1", Files.readString(path));
    assertEquals("half", Files.readString(left));
  }

  @Test
  void aLinkStaysOneAndAFolderIsRefused() throws IOException {
    Path target = Files.writeString(folder.resolve("t"), "loop\n1");
    Path link = Files.createSymbolicLink(folder.resolve("l"), target);
    new ReportFile(link, "loop", false).write("loop\n2");
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("loop\n2", Files.readString(target));
    for (boolean force : new boolean[] {false, true}) {
      ReportFile ofFolder = new ReportFile(folder, "loop", force);
      assertThrows(IllegalArgumentException.class, ofFolder::check);
    }
  }
}
