package dev.quire.client;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files' names as text: the same whatever the locale, no two paths alike, and to be turned back. On
 * Linux and macOS a name is bytes, which Java shows in the locale's encoding, where unlike names
 * may look alike; here they are read as UTF-8. A byte that is none of UTF-8 is written as {@code
 * \xE9}, in upper case; a backslash that such a text follows by chance is written as {@code \x5C}.
 * So names in UTF-8 are what they are, and shells read the others within {@code $'…'}.
 *
 * <p>Where names are characters, as on Windows, they are taken as they are.
 */
public final class FileNames {

  /** What would be read as a byte that stands for itself, or as a backslash before such a text. */
  private static final Pattern LOOKS_ESCAPED = Pattern.compile("\\\\(?=x(?:5Cx)*[89A-F][0-9A-F])");

  private static final Pattern ESCAPED =
      Pattern.compile("\\\\x(?:(5C)(?=x(?:5Cx)*[89A-F][0-9A-F])|([89A-F][0-9A-F]))");

  private static final Path ROOT = Path.of("/");
  private static final boolean OF_BYTES =
      ROOT.getFileSystem().getSeparator().equals("/") && ROOT.isAbsolute();
  private static final int HEX = 16;

  private FileNames() {}

  /** The text of a path, a slash between folders; relative if the path is. */
  public static String of(Path path) {
    return OF_BYTES && path.getFileSystem().equals(ROOT.getFileSystem())
        ? ofBytes(bytes(path))
        : path.toString();
  }

  /** The text of a path's bytes. */
  public static String ofBytes(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    StringBuilder text = new StringBuilder(bytes.length);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      text.append(LOOKS_ESCAPED.matcher(out.flip()).replaceAll("\\\\x5C"));
      out.clear();
      if (!result.isError()) {
        return text.toString();
      }
      for (int i = 0; i < result.length(); i++) {
        text.append(String.format(Locale.ROOT, "\\x%02X", in.get() & 0xff));
      }
    }
  }

  /**
   * The path that a text stands for, as {@link #of} writes it; so it may have characters that the
   * locale has no bytes for.
   *
   * @throws InvalidPathException if no path has that name
   */
  public static Path path(String text) {
    boolean plain = text.chars().allMatch(c -> c < 0x80) && !ESCAPED.matcher(text).find();
    if (!OF_BYTES || plain) {
      return Path.of(text);
    }
    if (text.indexOf('\0') >= 0) {
      throw new InvalidPathException(text, "no name has the character 0");
    }
    String escaped = percentEscaped(bytes(text)).replaceAll("//+", "/").replaceAll("^/", "");
    Path absolute = Path.of(URI.create("file:///" + escaped));
    // not relativize, which would take dots away
    return text.startsWith("/") ? absolute : absolute.subpath(0, absolute.getNameCount());
  }

  /** For patterns: as {@link #of}, but a character for each byte that is none of UTF-8. */
  static String toMatch(Path path) {
    return OF_BYTES && path.getFileSystem().equals(ROOT.getFileSystem())
        ? new String(bytes(path), StandardCharsets.UTF_8)
        : path.toString();
  }

  /** Of a URI only the path's bytes are wanted, and it is the one place that has them. */
  private static byte[] bytes(Path path) {
    if (path.toString().isEmpty()) {
      return new byte[0];
    }
    String uri = ROOT.resolve(path).toUri().getRawPath();
    // a folder's URI ends with a slash
    boolean folder = uri.length() > 1 && uri.endsWith("/");
    int from = path.isAbsolute() ? 0 : 1;
    String escaped = uri.substring(from, folder ? uri.length() - 1 : uri.length());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(escaped, i + 1, i + 3, HEX));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    Matcher escaped = ESCAPED.matcher(text);
    int from = 0;
    while (escaped.find()) {
      put(text, from, escaped.start(), bytes);
      bytes.write(escaped.group(1) != null ? '\\' : Integer.parseInt(escaped.group(2), HEX));
      from = escaped.end();
    }
    put(text, from, text.length(), bytes);
    return bytes.toByteArray();
  }

  private static void put(String text, int from, int to, ByteArrayOutputStream bytes) {
    try {
      ByteBuffer encoded =
          StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text, from, to));
      bytes.write(encoded.array(), encoded.arrayOffset(), encoded.remaining());
    } catch (CharacterCodingException e) {
      throw new InvalidPathException(text, "it has half a character");
    }
  }

  private static String percentEscaped(byte[] bytes) {
    StringBuilder escaped = new StringBuilder(3 * bytes.length);
    for (byte b : bytes) {
      if (b == '/') {
        escaped.append('/');
      } else {
        escaped.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
      }
    }
    return escaped.toString();
  }
}
