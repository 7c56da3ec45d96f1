package dev.quire.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Where files tell how large they and their parts are: what readers believe, and should not. */
final class WeakSpots {

  private static final int MOST_DIRECTORIES = 8;
  private static final int DIRECTORY_ENTRY = 12;

  private WeakSpots() {}

  /** Offsets within the file; none if its kind is no longer to be told. */
  static List<Integer> of(byte[] file) {
    if (file.length < 16) {
      return List.of();
    }
    List<Integer> spots = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(file);
    switch (buffer.getInt(0)) {
      case 0x89504e47 -> png(file, spots);
      case 0x52494646 -> riff(file, spots);
      case 0x49492a00, 0x4d4d002a -> tiff(file, spots);
      case 0x25504446 -> digits(file, spots);
      default -> {
        if (buffer.getShort(0) == (short) 0xffd8) {
          jpeg(file, spots);
        } else if (buffer.getShort(0) == 0x424d) {
          IntStream.range(2, Math.min(54, file.length)).forEach(spots::add);
        }
      }
    }
    return spots.stream().filter(spot -> spot < file.length).toList();
  }

  /** Each chunk's length and name, and the header's sizes, depth, colour and interlacing. */
  private static void png(byte[] file, List<Integer> spots) {
    for (int start : PngChunks.starts(file)) {
      spots.addAll(List.of(start, start, start + 4, start + 8, start + 12));
    }
    IntStream.range(16, 29).forEach(spots::add);
  }

  /** Each chunk's length, and the start of its data, where WebP has its sizes. */
  private static void riff(byte[] file, List<Integer> spots) {
    spots.add(4);
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int at = 12;
    while (at >= 12 && at <= file.length - 8) {
      spots.add(at + 4);
      IntStream.range(at + 8, at + 20).forEach(spots::add);
      int size = buffer.getInt(at + 4);
      at = size < 0 || size > file.length - at ? file.length : at + 8 + size + (size & 1);
    }
  }

  /** Each segment's marker and length, and the frame header's precision, sizes and components. */
  private static void jpeg(byte[] file, List<Integer> spots) {
    ByteBuffer buffer = ByteBuffer.wrap(file);
    int at = 2;
    while (at <= file.length - 4 && file[at] == (byte) 0xff) {
      spots.addAll(List.of(at + 1, at + 2));
      IntStream.range(at + 4, Math.min(at + 16, file.length)).forEach(spots::add);
      at += 2 + (buffer.getShort(at + 2) & 0xffff);
    }
  }

  /** Each entry's tag, type, count and value, and the links from directory to directory. */
  private static void tiff(byte[] file, List<Integer> spots) {
    ByteBuffer buffer =
        ByteBuffer.wrap(file)
            .order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    spots.add(4);
    int at = buffer.getInt(4);
    for (int i = 0; i < MOST_DIRECTORIES && at > 0 && at <= file.length - 6; i++) {
      spots.add(at);
      int end = at + 2 + (buffer.getShort(at) & 0xffff) * DIRECTORY_ENTRY;
      for (int entry = at + 2; entry < end; entry += DIRECTORY_ENTRY) {
        spots.addAll(List.of(entry, entry + 2, entry + 4, entry + 8, entry + 8));
      }
      spots.add(end);
      at = end > file.length - 4 ? 0 : buffer.getInt(end);
    }
  }

  /** Where numbers of digits begin. */
  private static void digits(byte[] file, List<Integer> spots) {
    for (int i = 1; i < file.length; i++) {
      boolean digit = file[i] >= '0' && file[i] <= '9';
      if (digit && !(file[i - 1] >= '0' && file[i - 1] <= '9')) {
        spots.add(i);
      }
    }
  }
}
