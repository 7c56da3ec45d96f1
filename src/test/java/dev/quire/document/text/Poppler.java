package dev.quire.document.text;

import dev.quire.reading.Area;
import dev.quire.reading.ReadWord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Poppler's pdftotext, where it is there: another program's opinion of a text layer. */
final class Poppler {

  private static final Pattern PAGE =
      Pattern.compile("<page width=\"([\\d.]+)\" height=\"([\\d.]+)\">");
  private static final Pattern WORD =
      Pattern.compile(
          "<word xMin=\"([-\\d.]+)\" yMin=\"([-\\d.]+)\" xMax=\"([-\\d.]+)\" yMax=\"([-\\d.]+)\">"
              + "(.*?)</word>",
          Pattern.DOTALL);

  private Poppler() {}

  static boolean isThere() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "pdftotext")));
  }

  /** The words of a page, from 1. */
  static List<String> words(Path file, int page) throws IOException {
    return Arrays.stream(run(file, page, "-layout").split("[\\s\\f]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** The words of a page with their places, in pixels of a page so wide and high. */
  static List<ReadWord> placed(Path file, int page, int width, int height) throws IOException {
    String html = run(file, page, "-bbox");
    Matcher size = PAGE.matcher(html);
    if (!size.find()) {
      return List.of();
    }
    // it names the sides as they were before the page was turned
    double scale =
        Math.max(width, height)
            / Math.max(Double.parseDouble(size.group(1)), Double.parseDouble(size.group(2)));
    List<ReadWord> words = new ArrayList<>();
    Matcher word = WORD.matcher(html);
    while (word.find()) {
      double[] at = new double[4];
      for (int i = 0; i < 4; i++) {
        at[i] = Double.parseDouble(word.group(i + 1));
      }
      Area area =
          new Area(
              at[0] * scale,
              at[1] * scale,
              Math.max(at[0], at[2]) * scale,
              Math.max(at[1], at[3]) * scale);
      words.add(new ReadWord(unescaped(word.group(5)), area));
    }
    return words;
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  private static String run(Path file, int page, String option) throws IOException {
    String number = String.valueOf(page);
    Process process =
        new ProcessBuilder(
                "pdftotext",
                option,
                "-cropbox",
                "-enc",
                "UTF-8",
                "-f",
                number,
                "-l",
                number,
                file.toString(),
                "-")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return out;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroy();
    }
  }
}
