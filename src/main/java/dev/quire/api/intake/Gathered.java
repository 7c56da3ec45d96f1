package dev.quire.api.intake;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of a body that have come so far. For one thread. */
abstract sealed class Gathered {

  private int length;

  /** Of a body whose length is known: one array, filled as it comes. */
  static Gathered ofLength(int length) {
    return new InOneArray(length);
  }

  /** Of a body whose length shows at its end. */
  static Gathered ofAnyLength() {
    return new InChunks();
  }

  final int length() {
    return length;
  }

  final void add(Buffer chunk) {
    append(chunk, length);
    length += chunk.length();
  }

  abstract void append(Buffer chunk, int at);

  /** All of them; to be asked once. */
  abstract byte[] toBytes();

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
    byte[] toBytes() {
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
    byte[] toBytes() {
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
