package dev.quire.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * HTTP/2 as bytes (RFC 9113), the headers as literals that no table remembers (RFC 7541, 6.2.2), so
 * that each may be any text.
 */
final class Frames {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int ACK = 1;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;
  private static final int PRIORITY = 0x20;
  private static final int PRIORITY_BYTES = 5;

  /** What a frame may have without a setting that allows more. */
  static final int MOST_PAYLOAD = 16_384;

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int SEVEN_BITS = 127;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Where in a HEADERS frame without padding the fields begin. */
  static int fieldsAt(int flags) {
    return (flags & PRIORITY) == 0 ? 0 : PRIORITY_BYTES;
  }

  /** What a client says first. */
  Frames preface() {
    out.writeBytes(PREFACE);
    return frame(SETTINGS, 0, 0, new byte[0]);
  }

  /** A frame. */
  Frames frame(int type, int flags, int stream, byte[] payload) {
    return frame(payload.length, type, flags, stream, payload);
  }

  /** A frame that may lie about its length. */
  Frames frame(int length, int type, int flags, int stream, byte[] payload) {
    out.write(length >> 16);
    out.write(length >> 8);
    out.write(length);
    out.write(type);
    out.write(flags);
    out.writeBytes(number(stream));
    out.writeBytes(payload);
    return this;
  }

  /**
   * A POST as it should be.
   *
   * @param headers name, value, name, value, …
   */
  Frames request(int stream, String target, String authority, List<String> headers, byte[] body) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    field(block, ":method", "POST");
    field(block, ":scheme", "http");
    field(block, ":path", target);
    field(block, ":authority", authority);
    for (int i = 0; i < headers.size(); i += 2) {
      field(block, headers.get(i).toLowerCase(Locale.ROOT), headers.get(i + 1));
    }
    field(block, "content-length", String.valueOf(body.length));
    byte[] fields = block.toByteArray();
    int end = body.length == 0 ? END_STREAM : 0;
    if (fields.length <= MOST_PAYLOAD) {
      frame(HEADERS, END_HEADERS | end, stream, fields);
    } else {
      for (int from = 0; from < fields.length; from += MOST_PAYLOAD) {
        int to = Math.min(from + MOST_PAYLOAD, fields.length);
        frame(
            from == 0 ? HEADERS : CONTINUATION,
            (to == fields.length ? END_HEADERS : 0) | (from == 0 ? end : 0),
            stream,
            java.util.Arrays.copyOfRange(fields, from, to));
      }
    }
    for (int from = 0; from < body.length; from += MOST_PAYLOAD) {
      int to = Math.min(from + MOST_PAYLOAD, body.length);
      frame(
          DATA,
          to == body.length ? END_STREAM : 0,
          stream,
          java.util.Arrays.copyOfRange(body, from, to));
    }
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** Four bytes. */
  static byte[] number(int value) {
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }

  /** A header as a literal without indexing and without Huffman's code. */
  static void field(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    string(block, name);
    string(block, value);
  }

  private static void string(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int rest = bytes.length;
    if (rest < SEVEN_BITS) {
      block.write(rest);
    } else {
      block.write(SEVEN_BITS);
      rest -= SEVEN_BITS;
      while (rest > SEVEN_BITS) {
        block.write(rest & SEVEN_BITS | SEVEN_BITS + 1);
        rest >>= 7;
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }
}
