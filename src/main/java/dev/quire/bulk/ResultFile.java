package dev.quire.bulk;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The file that lines of results are appended to, by one process at a time: the lock is the
 * operating system's and ends with the process, however that ends. A line is handed to the
 * operating system as a whole before the next one is begun, so a process that is killed leaves all
 * its lines and at most one unfinished one, which opening cuts off; nothing else is ever cut off or
 * written over. Not thread-safe.
 */
final class ResultFile implements AutoCloseable {

  private static final int SHOWN = 200;

  private final Path path;
  private final Optional<byte[]> heading;
  private final FileChannel channel;
  private long cutBytes;

  private ResultFile(Path path, Optional<String> heading, FileChannel channel) {
    this.path = path;
    this.heading = heading.map(text -> text.getBytes(StandardCharsets.UTF_8));
    this.channel = channel;
  }

  /**
   * Opens a file, or makes one, and reads what is there.
   *
   * @param heading the first line, without its end, where results have one
   * @param existing hears of each other line
   * @throws BulkException if another process writes to it, it is not one of results, or it cannot
   *     be opened; nothing is changed then
   */
  static ResultFile open(Path path, Optional<String> heading, Consumer<ResultLine> existing) {
    FileChannel channel = null;
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw new BulkException(
            "%s is no file, but a folder, a FIFO, a socket or a device".formatted(path));
      }
      channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      lock(path, channel);
      ResultFile file = new ResultFile(path, heading, channel);
      file.read(existing);
      return file;
    } catch (IOException | RuntimeException e) {
      closeQuietly(channel, e);
      throw e instanceof BulkException told
          ? told
          : new BulkException("%s cannot be opened: %s".formatted(path, reason(e)), e);
    }
  }

  private static void lock(Path path, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new BulkException(
          "Another process writes to %s; give each its own file".formatted(path));
    }
  }

  /** How many bytes of an unfinished line were cut off. */
  long cutBytes() {
    return cutBytes;
  }

  /**
   * Appends a line.
   *
   * @param line with its end
   */
  void append(byte[] line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Sees to it that what was appended outlives even the machine's failure. */
  void sync() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void read(Consumer<ResultLine> existing) throws IOException {
    // not to be closed: that would close the file and give up the lock
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
    byte[] head = new byte[ResultLine.MOST_KEY_BYTES];
    long lines = 0;
    long end = 0;
    long length = 0;
    for (int read = in.read(); read >= 0; read = in.read()) {
      if (read != '\n') {
        if (length < head.length) {
          head[(int) length] = (byte) read;
        }
        length++;
        continue;
      }
      lines++;
      if (lines == 1 && heading.isPresent()) {
        requireHeading(Arrays.copyOf(head, (int) Math.min(length, head.length)), heading.get());
      } else {
        existing.accept(line(head, length, lines));
      }
      end += length + 1;
      length = 0;
    }
    if (length > 0) {
      byte[] unfinished = Arrays.copyOf(head, (int) Math.min(length, head.length));
      if (lines == 0 && heading.isPresent()) {
        requireHeading(unfinished, Arrays.copyOf(heading.get(), unfinished.length));
      } else {
        requireBegun(unfinished, lines, length, end);
      }
      cutBytes = length;
      channel.truncate(end);
    }
    channel.position(end);
    if (heading.isPresent() && end == 0) {
      append(heading.get());
      append(new byte[] {'\n'});
    }
  }

  private void requireBegun(byte[] unfinished, long lines, long length, long end) {
    if (lines == 0 && ResultLine.read(unfinished, unfinished.length).isEmpty()) {
      throw notResults("it has no whole line, and begins otherwise or tells too little");
    }
    if (!ResultLine.isBegun(unfinished)) {
      throw new BulkException(
          ("The last %d bytes of %s are no line of results that was not finished. If they are of"
                  + " no use, cut them off with: truncate -s %d '%s'")
              .formatted(length, path, end, path));
    }
  }

  private void requireHeading(byte[] found, byte[] expected) {
    if (!Arrays.equals(found, expected)) {
      String shown = new String(found, StandardCharsets.UTF_8);
      throw new BulkException(
          "%s was not begun by a job like this, which is %s, but begins with %s%s; give another --out"
              .formatted(
                  path,
                  new String(heading.orElseThrow(), StandardCharsets.UTF_8),
                  shown.substring(0, Math.min(SHOWN, shown.length())),
                  shown.length() > SHOWN ? "…" : ""));
    }
  }

  private ResultLine line(byte[] head, long length, long number) {
    Optional<ResultLine> line = ResultLine.read(head, (int) Math.min(length, head.length));
    return line.orElseThrow(() -> notResults("line " + number + " is otherwise"));
  }

  private BulkException notResults(String why) {
    return new BulkException(
        "%s is not a file of results, whose lines begin with {\"input\":\"…\",\"page\":…: %s"
            .formatted(path, why));
  }

  private static String reason(Exception e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "there is no such folder"
        : e.getMessage();
  }

  private static void closeQuietly(FileChannel channel, Exception cause) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }
}
