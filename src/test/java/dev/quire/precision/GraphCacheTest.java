package dev.quire.precision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.engine.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the folder of graphs does to files. */
class GraphCacheTest {

  private static final byte[] GRAPH = {1, 2, 3};

  @TempDir Path folder;

  private final GraphCache.Key key = GraphCache.Key.of(GRAPH, "how");
  private final GraphCache.Entry entry = new GraphCache.Entry(GRAPH, Precision.FP32);

  @Test
  void whatAKilledProcessWasWritingIsWrittenOver() throws IOException {
    Files.write(part(), new byte[1000]);
    GraphCache.in(folder).keep(key, entry);
    assertArrayEquals(GRAPH, GraphCache.in(folder).find(key).orElseThrow().graph());
    assertEquals(1, files().size(), () -> "nothing else: " + files());
  }

  @Test
  void nothingIsWrittenThroughALink() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine"), "mine");
    Files.createSymbolicLink(part(), mine);
    GraphCache.in(folder).keep(key, entry);
    assertEquals("mine", Files.readString(mine));
    assertTrue(GraphCache.in(folder).find(key).isEmpty());
  }

  private Path part() {
    return folder.resolve(key.hash() + ".part");
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
