package dev.quire.process;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Messages over a socket, each behind its length in four bytes. Any thread may send; one at a time
 * may receive. A broken connection fails every later call.
 *
 * @param <M> the messages
 */
public final class Connection<M> implements AutoCloseable {

  /** Messages name what is large, they do not hold it: no real one comes near. */
  private static final int LONGEST = 1 << 20;

  private final SocketChannel channel;
  private final MessageCodec<M> codec;
  private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);

  /** Takes over a connected channel in blocking mode. */
  Connection(SocketChannel channel, MessageCodec<M> codec) {
    this.channel = channel;
    this.codec = codec;
  }

  /**
   * Sends a message, whole.
   *
   * @throws MessageTooLongException if it is too long; the connection is as good as before
   */
  public void send(M message) throws IOException {
    byte[] bytes = codec.encode(message);
    if (bytes.length > LONGEST) {
      throw new MessageTooLongException(bytes.length, LONGEST);
    }
    ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + bytes.length);
    frame.putInt(bytes.length).put(bytes).flip();
    synchronized (this) {
      while (frame.hasRemaining()) {
        channel.write(frame);
      }
    }
  }

  /**
   * The next message; waits for it.
   *
   * @throws EOFException if the other side has closed the connection
   */
  public M receive() throws IOException {
    length.clear();
    fill(length);
    int bytes = length.flip().getInt();
    if (bytes < 1 || bytes > LONGEST) {
      throw new IOException("A message of %d bytes was announced".formatted(bytes));
    }
    ByteBuffer frame = ByteBuffer.allocate(bytes);
    fill(frame);
    return codec.decode(frame.array());
  }

  private void fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("The other side has closed the connection");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
