package dev.quire.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputTest {

  @TempDir Path folder;

  private final List<Path> unreadable = new ArrayList<>();

  @BeforeEach
  void files() throws IOException {
    for (String name :
        List.of(
            "a.pdf",
            "b.PNG",
            "notes.txt",
            "2020/c.jpg",
            "2020/01/d.tif",
            "2020/01/d.tif.bak",
            "2021/e.pdf",
            "odd [1].pdf",
            ".cache/f.webp")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  @Test
  void aFolderIsSearchedWithAllBelow() throws IOException {
    assertFound(
        List.of(
            "a.pdf",
            "b.PNG",
            "2020/c.jpg",
            "2020/01/d.tif",
            "2021/e.pdf",
            "odd [1].pdf",
            ".cache/f.webp"),
        "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.pdf                | a.pdf,odd [1].pdf",
        "**/*.pdf             | a.pdf,odd [1].pdf,2021/e.pdf",
        "202?/*               | 2020/c.jpg,2021/e.pdf",
        "2020/**              | 2020/c.jpg,2020/01/d.tif",
        "202[1-9]/*           | 2021/e.pdf",
        "**/{c.jpg,e.pdf}     | 2020/c.jpg,2021/e.pdf",
        "*/*/*.tif            | 2020/01/d.tif",
        "2020/**/01/**/*.tif  | 2020/01/d.tif",
        "nothing*             | ''"
      })
  void patternsMeanWhatTheyMeanInShells(String pattern, String expected) throws IOException {
    assertFound(expected.isEmpty() ? List.of() : List.of(expected.split(",")), pattern);
  }

  @Test
  void aNamedFileCountsWhateverItIsCalled() throws IOException {
    assertFound(List.of("notes.txt"), "notes.txt");
    assertFound(List.of("odd [1].pdf"), "odd [1].pdf");
  }

  @Test
  void aPatternFromHereNamesFilesFromHere() throws IOException {
    List<Path> found = new ArrayList<>();
    Input pattern = Input.parse("src/test/java/dev/quire/client/*.nothing");
    assertTrue(pattern.walk(collecting(found, Integer.MAX_VALUE)));
    assertEquals(List.of(), found);
    assertInstanceOf(Input.Matching.class, Input.parse("*.pdf"));
  }

  @Test
  void whatIsNotThereIsRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Input.parse(folder + "/none"))
            .getMessage();
    assertTrue(message.contains("none"), message);
    assertThrows(IllegalArgumentException.class, () -> Input.parse(folder + "/[a"));
  }

  @Test
  void overlappingInputsNameEachFileOnce() throws IOException {
    List<Path> found = new ArrayList<>();
    List<Input> inputs =
        List.of(
            Input.parse(folder + "/2020/c.jpg"),
            Input.parse(folder + "/2020"),
            Input.parse(folder + "/2020/../**/*.{jpg,pdf}"),
            Input.parse(folder.toString()));
    new InputFiles(inputs).walk(collecting(found, Integer.MAX_VALUE));

    assertEquals(7, found.size(), found::toString);
    assertEquals(7, found.stream().map(Path::normalize).distinct().count());
  }

  @Test
  void aVisitorMayEndTheWalk() throws IOException {
    List<Path> found = new ArrayList<>();
    List<Input> inputs =
        List.of(Input.parse(folder.toString()), Input.parse(folder + "/notes.txt"));
    assertFalse(new InputFiles(inputs).walk(collecting(found, 2)));
    assertEquals(2, found.size());
  }

  /** It is no loop until the walk is back where it began; what lies above was never named. */
  @Test
  void aLinkThatLeadsAboveTheFolderIsLeftOut() throws IOException {
    Path up = Files.createSymbolicLink(folder.resolve("2021/up"), folder);
    List<Path> found = new ArrayList<>();

    new Input.Folder(folder.resolve("2021")).walk(collecting(found, 10));

    assertEquals(List.of(folder.resolve("2021/e.pdf")), found);
    assertEquals(List.of(up), unreadable);
  }

  @Test
  void linksAreFollowedAndLoopsTold() throws IOException {
    Files.createSymbolicLink(folder.resolve("2021/link"), folder.resolve("2020/01"));
    Files.createSymbolicLink(folder.resolve("2021/loop"), folder.resolve("2021"));

    assertFound(List.of("2021/e.pdf", "2021/link/d.tif"), "2021/**");
    assertEquals(List.of(folder.resolve("2021/loop")), unreadable);
  }

  @Test
  void linksThatLeadNowhereAreTold() throws IOException {
    Files.createSymbolicLink(folder.resolve("2021/gone.pdf"), folder.resolve("nowhere"));
    Files.createSymbolicLink(folder.resolve("2021/folder"), folder.resolve("nowhere"));
    Files.createSymbolicLink(folder.resolve("2021/notes.md"), folder.resolve("nowhere"));

    assertFound(List.of("2021/e.pdf"), "2021");
    assertEquals(
        Set.of(folder.resolve("2021/gone.pdf"), folder.resolve("2021/folder")),
        Set.copyOf(unreadable));
  }

  /** Nobody writes to it: who opens it hangs. */
  @Test
  void whatIsNoFileIsToldAndNotOpened() throws Exception {
    Path fifo = folder.resolve("2021/fifo.pdf");
    assumeTrue(
        new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0, "no FIFOs here");
    Path link = Files.createSymbolicLink(folder.resolve("2021/link.png"), fifo);

    assertFound(List.of("2021/e.pdf"), "2021");
    assertEquals(Set.of(fifo, link), Set.copyOf(unreadable));
    unreadable.clear();
    for (Path named : List.of(fifo, link, Path.of("/dev/null"))) {
      assertFound(List.of(), Input.parse(named.toString()));
    }
    assertEquals(List.of(fifo, link, Path.of("/dev/null")), unreadable);
  }

  @Test
  void aNameOfTheResultsMayBeGivenAndWhatIsTwoIsRefused() throws IOException {
    Path bytes = folder.resolve(FileNames.path("caf\\xE9.pdf"));
    Path plain = folder.resolve(FileNames.path("caf\\x5CxE9.pdf"));
    String text = folder + "/caf\\xE9.pdf";
    Files.writeString(bytes, "x");
    assertEquals(new Input.OneFile(bytes), Input.parse(text));
    Files.move(bytes, plain);
    assertEquals(new Input.OneFile(plain), Input.parse(text));
    Files.writeString(bytes, "x");
    assertThrows(IllegalArgumentException.class, () -> Input.parse(text));
  }

  @Test
  void aFolderThatCannotBeListedIsToldAndTheOthersAreSearched() throws IOException {
    Path closed = folder.resolve("2020/01");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(closed), "This user may read everything");

    assertFound(List.of("2020/c.jpg"), "2020/**");
    assertEquals(List.of(closed), unreadable);
  }

  private void assertFound(Collection<String> expected, String input) throws IOException {
    assertFound(expected, Input.parse(input.isEmpty() ? folder.toString() : folder + "/" + input));
  }

  private void assertFound(Collection<String> expected, Input parsed) throws IOException {
    List<Path> found = new ArrayList<>();
    assertTrue(parsed.walk(collecting(found, Integer.MAX_VALUE)));
    TreeSet<String> names = new TreeSet<>();
    found.forEach(file -> names.add(folder.relativize(file).toString()));
    assertEquals(new TreeSet<>(expected), names);
    assertEquals(found.size(), names.size());
    assertTrue(found.stream().allMatch(parsed::covers));
  }

  private Input.Visitor collecting(List<Path> found, int most) {
    return new Input.Visitor() {
      @Override
      public boolean file(Path file) {
        found.add(file);
        return found.size() < most;
      }

      @Override
      public void unreadable(Path path, IOException cause) {
        unreadable.add(path);
      }
    };
  }
}
