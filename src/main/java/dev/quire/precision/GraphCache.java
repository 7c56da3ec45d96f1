package dev.quire.precision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.quire.engine.Precision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Keeps the graphs that passes have made, by the content that they were made of: in memory as long
 * as there is enough of it, and in a folder if there is one, for the next start. A folder that
 * cannot be written costs a line in the log, no more. Thread-safe.
 */
public final class GraphCache {

  private static final Logger LOG = Logger.getLogger(GraphCache.class);
  private static final String SUFFIX = ".onnx";
  private static final int SUM_BYTES = 32;

  /** A file that is being written; what a killed process left of it is written over. */
  private static final String PART = ".part";

  /** A symbolic link in its place is an error. */
  private static final Set<OpenOption> WRITING =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private final Optional<Path> folder;
  private final Cache<Key, Entry> memory = Caffeine.newBuilder().softValues().build();

  /** What a graph was made of, as a hash. */
  record Key(String hash) {

    static Key of(byte[] file, Object... how) {
      MessageDigest digest = sha256();
      digest.update(file);
      for (Object part : how) {
        digest.update(part.toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return new Key(HexFormat.of().formatHex(digest.digest()));
    }
  }

  /**
   * A graph.
   *
   * @param graph the file's bytes; not to be changed
   * @param precision what it computes in
   */
  record Entry(byte[] graph, Precision precision) {}

  private GraphCache(Optional<Path> folder) {
    this.folder = folder;
  }

  public static GraphCache inMemory() {
    return new GraphCache(Optional.empty());
  }

  /** One that outlives the process. */
  public static GraphCache in(Path folder) {
    return new GraphCache(Optional.of(folder));
  }

  Optional<Entry> find(Key key) {
    Entry kept = memory.getIfPresent(key);
    if (kept != null) {
      return Optional.of(kept);
    }
    Optional<Entry> read = folder.flatMap(path -> read(path, key));
    read.ifPresent(entry -> memory.put(key, entry));
    return read;
  }

  void keep(Key key, Entry entry) {
    memory.put(key, entry);
    folder.ifPresent(path -> write(path, key, entry));
  }

  private static Path file(Path folder, Key key, Precision precision) {
    return folder.resolve(key.hash() + "-" + precision.name().toLowerCase(Locale.ROOT) + SUFFIX);
  }

  /** A file is the graph and, behind it, the hash of the graph: half a file is none. */
  private static Optional<Entry> read(Path folder, Key key) {
    for (Precision precision : Precision.values()) {
      Path file = file(folder, key, precision);
      try {
        if (Files.isRegularFile(file)) {
          byte[] bytes = Files.readAllBytes(file);
          int length = bytes.length - SUM_BYTES;
          byte[] graph = Arrays.copyOf(bytes, Math.max(0, length));
          byte[] sum = Arrays.copyOfRange(bytes, Math.max(0, length), bytes.length);
          if (length > 0 && Arrays.equals(sha256().digest(graph), sum)) {
            return Optional.of(new Entry(graph, precision));
          }
          LOG.warnf("%s is damaged and is made anew", file);
        }
      } catch (IOException e) {
        LOG.warnf("%s cannot be read: %s", file, e.getMessage());
      }
    }
    return Optional.empty();
  }

  private static void write(Path folder, Key key, Entry entry) {
    try {
      Files.createDirectories(folder);
      Path part = folder.resolve(key.hash() + PART);
      try (FileChannel channel = FileChannel.open(part, WRITING);
          FileLock lock = lock(channel)) {
        if (lock == null) {
          // another process keeps the same graph
          return;
        }
        channel.truncate(0);
        write(channel, entry.graph());
        write(channel, sha256().digest(entry.graph()));
        Files.move(part, file(folder, key, entry.precision()), StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      LOG.warnf("The graph is not kept in %s: %s", folder, e.getMessage());
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
