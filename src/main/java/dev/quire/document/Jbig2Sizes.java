package dev.quire.document;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Finds the sizes that the segments of a JBIG2 stream declare (ISO/IEC 14492, 7.2): the decoder
 * goes by them, whatever the page says.
 */
final class Jbig2Sizes {

  private static final int PAGE = 48;

  /** Segments of regions, which begin with their width and height (7.4.1). */
  private static final Set<Integer> REGIONS = Set.of(4, 6, 7, 20, 22, 23, 36, 38, 39, 40, 42, 43);

  private static final int TYPE = 0x3f;
  private static final int LARGE_PAGE_NUMBER = 0x40;
  private static final int LONG_REFERENCES = 7;
  private static final long UNKNOWN = 0xffffffffL;

  private Jbig2Sizes() {}

  /** Checks each size that is declared. What is damaged, the decoder will judge. */
  static void check(byte[] stream, PictureBudget budget) {
    ByteBuffer data = ByteBuffer.wrap(stream);
    try {
      long at = 0;
      while (at + 11 <= stream.length) {
        int segment = (int) at;
        long number = data.getInt(segment) & UNKNOWN;
        int flags = data.get(segment + 4);
        int references = (data.get(segment + 5) & 0xff) >> 5;
        int position = segment + 6;
        if (references == LONG_REFERENCES) {
          references = data.getInt(segment + 5) & 0x1fffffff;
          position = Math.addExact(segment + 9, references / 8 + 1);
        }
        int referenceBytes = number <= 256 ? 1 : number <= 65_536 ? 2 : 4;
        position = Math.addExact(position, Math.multiplyExact(references, referenceBytes));
        position += (flags & LARGE_PAGE_NUMBER) == 0 ? 1 : 4;
        long length = data.getInt(position) & UNKNOWN;
        position += 4;
        if ((flags & TYPE) == PAGE || REGIONS.contains(flags & TYPE)) {
          long height = data.getInt(position + 4) & UNKNOWN;
          budget.admit(data.getInt(position) & UNKNOWN, height == UNKNOWN ? 1 : height);
        }
        if (length == UNKNOWN) {
          return;
        }
        at = position + length;
      }
    } catch (IndexOutOfBoundsException | ArithmeticException damaged) {
      // the decoder has the last word
    }
  }
}
