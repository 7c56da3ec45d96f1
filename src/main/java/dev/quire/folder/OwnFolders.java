package dev.quire.folder;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The program's own folders within a temporary folder: makes them, and deletes those whose owners
 * ended without doing so. All lie in {@code quire-USER}, which must be a folder of the user that
 * nobody else may enter. Thread-safe, and safe beside other processes that do the same: whoever
 * loses a race tries again.
 */
public final class OwnFolders {

  private static final Logger LOG = Logger.getLogger(OwnFolders.class);

  private static final String PARENT = "quire-";
  private static final Pattern NAME = Pattern.compile("\\d+-[0-9a-z]+-[0-9a-f]{8}");
  private static final int ATTEMPTS = 100;

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<?> FOLDER = PosixFilePermissions.asFileAttribute(PRIVATE);
  private static final FileAttribute<?> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path root;
  private final UserPrincipal user;
  private final Path parent;
  private final SecureRandom random = new SecureRandom();

  private OwnFolders(Path root, UserPrincipal user) {
    this.root = root;
    this.user = user;
    this.parent = root.resolve(PARENT + user.getName().replaceAll("[^A-Za-z0-9._-]", "_"));
  }

  /**
   * Those within a folder, such as that for temporary files; made if it is not there.
   *
   * @throws IOException if this process's user cannot be told
   */
  public static OwnFolders in(Path root) throws IOException {
    return new OwnFolders(root.toAbsolutePath(), currentUser());
  }

  private static UserPrincipal currentUser() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self)
        ? Files.getOwner(self)
        : self.getFileSystem()
            .getUserPrincipalLookupService()
            .lookupPrincipalByName(System.getProperty("user.name"));
  }

  /**
   * Makes a folder that nobody else may enter.
   *
   * @throws IOException if that cannot be done; the message names the folder
   */
  public OwnFolder make() throws IOException {
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Optional<OwnFolder> made = tryToMake();
        if (made.isPresent()) {
          return made.get();
        }
      }
    } catch (FileSystemException e) {
      throw new IOException("%s cannot hold temporary files: %s".formatted(root, reason(e)), e);
    }
    throw new IOException("%s: others keep deleting what is made there".formatted(parent));
  }

  private static String reason(FileSystemException e) {
    String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    return "%s (%s)".formatted(reason, e.getFile());
  }

  private Optional<OwnFolder> tryToMake() throws IOException {
    try {
      makeParent();
    } catch (NoSuchFileException e) {
      // another process, for which it was empty, has just deleted it
      return Optional.empty();
    }
    Path folder = parent.resolve(ownPrefix() + HexFormat.of().toHexDigits(random.nextInt()));
    FileChannel channel = null;
    try {
      Files.createDirectory(folder, FOLDER);
      Marker marker = Marker.of(folder);
      channel =
          FileChannel.open(
              marker.file(),
              Set.of(
                  StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
              FILE);
      channel.lock();
      // between its making and its locking somebody may have taken it for abandoned
      if (Files.exists(marker.file())) {
        marker.write(channel);
        return Optional.of(new OwnFolder(folder, channel));
      }
      channel.close();
      return Optional.empty();
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (channel != null) {
        Files.deleteIfExists(Marker.of(folder).file());
        channel.close();
      }
      OwnFolder.deleteIfEmpty(folder);
      OwnFolder.deleteIfEmpty(parent);
      throw e;
    }
  }

  private void makeParent() throws IOException {
    Files.createDirectories(root);
    try {
      Files.createDirectory(parent, FOLDER);
    } catch (FileAlreadyExistsException e) {
      requireOwn(parent);
    }
  }

  /** The folder's own path, not what a link there names. */
  private void requireOwn(Path folder) throws IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isDirectory()
        || !attributes.owner().equals(user)
        || !attributes.permissions().equals(PRIVATE)) {
      throw new IOException(
          ("%s must be a folder of %s that nobody else may enter (rwx------), not %s of %s (%s):"
                  + " nothing is put there or deleted; move it away, or name another folder")
              .formatted(
                  folder,
                  user.getName(),
                  attributes.isSymbolicLink()
                      ? "a symbolic link"
                      : attributes.isDirectory() ? "a folder" : "a file",
                  attributes.owner().getName(),
                  PosixFilePermissions.toString(attributes.permissions())));
    }
  }

  /**
   * Of this virtual machine: process numbers come again, in containers at once, but not with the
   * same moment of the start.
   */
  private static String ownPrefix() {
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    return "%d-%s-".formatted(ProcessHandle.current().pid(), Long.toString(started, 36));
  }

  /**
   * Deletes the folders whose owners ended without doing so. What cannot be proved to be one, or
   * holds anything unknown, stays, and the log says so. Never throws: what stays does no harm.
   *
   * @param before is told of each such folder before anything in it is deleted
   */
  public void sweep(Consumer<Path> before) {
    try {
      if (!Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      requireOwn(parent);
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent)) {
        for (Path folder : folders) {
          sweep(folder, before);
        }
      }
      OwnFolder.deleteIfEmpty(parent);
    } catch (NoSuchFileException e) {
      // another is sweeping, too
    } catch (IOException | RuntimeException e) {
      LOG.warnf("What earlier processes left in %s stays there: %s", parent, e.getMessage());
    }
  }

  private void sweep(Path folder, Consumer<Path> before) throws IOException {
    String name = folder.getFileName().toString();
    // to open a marker of this very process and close it again would let go of its lock
    if (name.startsWith(ownPrefix())) {
      return;
    }
    if (!NAME.matcher(name).matches()) {
      stays(folder, "its name is none of ours");
      return;
    }
    try {
      requireOwn(folder);
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      stays(folder, e.getMessage());
      return;
    }
    Marker marker = Marker.of(folder);
    try (FileChannel channel = marker.open();
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        sweepAbandoned(folder, marker, channel, before);
      }
    } catch (OverlappingFileLockException e) {
      // it is in use
    } catch (NoSuchFileException e) {
      // a folder that its maker was killed before it could mark, and so is empty
      OwnFolder.deleteIfEmpty(folder);
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        stays(folder, "it has no marker");
      }
    } catch (IOException e) {
      stays(folder, e.getMessage());
    }
  }

  private static void sweepAbandoned(
      Path folder, Marker marker, FileChannel channel, Consumer<Path> before) throws IOException {
    boolean unwritten = channel.size() == 0;
    if (!unwritten && !marker.isWhole(channel)) {
      stays(folder, "its marker is not ours");
      return;
    }
    Optional<Path> stranger = KnownFiles.stranger(folder);
    if (stranger.isPresent()) {
      stays(folder, "it holds %s, which is not ours".formatted(stranger.get()));
      return;
    }
    if (unwritten) {
      // its maker was killed while it made the folder, and so put nothing else there
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          if (!file.equals(marker.file())) {
            stays(folder, "its marker is empty");
            return;
          }
        }
      }
    }
    before.accept(folder);
    OwnFolder.delete(folder);
  }

  private static void stays(Path folder, String why) {
    LOG.warnf("%s stays where it is: %s", folder, why);
  }
}
