package dev.quire.process;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes apart what a {@link MessageWriter} has put together. Not thread-safe. */
public final class MessageReader {

  private final DataInputStream in;

  /** How a part is taken. */
  public interface Part<T> {
    T read() throws IOException;
  }

  private MessageReader(byte[] bytes) {
    this.in = new DataInputStream(new ByteArrayInputStream(bytes));
  }

  /** How a whole message is taken. */
  public interface Whole<M> {
    M read(MessageReader from) throws IOException;
  }

  /**
   * The message that the bytes are, all of them.
   *
   * @throws IOException if they are none
   */
  public static <M> M read(byte[] bytes, Whole<M> whole) throws IOException {
    MessageReader from = new MessageReader(bytes);
    M message;
    try {
      message = whole.read(from);
    } catch (RuntimeException e) {
      throw new IOException("A message holds a value that it cannot have: " + e.getMessage(), e);
    }
    if (from.in.available() > 0) {
      throw new IOException("A message has %d bytes too many".formatted(from.in.available()));
    }
    return message;
  }

  public byte kind() throws IOException {
    return in.readByte();
  }

  public int number() throws IOException {
    return in.readInt();
  }

  public long longNumber() throws IOException {
    return in.readLong();
  }

  /** A number of things that take a byte each at least. */
  public int count() throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available()) {
      throw new IOException(
          "A message of %d more bytes cannot hold %d things".formatted(in.available(), count));
    }
    return count;
  }

  public String text() throws IOException {
    return new String(in.readNBytes(count()), StandardCharsets.UTF_8);
  }

  public List<String> texts() throws IOException {
    return list(this::text);
  }

  public <T> List<T> list(Part<T> part) throws IOException {
    int count = count();
    List<T> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(part.read());
    }
    return all;
  }
}
