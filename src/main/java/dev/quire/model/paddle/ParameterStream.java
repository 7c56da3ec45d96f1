package dev.quire.model.paddle;

import com.google.protobuf.ByteString;
import dev.quire.model.ModelFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;

/**
 * A parameters file, read from its beginning. It knows how many bytes are left, so that no size
 * that the file claims is trusted with memory.
 */
final class ParameterStream implements AutoCloseable {

  private final InputStream in;
  private long left;

  private ParameterStream(InputStream in, long size) {
    this.in = in;
    this.left = size;
  }

  static ParameterStream open(ModelFile file) throws IOException {
    if (file instanceof ModelFile.OnDisk onDisk) {
      long size = Files.size(onDisk.path());
      return new ParameterStream(
          new BufferedInputStream(Files.newInputStream(onDisk.path())), size);
    }
    byte[] bytes = file.bytes();
    return new ParameterStream(new ByteArrayInputStream(bytes), bytes.length);
  }

  /** Bytes not yet read. */
  long left() {
    return left;
  }

  /**
   * A number of 32 bits.
   *
   * @throws EOFException if the file ends before
   */
  int int32() throws IOException {
    return take(Integer.BYTES).getInt();
  }

  /**
   * A number of 64 bits; above {@link Long#MAX_VALUE} it looks negative.
   *
   * @throws EOFException if the file ends before
   */
  long int64() throws IOException {
    return take(Long.BYTES).getLong();
  }

  /**
   * So many bytes, which must be few.
   *
   * @throws EOFException if the file ends before
   */
  ByteString bytes(int count) throws IOException {
    return ByteString.copyFrom(take(count));
  }

  /**
   * Passes over so many bytes.
   *
   * @throws EOFException if the file ends before
   */
  void skip(long count) throws IOException {
    require(count);
    in.skipNBytes(count);
    left -= count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private ByteBuffer take(int count) throws IOException {
    require(count);
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the file has become shorter");
    }
    left -= count;
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void require(long count) throws EOFException {
    if (count > left) {
      throw new EOFException("%d bytes wanted and %d left".formatted(count, left));
    }
  }
}
