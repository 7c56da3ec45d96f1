package dev.quire.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file of shared memory, mapped. One side fills it and makes it; the other adopts it, and from
 * then on the file has no name: its memory is gone when both sides are, however they ended.
 */
public final class SharedMemoryRegion implements AutoCloseable {

  private static final int CHUNK = 1 << 20;

  private final FileChannel channel;
  private final ByteBuffer memory;

  private SharedMemoryRegion(FileChannel channel, ByteBuffer memory) {
    this.channel = channel;
    this.memory = memory;
  }

  /**
   * Makes a slot whose memory is all there: touching a page that the file system has no room for
   * would end the process.
   *
   * @throws IOException if there is no room for it, or it exists
   */
  static SharedMemoryRegion create(Path file, int bytes) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(bytes, CHUNK));
      for (int left = bytes; left > 0; left -= zeros.limit()) {
        zeros.clear().limit(Math.min(left, zeros.capacity()));
        while (zeros.hasRemaining()) {
          channel.write(zeros);
        }
      }
      return mapped(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Maps what the other side has made, and takes its name away. */
  static SharedMemoryRegion adopt(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      SharedMemoryRegion slot = mapped(channel);
      Files.delete(file);
      return slot;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static SharedMemoryRegion mapped(FileChannel channel) throws IOException {
    return new SharedMemoryRegion(
        channel, channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()));
  }

  /** How many bytes it has. */
  public int capacity() {
    return memory.capacity();
  }

  /**
   * Its first bytes, in the machine's byte order.
   *
   * @throws IndexOutOfBoundsException if it has fewer
   */
  public ByteBuffer bytes(int count) {
    return memory.slice(0, count).order(ByteOrder.nativeOrder());
  }

  /**
   * Gives the memory back for both sides; neither may touch it any more. The mapping itself, an
   * empty range of addresses by then, goes with the garbage.
   */
  void free() throws IOException {
    channel.truncate(0);
    channel.close();
  }

  /** Lets go of it on this side; the memory stays for the other. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
