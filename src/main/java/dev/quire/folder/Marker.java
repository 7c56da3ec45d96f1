package dev.quire.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * The file that says whose a folder is: a line that no other program writes, and the folder's own
 * name, so that a copy elsewhere proves nothing.
 */
record Marker(Path file, String content) {

  private static final String FIRST_LINE =
      "Made by Quire, which may delete what it knows in here\n";

  static Marker of(Path folder) {
    return new Marker(folder.resolve(OwnFolder.MARKER), FIRST_LINE + folder.getFileName() + "\n");
  }

  /** Opens it, to be locked; a symbolic link is an error. */
  FileChannel open() throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
  }

  void write(FileChannel channel) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Whether it says what it must. Not to be asked of a folder that this process owns: to read the
   * file and close it again lets go of the lock.
   */
  boolean isWhole() throws IOException {
    return size() == content.getBytes(StandardCharsets.UTF_8).length
        && Files.readString(file).equals(content);
  }

  /** Its length in bytes; -1 if it is no regular file. */
  long size() throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return attributes.isRegularFile() ? attributes.size() : -1;
  }

  /** The same, through the channel that it was opened with. */
  boolean isWhole(FileChannel channel) throws IOException {
    byte[] expected = content.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(expected.length + 1);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
      // to the end, or to what is too much
    }
    return bytes.flip().equals(ByteBuffer.wrap(expected));
  }
}
