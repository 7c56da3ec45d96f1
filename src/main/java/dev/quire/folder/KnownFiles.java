package dev.quire.folder;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What this program, and the libraries in its worker processes, put into the program's own folders.
 * Nothing else there is ever deleted, and no symbolic link is followed.
 */
final class KnownFiles {

  private enum Kind {
    FILE,
    FOLDER,
    LINK,
    SOCKET
  }

  /** A path below the folder, with slashes, and what may be there. */
  private record Form(Pattern path, Set<Kind> kinds) {

    static Form of(String path, Kind first, Kind... more) {
      return new Form(Pattern.compile(path), EnumSet.of(first, more));
    }

    boolean fits(String path, Kind kind) {
      return kinds.contains(kind) && this.path.matcher(path).matches();
    }
  }

  private static final List<Form> FORMS =
      List.of(
          Form.of(OwnFolder.MARKER, Kind.FILE),
          // a worker process and its service
          Form.of("socket", Kind.SOCKET),
          Form.of("process", Kind.FILE),
          Form.of("inputs|outputs", Kind.FOLDER),
          Form.of("(inputs|outputs)/slot-\\d+", Kind.FILE),
          Form.of("model", Kind.FOLDER),
          Form.of("model/[^/]+", Kind.FILE),
          // native libraries, put there by this program or by ONNX Runtime itself
          Form.of("natives", Kind.FOLDER),
          Form.of("natives/lib[^/]+\\.so", Kind.FILE),
          Form.of("onnxruntime-java\\d+", Kind.FOLDER),
          Form.of("onnxruntime-java\\d+/lib[^/]+\\.so", Kind.FILE),
          // caches of libraries
          Form.of("vertx|pdfbox", Kind.FOLDER),
          Form.of("vertx/.+", Kind.FILE, Kind.FOLDER),
          Form.of("pdfbox/\\.pdfbox\\.cache", Kind.FILE),
          // a Paddle program under the names that DJL looks for
          Form.of("quire-paddle-\\d+", Kind.FOLDER),
          Form.of("quire-paddle-\\d+/inference\\.pd(model|iparams)", Kind.FILE, Kind.LINK));

  private KnownFiles() {}

  /** The first thing in the folder that this program does not put there, if there is any. */
  static Optional<Path> stranger(Path folder) throws IOException {
    List<Path> found = new ArrayList<>(1);
    Files.walkFileTree(
        folder,
        new Walk() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
            return each.equals(folder) ? FileVisitResult.CONTINUE : look(each, attributes);
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
            return look(each, attributes);
          }

          private FileVisitResult look(Path each, BasicFileAttributes attributes) {
            if (isKnown(folder, each, attributes)) {
              return FileVisitResult.CONTINUE;
            }
            found.add(each);
            return FileVisitResult.TERMINATE;
          }
        });
    return found.stream().findFirst();
  }

  /** Deletes what is known, but not the folder itself or its marker; another may do so, too. */
  static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new Walk() {
          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            if (isKnown(folder, each, attributes) && !each.equals(marker(folder))) {
              Files.deleteIfExists(each);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, IOException ignored)
              throws IOException {
            if (!each.equals(folder) && isKnown(folder, each, Kind.FOLDER)) {
              OwnFolder.deleteIfEmpty(each);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static Path marker(Path folder) {
    return folder.resolve(OwnFolder.MARKER);
  }

  private static boolean isKnown(Path folder, Path each, BasicFileAttributes attributes) {
    return isKnown(folder, each, kind(attributes));
  }

  private static boolean isKnown(Path folder, Path each, Kind kind) {
    String path = folder.relativize(each).toString();
    return FORMS.stream().anyMatch(form -> form.fits(path, kind));
  }

  private static Kind kind(BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return Kind.FILE;
    }
    if (attributes.isDirectory()) {
      return Kind.FOLDER;
    }
    return attributes.isSymbolicLink() ? Kind.LINK : Kind.SOCKET;
  }

  /** What vanishes meanwhile was to be deleted anyway. */
  private static class Walk extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFileFailed(Path each, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }
}
