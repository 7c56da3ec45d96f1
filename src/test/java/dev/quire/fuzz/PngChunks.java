package dev.quire.fuzz;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** The chunks of PNG files, as far as they hold together. */
final class PngChunks {

  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int FIRST = 8;
  private static final int AROUND = 12;

  private PngChunks() {}

  static boolean has(byte[] file) {
    return file.length >= FIRST && ByteBuffer.wrap(file).getLong() == SIGNATURE;
  }

  /** Where they begin, each with its length. */
  static List<Integer> starts(byte[] file) {
    List<Integer> starts = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(file);
    int at = FIRST;
    while (at >= FIRST && at <= file.length - AROUND) {
      starts.add(at);
      int size = buffer.getInt(at);
      at = size < 0 || size > file.length - at - AROUND ? file.length : at + AROUND + size;
    }
    return starts;
  }

  /** Makes the checksums right, so that what is changed inside the chunks is read at all. */
  static byte[] withChecksums(byte[] file) {
    if (!has(file)) {
      return file;
    }
    ByteBuffer buffer = ByteBuffer.wrap(file);
    for (int at : starts(file)) {
      int size = buffer.getInt(at);
      if (size >= 0 && size <= file.length - at - AROUND) {
        CRC32 checksum = new CRC32();
        checksum.update(file, at + 4, size + 4);
        buffer.putInt(at + 8 + size, (int) checksum.getValue());
      }
    }
    return file;
  }
}
