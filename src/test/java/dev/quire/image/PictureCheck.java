package dev.quire.image;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Hundreds of files of every kind the formats allow, made by {@code pictures.py} with Pillow and
 * tifffile: each comes out as the picture that went in or is refused, and none is blank.
 *
 * <p>Run by hand with {@code ./mvnw test -Dtest=PictureCheck -Dpictures.python=PYTHON}, where
 * PYTHON has pillow, numpy, tifffile and imagecodecs; without them nothing is checked. Files that
 * need not be read are named so by the script. {@code -Dpictures.keep=true} leaves all files in
 * {@code target/pictures}.
 */
class PictureCheck {

  private static final String PYTHON = System.getProperty("pictures.python", "python3");
  private static final Path SCRIPT = Path.of("src/test/resources/dev/quire/image/pictures.py");
  private static final String MAY_BE_REFUSED = "unread-";

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  /** How the files of a kind came out. */
  private static final class Row {
    private int same;
    private int refused;
    private int wrong;
    private int worst;
  }

  @Test
  void everyKindIsReadOrRefused() throws Exception {
    Path folder = Path.of("target/pictures");
    generate(folder);
    Map<String, Row> table = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (Path file : files(folder)) {
      check(file, table, wrong);
    }
    System.out.printf("%-28s %6s %8s %6s %6s%n", "kind", "same", "refused", "wrong", "worst");
    table.forEach(
        (kind, row) ->
            System.out.printf(
                "%-28s %6d %8d %6d %6d%n", kind, row.same, row.refused, row.wrong, row.worst));
    wrong.forEach(System.out::println);
    int all = table.values().stream().mapToInt(row -> row.same + row.refused + row.wrong).sum();
    System.out.println(all + " files");
    if (!Boolean.getBoolean("pictures.keep")) {
      clear(folder);
    }
    assertTrue(all >= 300, all + " files");
    assertTrue(wrong.isEmpty(), wrong.size() + " of them, above");
  }

  private static void generate(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    clear(folder);
    int code;
    try {
      Process process =
          new ProcessBuilder(PYTHON, SCRIPT.toString(), folder.toString()).inheritIO().start();
      assertTrue(process.waitFor(10, TimeUnit.MINUTES));
      code = process.exitValue();
    } catch (IOException e) {
      code = -1;
    }
    assumeTrue(
        code == 0,
        "SKIPPED: "
            + PYTHON
            + " has not made the files; it needs pillow, numpy, tifffile and"
            + " imagecodecs");
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.toString().endsWith(".rgb")).sorted().toList();
    }
  }

  private void check(Path file, Map<String, Row> table, List<String> wrong) throws IOException {
    String name = file.getFileName().toString();
    Row row = table.computeIfAbsent(kind(name), kind -> new Row());
    ByteBuffer expected = ByteBuffer.wrap(Files.readAllBytes(file.resolveSibling(name + ".rgb")));
    int width = expected.getInt();
    int height = expected.getInt();
    int tolerance = expected.getInt();
    PreparedImage image;
    try {
      image = decoder.prepare(Files.readAllBytes(file), height, width, Interpolation.NEAREST);
    } catch (InvalidImageException e) {
      row.refused++;
      if (!name.startsWith(MAY_BE_REFUSED)) {
        wrong.add(name + ": " + e.getMessage());
      }
      return;
    }
    int worst = 0;
    byte[] pixels = image.pixels();
    for (byte pixel : pixels) {
      worst = Math.max(worst, Math.abs((pixel & 0xff) - (expected.get() & 0xff)));
    }
    row.worst = Math.max(row.worst, worst);
    if (worst <= tolerance && image.width() == width && image.warnings().isEmpty()) {
      row.same++;
    } else {
      row.wrong++;
      wrong.add("%s: %d levels, %s".formatted(name, worst, image.warnings()));
    }
  }

  private static String kind(String name) {
    String[] parts = name.split("[-.]");
    int taken = name.startsWith("tiff-") || name.startsWith(MAY_BE_REFUSED) ? 3 : 2;
    return String.join("-", List.of(parts).subList(0, Math.min(taken, parts.length)));
  }
}
