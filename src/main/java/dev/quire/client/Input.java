package dev.quire.client;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a user says that files are: a file, a folder, or a pattern that the shell left alone. */
public sealed interface Input {

  /** How the files are called that folders and patterns are searched for. */
  List<String> ENDINGS = List.of(".pdf", ".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff");

  /** Hears of the files that are found. */
  interface Visitor {

    /**
     * A file is there.
     *
     * @param file begins as the user wrote it
     * @return whether to go on
     */
    boolean file(Path file);

    /**
     * What is left out, the walk goes on: a folder that cannot be listed, a link that leads nowhere
     * or back up, and what is no file but a FIFO, a socket or a device, of which nobody knows
     * whether reading it ever ends.
     */
    void unreadable(Path path, IOException cause);
  }

  /**
   * Reads what a user wrote. What exists under just this name is that, even if the name has the
   * characters of a pattern. Names may be written as {@link FileNames} does.
   *
   * @throws IllegalArgumentException if nothing is there and it is no pattern, or a broken one
   */
  static Input parse(String text) {
    try {
      Path path = existing(text);
      if (Files.isDirectory(path)) {
        return new Folder(path);
      }
      if (Files.exists(path)) {
        return new OneFile(path);
      }
      if (Matching.isPattern(text)) {
        return Matching.of(text);
      }
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'%s' is no path: %s".formatted(text, e.getReason()), e);
    }
    throw new IllegalArgumentException(
        "There is no file or folder '%s', and it is no pattern such as 'scans/**/*.pdf'"
            .formatted(text));
  }

  /**
   * Finds the files, one after the other; folders are listed as they are reached, in no particular
   * order, and links are followed.
   *
   * @return whether the visitor heard of all of them
   */
  boolean walk(Visitor visitor) throws IOException;

  /** Whether {@link #walk} finds this file, if it is there. */
  boolean covers(Path file);

  /** A file that was named, whatever it is called. */
  record OneFile(Path path) implements Input {

    @Override
    public boolean walk(Visitor visitor) {
      if (isOther(path)) {
        visitor.unreadable(path, new NoFileException());
        return true;
      }
      return visitor.file(path);
    }

    /** What is gone meanwhile is a file to its reader, who will say that it is gone. */
    private static boolean isOther(Path path) {
      return Files.exists(path) && !Files.isRegularFile(path);
    }

    @Override
    public boolean covers(Path file) {
      return absolute(path).equals(absolute(file));
    }
  }

  /** The files of a folder and all below it whose names end as {@link Input#ENDINGS} say. */
  record Folder(Path path) implements Input {

    @Override
    public boolean walk(Visitor visitor) throws IOException {
      return Input.walk(path, Integer.MAX_VALUE, visitor, Input::hasEnding);
    }

    @Override
    public boolean covers(Path file) {
      return absolute(file).startsWith(absolute(path)) && hasEnding(file);
    }
  }

  /**
   * The files below a folder whose path from there matches, and whose names end as {@link
   * Input#ENDINGS} say. As in shells, {@code **}{@code /} stands for any number of folders, none
   * included.
   *
   * @param folder where the pattern's first character is that is not plain text
   * @param pattern what follows
   * @param depth how many folders deep it reaches
   * @param glob the pattern, read
   */
  record Matching(Path folder, String pattern, int depth, Glob glob) implements Input {

    private static final Pattern SPECIAL = Pattern.compile("[*?\\[{]");

    static boolean isPattern(String text) {
      return SPECIAL.matcher(text).find();
    }

    static Matching of(String text) {
      Matcher special = SPECIAL.matcher(text);
      int plain = special.find() ? text.lastIndexOf('/', special.start()) + 1 : 0;
      Path folder = FileNames.path(text.substring(0, plain));
      String pattern = text.substring(plain);
      int depth = pattern.contains("**") ? Integer.MAX_VALUE : pattern.split("/").length;
      try {
        return new Matching(folder, pattern, depth, Glob.of(pattern));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "'%s' is no pattern: %s".formatted(text, e.getMessage()), e);
      }
    }

    @Override
    public boolean walk(Visitor visitor) throws IOException {
      Path start = folder.toString().isEmpty() ? Path.of(".") : folder;
      Visitor named =
          new Visitor() {
            @Override
            public boolean file(Path file) {
              return visitor.file(folder.resolve(start.relativize(file)));
            }

            @Override
            public void unreadable(Path path, IOException cause) {
              visitor.unreadable(path, cause);
            }
          };
      return Input.walk(start, depth, named, this::covers);
    }

    @Override
    public boolean covers(Path file) {
      Path base = absolute(folder);
      Path whole = absolute(file);
      return whole.startsWith(base)
          && glob.matches(FileNames.toMatch(base.relativize(whole)))
          && hasEnding(file);
    }
  }

  /** What looks like a name of the results may be one as it is. */
  private static Path existing(String text) {
    Path path = FileNames.path(text);
    if (text.indexOf('\\') >= 0 && text.chars().allMatch(c -> c < 0x80)) {
      Path asItIs = Path.of(text);
      if (!asItIs.equals(path) && Files.exists(asItIs)) {
        if (Files.exists(path)) {
          throw new IllegalArgumentException(
              "'%s' may mean two files that are there; name their folder".formatted(text));
        }
        return asItIs;
      }
    }
    return path;
  }

  private static boolean walk(Path start, int depth, Visitor visitor, Predicate<Path> wanted)
      throws IOException {
    boolean[] complete = {true};
    Path top = Files.exists(start) ? start.toRealPath() : start;
    Files.walkFileTree(
        start,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        depth,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            // a loop is found out once it is closed; a way out of the folder and back in, here
            if (Files.isSymbolicLink(folder)
                && !folder.equals(start)
                && top.startsWith(folder.toRealPath())) {
              visitor.unreadable(folder, new FileSystemLoopException(folder.toString()));
              return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && wanted.test(file)) {
              complete[0] = visitor.file(file);
            } else if (attributes.isSymbolicLink() && (wanted.test(file) || mayBeFolder(file))) {
              visitor.unreadable(file, new IOException("The link leads nowhere"));
            } else if (attributes.isOther() && wanted.test(file)) {
              visitor.unreadable(file, new NoFileException());
            }
            return complete[0] ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException cause) {
            visitor.unreadable(path, cause);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException cause) {
            if (cause != null) {
              visitor.unreadable(folder, cause);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return complete[0];
  }

  /** A link that leads nowhere may have led to a folder of pages. */
  private static boolean mayBeFolder(Path link) {
    return link.getFileName().toString().indexOf('.') < 0;
  }

  private static boolean hasEnding(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
