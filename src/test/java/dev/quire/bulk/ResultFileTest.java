package dev.quire.bulk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultFileTest {

  private static final ObjectNode RESULT =
      JsonNodeFactory.instance.objectNode().put("model", "m\nlüngö").put("width", 3);

  @TempDir Path folder;

  private final List<ResultLine> existing = new ArrayList<>();

  @Test
  void linesAreJsonAndAreReadBack() throws IOException {
    Path path = folder.resolve("r.jsonl");
    PageKey odd = PageKey.of("scans/\"über\\\n.pdf", 12);
    try (ResultFile file = ResultFile.open(path, Optional.empty(), existing::add)) {
      file.append(ResultLine.result(odd, RESULT));
      file.append(ResultLine.problem(PageKey.whole("b"), RESULT));
      file.sync();
    }
    assertEquals(List.of(), existing);

    JsonNode first = new ObjectMapper().readTree(Files.readAllLines(path).get(0));
    assertEquals(odd.input(), first.path("input").asText());
    assertEquals(12, first.path("page").asInt());
    assertEquals(RESULT, first.path("result"));
    try (ResultFile file = ResultFile.open(path, Optional.empty(), existing::add)) {
      assertEquals(0, file.cutBytes());
    }
    assertEquals(
        List.of(new ResultLine(odd, false), new ResultLine(PageKey.whole("b"), true)), existing);
  }

  @Test
  void whateverIsCutOffALineItIsTheOnlyOneThatGoes() throws IOException {
    Path path = folder.resolve("r.jsonl");
    byte[] first = ResultLine.result(PageKey.of("a", 1), RESULT);
    byte[] second = ResultLine.result(PageKey.of("ü", 2), RESULT);
    byte[] whole = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, whole, first.length, second.length);
    int provable = "{\"input\":\"a\",\"page\":1,\"result\":{".length();
    for (int length = 0; length <= whole.length; length++) {
      byte[] before = Arrays.copyOf(whole, length);
      Files.write(path, before);
      existing.clear();
      if (length > 0 && length < provable) {
        // perhaps somebody else's
        assertThrows(
            BulkException.class, () -> ResultFile.open(path, Optional.empty(), existing::add));
        assertArrayEquals(before, Files.readAllBytes(path));
        continue;
      }
      int complete = length < first.length ? 0 : length < whole.length ? 1 : 2;
      int kept = complete == 0 ? 0 : complete == 1 ? first.length : whole.length;
      try (ResultFile file = ResultFile.open(path, Optional.empty(), existing::add)) {
        assertEquals(complete, existing.size());
        assertEquals(length - kept, file.cutBytes());
        file.append(second);
      }
      byte[] expected = Arrays.copyOf(whole, kept + second.length);
      System.arraycopy(second, 0, expected, kept, second.length);
      assertArrayEquals(expected, Files.readAllBytes(path), "cut at " + length);
    }
  }

  @Test
  void twoCannotWriteToOneFile() throws IOException {
    Path path = folder.resolve("r.jsonl");
    try (ResultFile first = ResultFile.open(path, Optional.empty(), existing::add)) {
      BulkException refusal =
          assertThrows(
              BulkException.class, () -> ResultFile.open(path, Optional.empty(), existing::add));
      assertTrue(refusal.getMessage().contains("Another process"), refusal.getMessage());
      first.append(ResultLine.result(PageKey.of("a", 1), RESULT));
    }
    ResultFile.open(path, Optional.empty(), existing::add).close();
    assertEquals(1, existing.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notes of somebody",
        "{",
        "{\"input\":\"the only line of somebody's data, and it has no end",
        "{\"input\":\"a\",\"output\":\"b\"}",
        "{\"input\":\"a\",\"page\":1",
        "notes\nof somebody\n",
        "{\"input\":\"a\",\"page\":1,\"result\":{}}\nnotes\n",
        "{\"input\":\"a\",\"page\":1}\n",
        "{\"input\":1,\"page\":1,\"result\":{}}\n",
        "{\"page\":1,\"input\":\"a\",\"result\":{}}\n"
      })
  void aFileOfSomethingElseIsLeftAlone(String text) throws IOException {
    Path path = folder.resolve("notes");
    Files.writeString(path, text);

    BulkException refusal =
        assertThrows(
            BulkException.class, () -> ResultFile.open(path, Optional.empty(), existing::add));

    assertTrue(refusal.getMessage().contains("not a file of results"), refusal.getMessage());
    assertEquals(text, Files.readString(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notes",
        "\0\0\0",
        "{\"input\":\"a\"}",
        "{\"input\":\"a\",\"page\":1,\"result\":[",
        "{\"page\":1"
      })
  void onlyAnUnfinishedLineIsCutOff(String end) throws IOException {
    Path path = folder.resolve("r.jsonl");
    String text = "{\"input\":\"a\",\"page\":1,\"result\":{}}\n" + end;
    Files.writeString(path, text);

    BulkException refusal =
        assertThrows(
            BulkException.class, () -> ResultFile.open(path, Optional.empty(), existing::add));

    assertTrue(refusal.getMessage().contains("truncate -s 35 "), refusal.getMessage());
    assertEquals(text, Files.readString(path));
  }

  @Test
  void whatIsNoFileIsRefusedAndLeftAlone() throws Exception {
    Path fifo = folder.resolve("fifo");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assumeTrue(
        new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0, "no FIFOs here");
    for (Path path : List.of(fifo, empty, Files.createSymbolicLink(folder.resolve("l"), empty))) {
      BulkException refusal =
          assertThrows(
              BulkException.class, () -> ResultFile.open(path, Optional.empty(), existing::add));
      assertTrue(refusal.getMessage().contains("is no file"), refusal.getMessage());
    }
    assertTrue(Files.isDirectory(empty));
  }

  @Test
  void aLinkToAFileOfSomethingElseLeavesThatAlone() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes"), "notes of somebody");
    Path link = Files.createSymbolicLink(folder.resolve("r.jsonl"), notes);
    assertThrows(BulkException.class, () -> ResultFile.open(link, Optional.empty(), existing::add));
    assertEquals("notes of somebody", Files.readString(notes));
  }

  @Test
  void aLongLineIsReadByItsBeginning() throws IOException {
    Path path = folder.resolve("r.jsonl");
    ObjectNode large = RESULT.deepCopy().put("picture", "x".repeat(200_000));
    try (ResultFile file = ResultFile.open(path, Optional.empty(), existing::add)) {
      file.append(ResultLine.result(PageKey.of("\u0001".repeat(4_000), 7), large));
    }
    ResultFile.open(path, Optional.empty(), existing::add).close();
    assertEquals(List.of(new ResultLine(PageKey.of("\u0001".repeat(4_000), 7), false)), existing);
  }

  @Test
  void aFolderThatIsNotThereIsTold() {
    Path path = folder.resolve("none/r.jsonl");
    BulkException refusal =
        assertThrows(
            BulkException.class, () -> ResultFile.open(path, Optional.empty(), existing::add));
    assertTrue(refusal.getMessage().contains(path.toString()), refusal.getMessage());
  }
}
