package dev.quire.fuzz;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values of JSON as they are written: what fields may hold, and what nobody expects there. */
final class JsonValues {

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "-1",
          "2",
          "0.5",
          "0.3",
          "1.0",
          "-0.1",
          "1.5",
          "1e-320",
          "1e-999999999",
          "1e308",
          "1e400",
          "-1e400",
          "9007199254740993",
          "2147483648",
          "-9223372036854775809",
          "123456789012345678901234567890",
          "7".repeat(64),
          "7".repeat(65),
          "0." + "3".repeat(70));

  private static final List<String> NO_NUMBERS =
      List.of(
          "NaN",
          "Infinity",
          "-Infinity",
          "01",
          ".5",
          "1.",
          "+1",
          "0x10",
          "1e",
          "--1",
          "1_000",
          "undefined",
          "nul",
          "True",
          "'text'",
          "{",
          "]",
          "",
          "//",
          "\\u0031");

  private static final List<String> TEXTS =
      List.of(
          "\"\"",
          "\" \"",
          "\"0\"",
          "\"1\"",
          "\"0.5\"",
          "\"true\"",
          "\"off\"",
          "\"NaN\"",
          "\"Infinity\"",
          "\"-1e999\"",
          "\"0x1p-1\"",
          "\"1d\"",
          "\"٣\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"a\\ud83d\"",
          "\"\\ud83d\\ude00\"",
          "\"😀\"",
          "\"\\u2028\\u202e\\ufeff\"",
          "\"\\x41\"",
          "\"\\",
          "\"\t\"",
          "\"${jndi:ldap://a/b}\"",
          "\"../../etc/passwd\"",
          "\"<script>\"",
          "\"%s%n%d\"");

  private static final List<String> URLS =
      List.of(
          "http://127.0.0.1:1/a.png",
          "http://localhost/a.pdf",
          "https://[::1]:99999/a.jpg",
          "http://169.254.169.254/latest/meta-data",
          "HTTP://0x7f.1/a.png",
          "http://a@b@c/d.png",
          "http://",
          "https://",
          "http:///a.png",
          "http://[",
          "http://exa mple/a.png",
          "http://%00/a.png",
          "http://a:b/c.tif",
          "http://\u2024/a.png",
          "http://xn--/a.png?b#c",
          "file:///etc/hostname",
          "ftp://a/b.png",
          "gopher://a",
          "jar:file:/a!/b",
          "data:,",
          "data:image/png;base64",
          "data:;base64,",
          "data:text/html;base64,PGI+",
          "javascript:1",
          "//a/b.png",
          "http:a.png",
          "http://" + "a".repeat(5_000) + "/b.png",
          "http://a/" + "%41".repeat(3_000) + ".pdf",
          "http://a/.pdf/",
          "http://a/b.pdf;c=d");

  private final List<byte[]> files;
  private final Damage damage;

  /**
   * @param files those that are sent in Base64, whole and damaged
   */
  JsonValues(List<byte[]> files) {
    this.files = List.copyOf(files);
    this.damage = new Damage(files);
  }

  /** Anything, even what is no JSON. */
  String any(Dice dice) {
    return switch (dice.below(12)) {
      case 0, 1, 2 -> dice.of(NUMBERS);
      case 3, 4, 5 -> dice.of(TEXTS);
      case 6 -> dice.of("null", "true", "false", "[]", "{}");
      case 7 -> dice.oneIn(3) ? dice.of(NO_NUMBERS) : dice.of(NUMBERS);
      case 8 -> nested(dice.of(2, 28, 29, 30, 31, 32, 33, 1_000, 20_000), dice);
      case 9 -> longText(dice);
      case 10 -> "[" + list(dice, dice.below(20)) + "]";
      default -> perClass(dice, any -> dice.of(TEXTS));
    };
  }

  /** A file, or what is none, as a text. */
  String file(Dice dice) {
    return switch (dice.below(20)) {
      case 0, 1, 2 -> quoted(dice.of(URLS));
      case 3 -> quoted(broken(base64(dice.of(files)), dice));
      case 4 -> quoted(base64(dice.bytes(dice.below(400))));
      case 5 -> quoted(Base64.getMimeEncoder().encodeToString(dice.of(files)).replace("\r\n", " "));
      case 6 -> quoted(Base64.getUrlEncoder().encodeToString(dice.of(files)));
      case 7 ->
          quoted(
              dice.of("data:image/png;base64,", "data:;base64,", "DATA:a/b;charset=x;base64,")
                  + base64(dice.of(files)));
      case 8, 9, 10 -> quoted(base64(damage.of(dice.of(files), dice)));
      default -> quoted(base64(dice.of(files)));
    };
  }

  /** A threshold for all classes or for some. */
  String threshold(Dice dice) {
    return dice.oneIn(2) ? number(dice) : perClass(dice, any -> number(dice));
  }

  /** A ratio, or two, for all classes or for some. */
  String unclip(Dice dice) {
    return switch (dice.below(4)) {
      case 0 -> number(dice);
      case 1 -> pair(dice);
      default -> perClass(dice, any -> dice.oneIn(2) ? number(dice) : pair(dice));
    };
  }

  /** One of some words, for all classes or for some. */
  String word(Dice dice, boolean classes, String... words) {
    return classes && dice.oneIn(2)
        ? perClass(dice, any -> quoted(dice.of(words)))
        : quoted(dice.of(words));
  }

  /** A truth value, or what pydantic takes for one. */
  String flag(Dice dice) {
    return dice.of("true", "false", "false", "null", "0", "1", "\"yes\"", "\"N\"", "2", "\"\"");
  }

  /** Labels of the model and others. */
  String labels(Dice dice) {
    return IntStream.range(0, dice.below(5))
        .mapToObj(i -> dice.of("\"text\"", "\"table\"", "\"\"", "\"a\"", dice.of(TEXTS), "null"))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String pair(Dice dice) {
    return "[" + list(dice, dice.of(0, 1, 2, 2, 2, 2, 3)) + "]";
  }

  private static String list(Dice dice, int length) {
    return IntStream.range(0, length).mapToObj(i -> number(dice)).collect(Collectors.joining(","));
  }

  private static String number(Dice dice) {
    if (dice.oneIn(2)) {
      return dice.of("0.3", "0.5", "1", "1.0", "\"0.7\"");
    }
    return dice.oneIn(20) ? dice.of(TEXTS) : dice.of(NUMBERS);
  }

  private interface Value {
    String of(int number);
  }

  private static String perClass(Dice dice, Value value) {
    int count = dice.oneIn(100) ? dice.of(1_000, 1_001, 3_000) : dice.below(6);
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String key =
          count > 6
              ? "\"" + i + "\""
              : dice.of(
                  "\"0\"",
                  "\"5\"",
                  "\"22\"",
                  "\"24\"",
                  "\"25\"",
                  "\"999999\"",
                  dice.oneIn(3) ? "\"9999999\"" : "\"2\"",
                  "\"-1\"",
                  "\"text\"",
                  "\"1.0\"",
                  "\"٣\"",
                  "\"\"",
                  "\"007\"",
                  dice.of(TEXTS));
      entries.add(key + ":" + value.of(i));
    }
    return "{" + String.join(",", entries) + "}";
  }

  private static String nested(int depth, Dice dice) {
    String open = dice.of("[", "{\"a\":");
    String middle = dice.of("1", "", "null");
    String close = open.equals("[") ? "]" : "}";
    return open.repeat(depth) + middle + close.repeat(dice.oneIn(10) ? depth - 1 : depth);
  }

  private static String longText(Dice dice) {
    String piece = dice.of("a", "é", "\\u0041", "😀", "\\ud83d\\ude00", "x😀", "\\\"", "<", "A+/=");
    return quoted(
        dice.of("", "x") + piece.repeat(dice.of(20, 49, 50, 99, 100, 101, 1_000, 20_000)));
  }

  private static String base64(byte[] file) {
    return Base64.getEncoder().encodeToString(file);
  }

  private static String broken(String base64, Dice dice) {
    int at = dice.below(base64.length());
    return switch (dice.below(5)) {
      case 0 -> base64.substring(0, at);
      case 1 ->
          base64.substring(0, at)
              + dice.of("=", "==", "*", "é", "\\n", "\\u0000", "Ā")
              + base64.substring(at);
      case 2 -> base64 + dice.of("=", "A", "====", "\\n\\n");
      case 3 -> base64.replace("A", dice.of("", "-", "_"));
      default -> " ".repeat(300) + base64;
    };
  }

  private static String quoted(String escaped) {
    return "\"" + escaped + "\"";
  }
}
