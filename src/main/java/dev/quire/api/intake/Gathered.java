package dev.quire.api.intake;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of a body that have come so far. For one thread. */
public abstract sealed class Gathered {

  private int length;

  /** Of a body whose length is known: one array, filled as it comes. */
  public static Gathered ofLength(int length) {
    return new InOneArray(length);
  }

  /** Of a body whose length shows at its end. */
  public static Gathered ofAnyLength() {
    return new InChunks();
  }

  /** How many bytes have come. */
  public final int length() {
    return length;
  }

  /** Takes the next bytes. */
  public final void add(Buffer chunk) {
    append(chunk, length);
    length += chunk.length();
  }

  abstract void append(Buffer chunk, int at);

  /** All of them; to be asked once. */
  public abstract byte[] toBytes();

  private static final class InOneArray extends Gathered {

    private final byte[] bytes;

    InOneArray(int length) {
      bytes = new byte[length];
    }

    @Override
    void append(Buffer chunk, int at) {
      chunk.getBytes(bytes, at);
    }

    @Override
    public byte[] toBytes() {
      // a body that ends early would have failed; HTTP/2 leaves the check to the application
      return length() == bytes.length ? bytes : Arrays.copyOf(bytes, length());
    }
  }

  private static final class InChunks extends Gathered {

    private final List<Buffer> chunks = new ArrayList<>();

    @Override
    void append(Buffer chunk, int at) {
      chunks.add(chunk);
    }

    @Override
    public byte[] toBytes() {
      byte[] bytes = new byte[length()];
      int at = 0;
      for (Buffer chunk : chunks) {
        chunk.getBytes(bytes, at);
        at += chunk.length();
      }
      return bytes;
    }
  }
}
