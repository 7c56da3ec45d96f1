package dev.quire.document.searchable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.reading.Area;
import dev.quire.reading.ReadPage;
import dev.quire.reading.ReadWord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What another reader of PDF finds, where the machine has it: Poppler's pdftotext. */
class PdftotextTest {

  private static final Pattern WORD =
      Pattern.compile(
          "<word xMin=\"(.*?)\" yMin=\"(.*?)\" xMax=\"(.*?)\" yMax=\"(.*?)\">(.*?)</word>");

  @TempDir Path folder;

  private record Script(String name, Sheet upright, Sheet sideways, boolean dense) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void needsTheProgram() throws InterruptedException {
    assumeTrue(isThere(), "pdftotext is not installed");
  }

  private static boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder("pdftotext", "-v")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  static Stream<Arguments> pages() {
    List<Script> scripts =
        List.of(
            new Script("Latin", Sheet.latin(1000, 1400), Sheet.latin(1400, 1000), false),
            new Script("Chinese", Sheet.cjk(1000, 1400), Sheet.cjk(1400, 1000), true),
            new Script(
                "Arabic", Sheet.rightToLeft(1000, 1400), Sheet.rightToLeft(1400, 1000), false),
            new Script("downwards", Sheet.vertical(1000, 1400), Sheet.vertical(1400, 1000), true),
            new Script(
                "supplementary",
                Sheet.supplementary(1000, 1400),
                Sheet.supplementary(1400, 1000),
                false));
    return Stream.of(0, 90, 180, 270)
        .flatMap(turn -> scripts.stream().map(script -> Arguments.of(turn, script)));
  }

  @ParameterizedTest(name = "{1}, turned by {0}")
  @MethodSource("pages")
  void findsWordsAtTheirPlaces(int rotation, Script script)
      throws IOException, InterruptedException {
    Sheet sheet = rotation % 180 == 0 ? script.upright() : script.sideways();
    ReadPage read = sheet.page(1);
    byte[] original =
        Originals.drawing(
            new PDRectangle(500, 700), pdf -> pdf.getPage(0).setRotation(rotation));
    Path file =
        Files.write(folder.resolve("page.pdf"), Originals.searchable(original, read).file());

    List<ReadWord> expected = script.dense() ? lines(read) : sheet.words();
    List<SeenWords.Seen> found = words(pdftotext("-bbox", file), 2);
    double share = SeenWords.share(expected, found);
    assertTrue(share >= 0.95, () -> share + " of " + expected + " in " + found);

    String all = pdftotext("-layout", file).replaceAll("[\\s\\p{Cf}]+", " ").strip();
    String blank = script.dense() ? "" : " ";
    assertEquals(
        String.join(" ", read.blocks().get(0).lines().stream().map(l -> l.text()).toList()),
        all,
        () -> "with '" + blank + "' between words");
  }

  /** Words without blanks between them are one to it. */
  private static List<ReadWord> lines(ReadPage page) {
    return page.blocks().get(0).lines().stream()
        .map(line -> new ReadWord(line.text(), line.area()))
        .toList();
  }

  private static List<SeenWords.Seen> words(String answer, double scale) {
    List<SeenWords.Seen> words = new ArrayList<>();
    for (Matcher word = WORD.matcher(answer); word.find(); ) {
      double[] box = new double[4];
      for (int i = 0; i < box.length; i++) {
        box[i] = scale * Double.parseDouble(word.group(i + 1));
      }
      words.add(
          new SeenWords.Seen(word.group(5), new Area(box[0], box[1], box[2], box[3])));
    }
    return words;
  }

  private static String pdftotext(String option, Path file)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("pdftotext", option, "-enc", "UTF-8", file.toString(), "-")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    byte[] answer = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor());
    return new String(answer, StandardCharsets.UTF_8);
  }
}
