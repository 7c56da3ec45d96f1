package dev.quire.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is deleted, and above all what is not. */
@Timeout(60)
class OwnFoldersTest {

  /** Of the form of folders of another process. */
  private static final String NAME = "17-kx3f0abc-0123abcd";

  @TempDir Path root;

  private OwnFolders folders;
  private final List<Path> swept = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    folders = OwnFolders.in(root);
  }

  @Test
  void aFolderIsPrivateAndGoesWithItsParent() throws IOException {
    OwnFolder folder = folders.make();
    OwnFolder other = folders.make();
    assertEquals("rwx------", mode(folder.path()));
    assertEquals("rwx------", mode(folder.path().getParent()));
    assertTrue(folder.path().getParent().getFileName().toString().startsWith("quire-"));
    fill(folder.path());
    folder.close();
    assertFalse(Files.exists(folder.path()));
    assertTrue(Files.exists(other.path()));
    other.close();
    folder.close();
    assertEquals(List.of(), all(root));
  }

  @Test
  void whatAKilledProcessLeftIsSwept() throws IOException {
    Path left = left();
    fill(left);
    sweep();
    assertEquals(List.of(left), swept);
    assertEquals(List.of(), all(root));
  }

  /** In a container every process of the service has the number 1. */
  @Test
  void theProcessNumberProvesNoOwner() throws IOException {
    String name = ProcessHandle.current().pid() + "-kx3f0abc-0123abcd";
    Path left = Files.move(left(), parent().resolve(name));
    Files.writeString(
        left.resolve("owner"), Files.readString(left.resolve("owner")).replace(NAME, name));
    sweep();
    assertEquals(List.of(), all(root));
  }

  /** A kill may come between any two steps of the making. */
  @Test
  void whatWasHalfMadeIsSwept() throws IOException {
    directory(parent().resolve("18-kx3f0abc-0123abcd"), "rwx------");
    Files.createFile(
        directory(parent().resolve("19-kx3f0abc-0123abcd"), "rwx------").resolve("owner"));
    sweep();
    assertEquals(List.of(), all(root));
  }

  @Test
  void whatIsInUseStays() throws Exception {
    OwnFolder own = folders.make();
    Path left = left();
    Process owner = locked(left);
    try {
      sweep();
      assertTrue(Files.exists(own.path()));
      assertTrue(Files.exists(left));
      // the sweep must not have let go of this process's lock either
      assertEquals("locked", lookFromOutside(own.path()));
    } finally {
      owner.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }
    sweep();
    assertFalse(Files.exists(left));
    own.close();
    assertEquals(List.of(), all(root));
  }

  /** With a lock or without, old or young, beside the parent or in it. */
  @ParameterizedTest
  @ValueSource(strings = {"quire-mydata", "quire-1-1234", "quire-17-kx3f0abc-0123abcd", "other"})
  void aUsersFolderBesideTheParentStays(String name) throws IOException {
    Path data = userData(Files.createDirectory(root.resolve(name)));
    Files.createFile(data.resolve("lock"));
    Files.createFile(data.resolve("owner"));
    List<Path> before = all(data);
    left();
    sweep();
    assertEquals(before, all(data));
    assertEquals(List.of(data), list(root));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mydata", "quire-1-1234", "17-kx3f0abc-0123abcdef", "17-KX-0123ABCD"})
  void aUsersFolderInTheParentStays(String name) throws IOException {
    Path data = userData(directory(parent().resolve(name), "rwx------"));
    stays(data);
  }

  @Test
  void aUsersFileInTheParentStays() throws IOException {
    stays(Files.writeString(parent().resolve(NAME), "a user's file"));
  }

  @Test
  void aFolderWithoutAMarkerStays() throws IOException {
    Path data = directory(parent().resolve(NAME), "rwx------");
    Files.writeString(data.resolve("socket"), "a user's");
    stays(data);
  }

  @Test
  void aFolderWithAnotherMarkerStays() throws IOException {
    Path data = left();
    Files.writeString(data.resolve("owner"), "Made by somebody\n");
    stays(data);
  }

  @Test
  void aMarkerThatWasCopiedProvesNothing() throws IOException {
    Path other = left();
    Path data = directory(parent().resolve("23-kx3f0abc-0123abcd"), "rwx------");
    Files.copy(other.resolve("owner"), data.resolve("owner"));
    Files.delete(other.resolve("owner"));
    Files.delete(other);
    stays(data);
  }

  @Test
  void anEmptyMarkerBesideOtherFilesProvesNothing() throws IOException {
    Path data = directory(parent().resolve(NAME), "rwx------");
    Files.createFile(data.resolve("owner"));
    Files.createDirectory(data.resolve("inputs"));
    stays(data);
  }

  @Test
  void aMarkerThatIsALinkProvesNothing() throws IOException {
    Path data = left();
    Path elsewhere = Files.move(data.resolve("owner"), root.resolve("elsewhere"));
    Files.createSymbolicLink(data.resolve("owner"), elsewhere);
    stays(data);
    assertTrue(Files.exists(elsewhere));
  }

  /** All of it, not only the file. */
  @ParameterizedTest
  @ValueSource(
      strings = {"notes.txt", "lock", "inputs/notes.txt", "inputs/slot-0/x", "model/sub/x", ".x"})
  void aFolderWithAnythingUnknownStays(String file) throws IOException {
    Path data = left();
    fill(data);
    if (file.contains("slot-0")) {
      Files.delete(data.resolve("inputs/slot-0"));
    }
    Path stranger = data.resolve(file);
    Files.createDirectories(stranger.getParent());
    Files.writeString(stranger, "a user's");
    stays(data);
  }

  @ParameterizedTest
  @ValueSource(strings = {"socket", "inputs", "inputs/slot-7", "model/x", "natives", "somewhere"})
  void linksAreNotFollowedAndKeepTheirFolder(String link) throws IOException {
    Path target = userData(Files.createDirectory(root.resolve("target")));
    List<Path> before = all(target);
    Path data = left();
    Files.createDirectories(data.resolve(link).getParent());
    Files.createSymbolicLink(data.resolve(link), target);
    stays(data);
    assertEquals(before, all(target));
  }

  /** Paddle's programs are links: they go, what they name stays. */
  @Test
  void aLinkOfItsOwnIsDeletedAsALink() throws IOException {
    Path target = Files.writeString(root.resolve("model.pdmodel"), "a user's model");
    Path data = left();
    Path program = Files.createDirectory(data.resolve("quire-paddle-12"));
    Files.createSymbolicLink(program.resolve("inference.pdmodel"), target);
    sweep();
    assertFalse(Files.exists(data));
    assertEquals("a user's model", Files.readString(target));
  }

  @Test
  void aFolderThatIsALinkStays() throws IOException {
    Path real = left();
    Path target = Files.move(real, root.resolve(real.getFileName()));
    Files.createSymbolicLink(real, target);
    List<Path> before = all(target);
    sweep();
    assertTrue(Files.exists(real, LinkOption.NOFOLLOW_LINKS));
    assertEquals(before, all(target));
  }

  @Test
  void aParentThatIsALinkIsNeitherSweptNorUsed() throws IOException {
    Path left = left();
    Path elsewhere = Files.move(left.getParent(), root.resolve("elsewhere"));
    Files.createSymbolicLink(left.getParent(), elsewhere);
    List<Path> before = all(elsewhere);
    sweep();
    IOException refused = assertThrows(IOException.class, folders::make);
    assertTrue(refused.getMessage().contains("a symbolic link"), refused::getMessage);
    assertEquals(before, all(elsewhere));
  }

  @Test
  void aParentThatOthersMayEnterIsNeitherSweptNorUsed() throws IOException {
    Path left = left();
    Files.setPosixFilePermissions(left.getParent(), PosixFilePermissions.fromString("rwxrwxr-x"));
    sweep();
    IOException refused = assertThrows(IOException.class, folders::make);
    assertTrue(refused.getMessage().contains("rwxrwxr-x"), refused::getMessage);
    assertTrue(Files.exists(left));
  }

  @Test
  void aParentOfSomebodyElseIsNeitherSweptNorUsed() throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root gives files away");
    Path left = left();
    Files.setAttribute(left.getParent(), "unix:uid", 12_345);
    sweep();
    IOException refused = assertThrows(IOException.class, folders::make);
    assertTrue(refused.getMessage().contains("12345"), refused::getMessage);
    assertTrue(Files.exists(left));
  }

  @Test
  void aFolderOfSomebodyElseStays() throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root gives files away");
    Path left = left();
    Files.setAttribute(left, "unix:uid", 12_345);
    stays(left);
  }

  @Test
  void aFolderThatOthersMayEnterStays() throws IOException {
    Path left = left();
    Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rwxr-xr-x"));
    stays(left);
  }

  @Test
  void closingDeletesNothingUnknownEither() throws IOException {
    OwnFolder folder = folders.make();
    fill(folder.path());
    Path notes = Files.writeString(folder.path().resolve("notes.txt"), "a user's");
    folder.close();
    assertEquals("a user's", Files.readString(notes));
    assertFalse(Files.exists(folder.path().resolve("inputs")));
  }

  @Test
  void aPlaceThatCannotBeUsedIsNamed() throws IOException {
    Path file = Files.createFile(root.resolve("file"));
    IOException refused =
        assertThrows(IOException.class, () -> OwnFolders.in(file.resolve("below")).make());
    assertTrue(refused.getMessage().contains(file.toString()), refused::getMessage);
  }

  /** Whoever loses a race tries again, and nobody's folder is taken from him. */
  @Test
  void makingAndSweepingAtTheSameTimeGoWell() throws Exception {
    List<Process> others = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      others.add(java(Busy.class, root.toString(), "60"));
    }
    for (Process other : others) {
      assertTrue(other.waitFor(50, TimeUnit.SECONDS));
      assertEquals(0, other.exitValue());
    }
    assertEquals(List.of(), all(root));
  }

  /** Makes, sweeps and closes; fails if a folder vanishes while it is in use. */
  static final class Busy {

    public static void main(String[] args) throws IOException {
      OwnFolders folders = OwnFolders.in(Path.of(args[0]));
      for (int i = 0; i < Integer.parseInt(args[1]); i++) {
        try (OwnFolder folder = folders.make()) {
          Files.createDirectory(folder.path().resolve("inputs"));
          folders.sweep(path -> {});
          if (!Files.exists(folder.path().resolve("inputs"))) {
            System.exit(1);
          }
        }
      }
    }
  }

  /** Locks a folder's marker until it is killed. */
  static final class Locking {

    public static void main(String[] args) throws Exception {
      FileChannel channel =
          FileChannel.open(Path.of(args[0]).resolve("owner"), StandardOpenOption.WRITE);
      System.out.println(channel.tryLock() == null ? "locked" : "free");
      if (args.length > 1) {
        Thread.sleep(Duration.ofMinutes(10).toMillis());
      }
    }
  }

  private static Process locked(Path folder) throws IOException {
    Process process = java(Locking.class, folder.toString(), "for long");
    assertEquals("free", process.inputReader().readLine());
    return process;
  }

  private static String lookFromOutside(Path folder) throws IOException {
    return java(Locking.class, folder.toString()).inputReader().readLine();
  }

  private static Process java(Class<?> program, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:-UsePerfData", "-Xmx32m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private void sweep() {
    folders.sweep(swept::add);
  }

  /** Sweeps, and sees to it that a folder or file is as it was. */
  private void stays(Path path) throws IOException {
    List<Path> before = all(path);
    sweep();
    assertEquals(before, all(path));
    assertEquals(List.of(), swept);
  }

  private Path parent() throws IOException {
    try (OwnFolder folder = folders.make()) {
      Path parent = folder.path().getParent();
      folder.close();
      return Files.exists(parent) ? parent : directory(parent, "rwx------");
    }
  }

  /** A folder like one of a process that was killed. */
  private Path left() throws IOException {
    Path folder = directory(parent().resolve(NAME), "rwx------");
    Files.writeString(
        folder.resolve("owner"),
        "Made by Quire, which may delete what it knows in here\n" + NAME + "\n");
    return folder;
  }

  /** With all that a worker process and its service put there. */
  private static void fill(Path folder) throws IOException {
    for (String each :
        List.of(
            "inputs",
            "outputs",
            "model",
            "natives",
            "onnxruntime-java12",
            "vertx/cache-1",
            "pdfbox")) {
      Files.createDirectories(folder.resolve(each));
    }
    for (String each :
        List.of(
            "process",
            "inputs/slot-0",
            "outputs/slot-12",
            "model/inference.onnx",
            "natives/libonnxruntime.so",
            "vertx/cache-1/index.html",
            "pdfbox/.pdfbox.cache",
            "onnxruntime-java12/libonnxruntime4j_jni.so")) {
      Files.write(folder.resolve(each), new byte[10]);
    }
    // the longest path that a socket may have is short
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Path socket = folder.resolve("socket");
      if (socket.toString().length() < 100) {
        server.bind(UnixDomainSocketAddress.of(socket));
      }
    }
  }

  private static Path userData(Path folder) throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("sub")).resolve("x"), "a user's");
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofDays(9))));
    return folder;
  }

  private static Path directory(Path path, String mode) throws IOException {
    return Files.createDirectory(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static List<Path> all(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(each -> !each.equals(path) || !Files.isDirectory(path)).sorted().toList();
    }
  }

  private static List<Path> list(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.sorted().toList();
    }
  }
}
