package dev.quire.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param file where it is
 * @param text what it says, without its blocks of code
 */
record MarkdownPage(Path file, String text) {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  static MarkdownPage read(Path file) throws IOException {
    return new MarkdownPage(file, BLOCK.matcher(Files.readString(file)).replaceAll(""));
  }

  /** All pages of the project. */
  static List<MarkdownPage> all() throws IOException {
    try (Stream<Path> documents = Files.list(Path.of("src/docs"));
        Stream<Path> deploy = Files.list(Path.of("deploy"))) {
      List<Path> files =
          Stream.of(Stream.of(Path.of("README.md")), documents, deploy)
              .flatMap(folder -> folder)
              .filter(file -> file.toString().endsWith(".md"))
              .sorted()
              .toList();
      List<MarkdownPage> pages = new ArrayList<>();
      for (Path file : files) {
        pages.add(read(file));
      }
      return pages;
    }
  }

  /** Where its links lead, those to the web left out. */
  List<String> links() {
    return LINK.matcher(CODE.matcher(text).replaceAll("code"))
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.startsWith("http://") && !target.startsWith("https://"))
        .toList();
  }

  /** The names under which its headings can be linked to, as GitHub makes them. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    for (MatchResult heading : HEADING.matcher(text).results().toList()) {
      String anchor =
          heading
              .group(1)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      String name = anchor;
      for (int i = 1; !anchors.add(name); i++) {
        name = anchor + "-" + i;
      }
    }
    return anchors;
  }
}
