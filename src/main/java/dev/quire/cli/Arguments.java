package dev.quire.cli;

import dev.quire.client.FileNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The command line's arguments as they were written. Java reads them in the locale's encoding and
 * puts a question mark, which is a pattern, or U+FFFD for what that has not; the system has the
 * bytes.
 */
final class Arguments {

  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
  private static final char NO_CHARACTER = '\uFFFD';

  private Arguments() {}

  /**
   * The arguments of this process.
   *
   * @param read as Java has read them
   * @throws IllegalArgumentException if one has characters that cannot be told
   */
  static String[] of(String[] read) {
    return of(read, commandLine());
  }

  /**
   * The same for a process of which is known how it was called.
   *
   * @param commandLine its words, each with a zero at its end, the arguments last; or empty
   */
  static String[] of(String[] read, byte[] commandLine) {
    List<byte[]> words = words(commandLine);
    if (words.size() >= read.length) {
      List<byte[]> last = words.subList(words.size() - read.length, words.size());
      Optional<String[]> written = written(read, last);
      if (written.isPresent()) {
        return written.get();
      }
    }
    for (String argument : read) {
      if (argument.indexOf(NO_CHARACTER) >= 0) {
        throw new IllegalArgumentException(
            ("'%s' has characters that the locale has not; set LC_ALL=C.UTF-8, or name the folder"
                    + " instead")
                .formatted(argument));
      }
    }
    return read;
  }

  /** Empty if these are not the words that were read, as where the process is called by another. */
  private static Optional<String[]> written(String[] read, List<byte[]> words) {
    String[] written = new String[read.length];
    for (int i = 0; i < read.length; i++) {
      byte[] word = words.get(i);
      boolean ascii = isAscii(word);
      if (ascii && !read[i].equals(new String(word, StandardCharsets.US_ASCII))) {
        return Optional.empty();
      }
      written[i] = ascii ? read[i] : FileNames.ofBytes(word);
    }
    return Optional.of(written);
  }

  private static boolean isAscii(byte[] word) {
    for (byte b : word) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  private static List<byte[]> words(byte[] commandLine) {
    List<byte[]> words = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < commandLine.length; i++) {
      if (commandLine[i] == 0) {
        words.add(Arrays.copyOfRange(commandLine, from, i));
        from = i + 1;
      }
    }
    return words;
  }

  private static byte[] commandLine() {
    try {
      return Files.exists(COMMAND_LINE) ? Files.readAllBytes(COMMAND_LINE) : new byte[0];
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
