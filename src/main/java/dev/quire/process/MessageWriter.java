package dev.quire.process;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * Puts the parts of a message one behind the other: numbers big-endian, strings as UTF-8 behind
 * their length, lists behind their size. Not thread-safe.
 */
public final class MessageWriter {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  /** How a part is put. */
  public interface Part<T> {
    void write(T part) throws IOException;
  }

  public MessageWriter kind(byte kind) throws IOException {
    out.writeByte(kind);
    return this;
  }

  public MessageWriter number(int number) throws IOException {
    out.writeInt(number);
    return this;
  }

  public MessageWriter longNumber(long number) throws IOException {
    out.writeLong(number);
    return this;
  }

  public MessageWriter text(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
    return this;
  }

  public <T> MessageWriter list(Collection<T> parts, Part<T> part) throws IOException {
    number(parts.size());
    for (T each : parts) {
      part.write(each);
    }
    return this;
  }

  public MessageWriter texts(Collection<String> texts) throws IOException {
    return list(texts, this::text);
  }

  /** Everything that was put. */
  public byte[] toBytes() {
    return bytes.toByteArray();
  }
}
