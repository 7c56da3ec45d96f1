package dev.quire.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads files whole, and none that there is no memory for: how large a file is counts before any
 * byte of it is read, and what it grows by meanwhile is not read on and on.
 *
 * @param mostBytes that one file may have
 */
record FileReader(long mostBytes) {

  /** What one array may have. */
  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private static final double MB = 1e6;

  /** There is no memory for the file here and now; that is no fault of the file's. */
  static final class NoRoomException extends LeftOutException {

    private static final long serialVersionUID = 1L;

    NoRoomException(String message) {
      super(message);
    }
  }

  /** Files up to a third of the heap: one that is read, and copies of parts that are sent. */
  static FileReader ofHeap(long heapBytes) {
    return new FileReader(Math.max(1, heapBytes / 3));
  }

  /**
   * The bytes of a file.
   *
   * @throws NoRoomException if more memory would help
   * @throws IOException if it cannot be read
   */
  byte[] read(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new IOException("It is no file any more");
    }
    requireRoom(attributes.size());
    try (InputStream in = Files.newInputStream(path)) {
      int most = (int) Math.min(mostBytes, LONGEST_ARRAY);
      byte[] first = in.readNBytes((int) Math.min(attributes.size(), most));
      byte[] more = in.readNBytes(most - first.length);
      if (more.length == 0) {
        if (in.read() >= 0) {
          requireRoom(most + 1L);
        }
        return first;
      }
      throw new IOException("It grows while it is read");
    } catch (OutOfMemoryError e) {
      throw noRoom(attributes.size());
    }
  }

  private void requireRoom(long size) throws IOException {
    if (size > LONGEST_ARRAY) {
      throw new IOException("It has %.0f MB, more than one request can have".formatted(size / MB));
    }
    if (size > mostBytes) {
      throw noRoom(size);
    }
  }

  private NoRoomException noRoom(long size) {
    return new NoRoomException(
        "It has %.0f MB, for which there is no memory; raise Java's -Xmx".formatted(size / MB));
  }
}
