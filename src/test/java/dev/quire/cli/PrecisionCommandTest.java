package dev.quire.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.task.layout.GoldenPages;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionCommandTest {

  private static final int MATCHED = 5;
  private static final int ORDER = 6;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsBothTablesOfThePagesInAFolder() throws IOException {
    List<byte[]> pages = new GoldenPages().encoded().subList(0, 2);
    for (int i = 0; i < pages.size(); i++) {
      Files.write(folder.resolve(i + ".JPG"), pages.get(i));
    }
    Files.writeString(folder.resolve("notes.txt"), "no page");
    Files.createDirectory(folder.resolve("more.png"));

    int code =
        run(
            "classpath:models/page-mini",
            "--pages=" + folder,
            "--runs=1",
            "--batch=2",
            "--precision=fp16");

    assertEquals(0, code, err::toString);
    assertEquals("", err.toString());
    assertTrue(out.toString().startsWith("page-mini on cpu: 2 page(s), 2 a run"), out::toString);
    assertTrue(out.toString().contains("Precisions at 640x640"), out::toString);
    assertEquals("-", row("FP32").get(MATCHED));
    List<String> half = row("FP16");
    assertEquals(9, half.size(), half::toString);
    assertTrue(Double.parseDouble(half.get(MATCHED)) >= 99, half::toString);
    assertTrue(Double.parseDouble(half.get(ORDER)) >= 99, half::toString);
    assertTrue(out.toString().contains("-50 %"), out::toString);

    assertTrue(out.toString().contains("Resolutions in FP16, compared with 800x800"));
    assertEquals("-", row("800x800").get(3));
    for (String smaller : List.of("736x736", "640x640", "576x576", "512x512")) {
      assertTrue(Double.parseDouble(row(smaller).get(3)) > 70, out::toString);
    }
  }

  @Test
  void preparesAModelForIntegersWhereAskedFor() {
    assertEquals(0, run("classpath:models/page-mini", "--runs=1", "--precision=int8"));

    List<String> integers = row("INT8");
    assertTrue(Double.parseDouble(integers.get(MATCHED)) >= 98, integers::toString);
    assertTrue(Double.parseDouble(integers.get(ORDER)) >= 98, integers::toString);
    assertTrue(out.toString().contains("Resolutions in INT8, compared with 800x800"));
  }

  @Test
  void takesThePairsOfAFile() throws IOException {
    Path pairs = folder.resolve("pairs.tsv");
    Files.writeString(
        pairs,
        """
        How do I reset my password?	How do I reset the password?	1
        Where can I park my car?	好的	0
        """);

    int code = run("classpath:models/pair-mini", "--pairs=" + pairs, "--runs=1", "--batch=5");

    assertEquals(0, code, err::toString);
    assertEquals("", err.toString());
    assertTrue(out.toString().startsWith("pair-mini on cpu: 2 pair(s) in 4 row(s)"), out::toString);
    assertTrue(out.toString().contains("Rows padded to 128 tokens"), out::toString);
    assertTrue(out.toString().contains("2 pairs MB"), out::toString);
    List<String> head = row("precision");
    assertEquals(List.of("F1", "from"), head.subList(head.size() - 2, head.size()));
    assertEquals(List.of("FP32", "to", "128"), row("FP32").subList(0, 3));
    assertEquals(List.of("-", "-", "-", "-"), row("FP32").subList(8, 12));
    List<String> half = row("FP16");
    assertEquals(14, half.size(), half::toString);
    assertEquals(List.of("FP16", "by", "length"), half.subList(0, 3));
    assertTrue(Double.parseDouble(half.get(8)) < 0.01, half::toString);
    assertTrue(Double.parseDouble(half.get(10)) >= 99, half::toString);
    assertTrue(Double.parseDouble(half.get(11)) >= 99, half::toString);
    assertEquals("1.0000", half.get(12));
    assertTrue(row("change").size() >= 6, out::toString);
  }

  @Test
  void aLineThatIsNoPairIsNamed() throws IOException {
    Path pairs = folder.resolve("pairs.tsv");
    Files.writeString(pairs, "alone\n");

    assertEquals(1, run("classpath:models/pair-mini", "--pairs", pairs.toString()));

    assertOneLineWith("pairs.tsv, line 1: 'alone'");
  }

  @ParameterizedTest
  @CsvSource({
    "classpath:models/pair-mini, --pages, layout",
    "classpath:models/page-mini, --pairs, similarity"
  })
  void whatIsOfAnotherTaskIsExplained(String model, String option, String task) {
    assertEquals(2, run(model, option, folder.toString()));

    assertTrue(
        err.toString()
            .startsWith("%s is for a model of task %s; %s holds".formatted(option, task, model)),
        err::toString);
  }

  @Test
  void aBrokenVocabularyIsNamed() throws IOException {
    Files.writeString(folder.resolve("model.yml"), "task: similarity\nmode: bi-encoder\n");
    Files.writeString(folder.resolve("vocab.txt"), "no special tokens\n");
    try (var graph =
        getClass().getClassLoader().getResourceAsStream("models/pair-mini/inference.onnx")) {
      Files.copy(graph, folder.resolve("inference.onnx"));
    }

    assertEquals(1, run(folder.toString()));

    assertOneLineWith("vocab.txt");
  }

  @Test
  void aBrokenPageIsNamed() throws IOException {
    Files.write(folder.resolve("a.jpg"), new GoldenPages().encoded().get(0));
    Files.writeString(folder.resolve("b.png"), "no image");

    assertEquals(1, run("--pages", folder.toString()));

    assertOneLineWith("b.png");
  }

  @Test
  void aFolderWithoutPagesIsNamed() {
    assertEquals(1, run("--pages", folder.toString()));
    assertOneLineWith("There is no page in " + folder);
  }

  @Test
  void aMissingFolderOfPagesIsNamed() {
    assertEquals(1, run("--pages", folder.resolve("none").toString()));
    assertOneLineWith("none is not a folder");
  }

  @Test
  void aMissingModelIsNamed() {
    assertEquals(1, run(folder.resolve("none").toString()));
    assertOneLineWith("There is no model folder");
  }

  @Test
  void aBrokenModelIsNamed() throws IOException {
    try (var descriptor =
        getClass().getClassLoader().getResourceAsStream("models/page-mini/inference.yml")) {
      Files.copy(descriptor, folder.resolve("inference.yml"));
    }
    Files.writeString(folder.resolve("model.yml"), "task: layout\n");
    Files.writeString(folder.resolve("inference.onnx"), "no graph");

    assertEquals(1, run(folder.toString()));

    assertOneLineWith("inference.onnx");
  }

  @ParameterizedTest
  @CsvSource({
    "--runs, 0",
    "--runs, many",
    "--batch, 0",
    "--batch, 5000",
    "--iou, 0",
    "--iou, 1.5",
    "--device, gpu",
    "--device, tpu:0",
    "--precision, int4",
    "--unknown, 1"
  })
  void aWrongOptionIsExplained(String option, String value) {
    assertEquals(2, run(option, value));

    assertTrue(err.toString().contains("Usage: quire precision"), err::toString);
    assertFalse(err.toString().contains("Exception"), err::toString);
  }

  @Test
  void helps() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString().contains("--pages"), out::toString);
  }

  private void assertOneLineWith(String part) {
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().contains(part), err::toString);
    assertFalse(err.toString().contains("Exception"), err::toString);
    assertEquals("", out.toString());
  }

  /** The cells of the row that begins with a cell. */
  private List<String> row(String first) {
    return out.toString()
        .lines()
        .map(line -> List.of(line.trim().split("\\s+")))
        .filter(cells -> cells.get(0).equals(first) && !cells.contains("and"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(first + " is no row of\n" + out));
  }

  private int run(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "precision";
    System.arraycopy(args, 0, all, 1, args.length);
    return QuireCommand.execute(
        new NoService(), all, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
