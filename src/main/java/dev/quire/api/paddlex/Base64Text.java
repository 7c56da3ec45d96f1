package dev.quire.api.paddlex;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/** Files as texts: Base64, bare as PaddleX takes it, or with the head of a data URL. */
final class Base64Text {

  /** A media type and {@code ;base64} are shorter than this. */
  private static final int LONGEST_HEAD = 256;

  private Base64Text() {}

  /**
   * The bytes; line breaks and spaces between the characters do not count.
   *
   * @throws RefusedException if it is no Base64
   */
  static byte[] decode(String text) {
    // a character beyond one byte becomes '?', which is no Base64 either
    byte[] characters = text.getBytes(StandardCharsets.ISO_8859_1);
    int length = withoutSpaces(characters, headLength(text));
    try {
      ByteBuffer decoded = Base64.getDecoder().decode(ByteBuffer.wrap(characters, 0, length));
      return decoded.remaining() == decoded.array().length
          ? decoded.array()
          : Arrays.copyOf(decoded.array(), decoded.remaining());
    } catch (IllegalArgumentException e) {
      throw new RefusedException("The file is neither Base64 nor an http or https URL");
    }
  }

  private static int headLength(String text) {
    String head = text.substring(0, Math.min(LONGEST_HEAD, text.length())).toLowerCase(Locale.ROOT);
    if (!head.startsWith("data:")) {
      return 0;
    }
    int comma = head.indexOf(',');
    if (comma < 0 || !head.substring(0, comma).endsWith(";base64")) {
      throw new RefusedException("A data URL must say ;base64, before its data");
    }
    return comma + 1;
  }

  /** Moves what counts to the front. */
  private static int withoutSpaces(byte[] characters, int from) {
    int length = 0;
    for (int i = from; i < characters.length; i++) {
      byte c = characters[i];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        characters[length++] = c;
      }
    }
    return length;
  }
}
