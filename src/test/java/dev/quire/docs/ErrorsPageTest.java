package dev.quire.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.api.problem.ProblemType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of errors has every problem type with its status, and no other. */
class ErrorsPageTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d{3}) \\| `([a-z-]+)` \\|");

  @Test
  void everyProblemTypeHasARow() throws IOException {
    TreeSet<String> types =
        Arrays.stream(ProblemType.values())
            .map(type -> type.status() + " " + type.uri())
            .collect(Collectors.toCollection(TreeSet::new));
    TreeSet<String> rows =
        ROW.matcher(MarkdownPage.read(Path.of("src/docs/errors.md")).text())
            .results()
            .map(row -> row.group(1) + " urn:quire:problem:" + row.group(2))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(types, rows);
  }
}
