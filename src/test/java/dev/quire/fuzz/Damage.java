package dev.quire.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Damages files, here anywhere and there where their structure is told. */
final class Damage {

  /** Where counts and lengths go wrong. */
  private static final List<Long> NUMBERS =
      List.of(
          0L,
          1L,
          2L,
          7L,
          8L,
          9L,
          127L,
          128L,
          255L,
          256L,
          4_095L,
          32_767L,
          32_768L,
          65_535L,
          65_536L,
          1L << 24,
          (1L << 30) - 1,
          (1L << 31) - 1,
          1L << 31,
          (1L << 32) - 8,
          (1L << 32) - 1);

  private static final int MOST_CHANGES = 6;

  private final List<byte[]> files;

  /**
   * @param files those that parts may be taken from
   */
  Damage(List<byte[]> files) {
    this.files = List.copyOf(files);
  }

  /** The file with one to some things changed. */
  byte[] of(byte[] file, Dice dice) {
    byte[] damaged = file.clone();
    for (int i = dice.between(1, MOST_CHANGES); i > 0 && damaged.length > 0; i--) {
      damaged = changed(damaged, dice);
    }
    return dice.oneIn(2) ? PngChunks.withChecksums(damaged) : damaged;
  }

  private byte[] changed(byte[] file, Dice dice) {
    int at = dice.below(file.length);
    int length = Math.min(dice.between(1, 48), file.length - at);
    return switch (dice.below(14)) {
      case 0, 1 -> with(file, at, file[at] ^ 1 << dice.below(8));
      case 2 -> with(file, at, dice.below(256));
      case 3 -> filled(file, at, length, dice.of(0, 255, 32).byteValue());
      case 4 -> dice.oneIn(3) ? Arrays.copyOf(file, at) : file;
      case 5 -> spliced(file, at, at + length, new byte[0]);
      case 6 -> spliced(file, at, at, Arrays.copyOfRange(file, at, at + length));
      case 7 -> spliced(file, at, at, dice.bytes(length));
      case 8 -> dice.oneIn(3) ? joined(file, dice) : file;
      case 9, 10, 11 -> lied(file, WeakSpots.of(file), dice);
      default -> lied(file, List.of(at), dice);
    };
  }

  private static byte[] with(byte[] file, int at, int value) {
    file[at] = (byte) value;
    return file;
  }

  private static byte[] filled(byte[] file, int at, int length, byte value) {
    Arrays.fill(file, at, at + length, value);
    return file;
  }

  /** The start of one file and the end of another. */
  private byte[] joined(byte[] file, Dice dice) {
    byte[] other = dice.of(files);
    int from = dice.below(other.length);
    return spliced(
        file, dice.below(file.length), file.length, Arrays.copyOfRange(other, from, other.length));
  }

  /** With a number of one to four bytes, or of digits, replaced. */
  private static byte[] lied(byte[] file, List<Integer> spots, Dice dice) {
    if (spots.isEmpty()) {
      return file;
    }
    int at = dice.of(spots);
    long number = dice.of(NUMBERS);
    if (file[at] >= '0' && file[at] <= '9') {
      int end = at;
      while (end < file.length && file[end] >= '0' && file[end] <= '9') {
        end++;
      }
      String digits = dice.of("", "-", "1.5", "-1e9") + number;
      return spliced(file, at, end, digits.getBytes(StandardCharsets.US_ASCII));
    }
    int size = Math.min(dice.of(1, 2, 2, 4, 4, 4), file.length - at);
    boolean bigEndian = dice.oneIn(2);
    for (int i = 0; i < size; i++) {
      file[at + i] = (byte) (number >> 8 * (bigEndian ? size - 1 - i : i));
    }
    return file;
  }

  private static byte[] spliced(byte[] file, int from, int to, byte[] between) {
    byte[] result = new byte[from + between.length + file.length - to];
    System.arraycopy(file, 0, result, 0, from);
    System.arraycopy(between, 0, result, from, between.length);
    System.arraycopy(file, to, result, from + between.length, file.length - to);
    return result;
  }
}
