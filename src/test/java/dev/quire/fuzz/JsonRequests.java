package dev.quire.fuzz;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes objects of JSON whose fields are as they should be, or almost, or not at all. */
final class JsonRequests {

  private static final String MARKS = "\"{}[]:,\\0-";

  /** Bytes with which UTF-8 breaks. */
  private static final List<Integer> NO_UTF_8 =
      List.of(0, 0x80, 0xc0, 0xc1, 0xe0, 0xed, 0xf0, 0xf8, 0xff);

  private final JsonValues values;

  /**
   * @param values what else may stand where something is expected
   */
  JsonRequests(JsonValues values) {
    this.values = values;
  }

  /** A request, whose text may be damaged. */
  Ask ask(String target, String json, Dialect dialect, Dice dice) {
    byte[] text = json.getBytes(charset(dice));
    byte[] body = dice.oneIn(6) ? damaged(text, dice) : text;
    return new Ask(target, Headers.ofJson(dice), body, dialect, false);
  }

  private static Charset charset(Dice dice) {
    return dice.oneIn(40)
        ? dice.of(
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16LE,
            StandardCharsets.ISO_8859_1,
            Charset.forName("UTF-32"))
        : StandardCharsets.UTF_8;
  }

  /** A field, three times in four left out. */
  void sometimes(List<String> fields, String name, String value, Dice dice) {
    if (dice.oneIn(4)) {
      add(fields, name, value, 12, dice);
    }
  }

  /** A field; once in so many times without it, with another value, or twice. */
  void add(List<String> fields, String name, String value, int times, Dice dice) {
    String field = "\"" + name + "\":";
    if (!dice.oneIn(times)) {
      fields.add(field + (dice.oneIn(times) ? values.any(dice) : value));
    }
    if (dice.oneIn(2 * times)) {
      fields.add(field + values.any(dice));
    }
  }

  /** The object of the fields; once in a while something else. */
  String object(List<String> fields, Dice dice) {
    String object = "{" + String.join(",", fields) + "}";
    return dice.oneIn(60)
        ? dice.of("[" + object + "]", object + object, "\uFEFF" + object, values.any(dice), "null")
        : object;
  }

  private static byte[] damaged(byte[] text, Dice dice) {
    if (text.length == 0 || dice.oneIn(30)) {
      return new byte[0];
    }
    // most bytes of most bodies are a file's: what is around it is at the ends
    int reach = dice.oneIn(2) ? Math.min(60, text.length) : text.length;
    int at = dice.oneIn(2) ? dice.below(reach) : text.length - 1 - dice.below(reach);
    byte[] damaged = text.clone();
    switch (dice.below(6)) {
      case 0 -> damaged = Arrays.copyOf(text, at);
      case 1 -> damaged[at] = (byte) MARKS.charAt(dice.below(MARKS.length()));
      case 2 -> damaged[at] ^= (byte) (1 << dice.below(8));
      case 3 -> damaged[at] = dice.of(NO_UTF_8).byteValue();
      case 4 -> {
        damaged = Arrays.copyOf(text, text.length + 1);
        System.arraycopy(text, at, damaged, at + 1, text.length - at);
      }
      default -> damaged[at] = (byte) dice.below(256);
    }
    return damaged;
  }
}
