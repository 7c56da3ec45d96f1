package dev.quire.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A folder that this process made and uses. While the process lives, however it ends, its marker is
 * locked, which keeps other processes from taking the folder for an abandoned one. Thread-safe.
 */
public final class OwnFolder implements AutoCloseable {

  /** Locked while the owner lives; its content proves whose the folder is. */
  static final String MARKER = "owner";

  private static final Logger LOG = Logger.getLogger(OwnFolder.class);

  private final Path path;
  private final FileChannel lock;

  OwnFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Where it is; absolute. */
  public Path path() {
    return path;
  }

  /**
   * Deletes the folder with what this program put into it, and the parent if it is empty then.
   * Anything else stays, and the folder with it, and the log says so. Idempotent.
   *
   * @throws IOException if something of its own cannot be deleted
   */
  @Override
  public void close() throws IOException {
    try {
      delete(path);
    } finally {
      lock.close();
    }
  }

  /**
   * Deletes a folder that this process owns, or that its owner has lent it. Others may do so at the
   * same time.
   *
   * @throws IOException if something of the program's own cannot be deleted
   */
  public static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    KnownFiles.delete(folder);
    Optional<Path> stranger = KnownFiles.stranger(folder);
    if (stranger.isPresent()) {
      LOG.warnf("The folder %s stays: it holds %s, which is not ours", folder, stranger.get());
      return;
    }
    Files.deleteIfExists(folder.resolve(MARKER));
    deleteIfEmpty(folder);
    deleteIfEmpty(folder.getParent());
  }

  /** Whether a folder is one of this program's own, lent by another process. */
  public static boolean isMarked(Path folder) {
    try {
      return Marker.of(folder).isWhole();
    } catch (IOException e) {
      return false;
    }
  }

  /** Deletes a folder unless anything is in it; anything there, or nothing, is no error. */
  public static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.delete(folder);
    } catch (NoSuchFileException | DirectoryNotEmptyException e) {
      // somebody else was faster, or uses it
    }
  }
}
