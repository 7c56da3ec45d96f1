package dev.quire.bulk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

/**
 * A file that is written beside its place and put there when it is whole; what is there already is
 * never written over.
 *
 * @param target its place
 * @param part where it is until then
 */
record OutputFile(Path target, Path part) {

  private static final int NAME_BYTES = 8;

  /**
   * The file of a document.
   *
   * @param job the results' file, which only one process writes to
   * @param input the document's name in the results
   */
  static OutputFile of(Path target, Path job, String input) {
    byte[] digest = new byte[NAME_BYTES];
    // no name has the character 0
    Digests.of(job.toAbsolutePath().normalize() + "\0" + input).get(digest);
    return new OutputFile(
        target, target.resolveSibling("." + HexFormat.of().formatHex(digest) + ".part"));
  }

  /** What is being written. */
  static final class Part {

    private final FileChannel channel;
    private long bytes;

    private Part(FileChannel channel) {
      this.channel = channel;
    }

    void write(ByteBuffer data) throws IOException {
      while (data.hasRemaining()) {
        bytes += channel.write(data);
      }
    }

    /**
     * Ends it.
     *
     * @return its size
     */
    long close() throws IOException {
      channel.close();
      return bytes;
    }
  }

  /** Whether something is at its place. */
  boolean isTaken() {
    return Files.exists(target, LinkOption.NOFOLLOW_LINKS);
  }

  /** Begins it anew; who still writes an earlier part does so for nothing. */
  Part begin() throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    Files.deleteIfExists(part);
    return new Part(
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /**
   * Puts it at its place.
   *
   * @throws FileAlreadyExistsException if something is there by now
   */
  void publish() throws IOException {
    if (!linked()) {
      // looks first, and renames then
      Files.move(part, target);
    }
    discard();
  }

  /** Unlike a rename, a link never takes the place of a file. Not all file systems have links. */
  private boolean linked() throws FileAlreadyExistsException {
    try {
      Files.createLink(target, part);
      return true;
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Removes what was written of it so far. */
  void discard() throws IOException {
    Files.deleteIfExists(part);
  }
}
