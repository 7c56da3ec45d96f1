package dev.quire.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documents lead to each other, and to files that exist. */
class LinksTest {

  private static final Path INDEX = Path.of("src/docs/README.md");
  private static final long MOST_BYTES_OF_README = 10_000;

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (MarkdownPage page : MarkdownPage.all()) {
      for (String link : page.links()) {
        links++;
        if (!exists(page, link)) {
          broken.add(page.file() + " → " + link);
        }
      }
    }

    assertEquals(List.of(), broken);
    assertTrue(links > 50, links + " links were found");
  }

  private static boolean exists(MarkdownPage page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target =
        parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return parts.length == 1 || MarkdownPage.read(target).anchors().contains(parts[1]);
  }

  @Test
  void theIndexHasEveryPage() throws IOException {
    TreeSet<Path> pages =
        MarkdownPage.all().stream()
            .map(MarkdownPage::file)
            .filter(file -> file.startsWith("src/docs") && !file.equals(INDEX))
            .collect(Collectors.toCollection(TreeSet::new));
    TreeSet<Path> indexed =
        MarkdownPage.read(INDEX).links().stream()
            .map(link -> INDEX.resolveSibling(link).normalize())
            .filter(file -> file.startsWith("src/docs") && file.toString().endsWith(".md"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(pages, indexed);
  }

  @Test
  void theReadmeIsShort() throws IOException {
    long bytes = Files.size(Path.of("README.md"));

    assertTrue(
        bytes <= MOST_BYTES_OF_README, bytes + " bytes: what is not for newcomers has a page");
  }
}
