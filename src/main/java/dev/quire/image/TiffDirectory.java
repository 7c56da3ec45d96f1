package dev.quire.image;

import java.util.Optional;

/**
 * An image file directory of a TIFF structure (TIFF 6.0), which EXIF data have too. Only whole
 * numbers are read.
 */
final class TiffDirectory {

  static final int ORIENTATION = 274;

  /** Where a file's header holds the offset of its first directory. */
  private static final int FIRST_OFFSET = 4;

  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int UNDEFINED = 7;
  private static final int ENTRY = 12;

  private final ByteReader bytes;
  private final long firstEntry;
  private final int entries;

  private TiffDirectory(ByteReader bytes, long firstEntry, int entries) {
    this.bytes = bytes;
    this.firstEntry = firstEntry;
    this.entries = entries;
  }

  /**
   * Reads the header and finds the first directory.
   *
   * @throws InvalidImageException TRUNCATED or CORRUPT
   */
  static TiffDirectory first(ByteReader unordered) {
    boolean little = unordered.is(0, "II");
    if (!little && !unordered.is(0, "MM")) {
      throw ByteReader.corrupt("the TIFF byte order mark is missing");
    }
    ByteReader bytes = unordered.ordered(little);
    return at(bytes, bytes.u32(FIRST_OFFSET));
  }

  private static TiffDirectory at(ByteReader bytes, long offset) {
    int entries = bytes.u16(offset);
    bytes.slice(offset + 2, (long) entries * ENTRY);
    return new TiffDirectory(bytes, offset + 2, entries);
  }

  /** Whether a file begins as TIFF files do. */
  static boolean begins(ByteReader bytes) {
    return bytes.is(0, "II*\0") || bytes.is(0, "MM\0*");
  }

  /** Whether numbers have their lowest byte first. */
  boolean littleEndian() {
    return bytes.isLittleEndian();
  }

  /** Where it lies in the file, in bytes from the start. */
  long offset() {
    return firstEntry - 2;
  }

  /** What it takes of the file: the count, the entries and the next directory's offset. */
  long size() {
    return 2 + (long) entries * ENTRY + 4;
  }

  /** The directory that follows in the file's chain, which may be one that came before. */
  Optional<TiffDirectory> next() {
    long offset = bytes.u32(firstEntry + (long) entries * ENTRY);
    return offset == 0 ? Optional.empty() : Optional.of(at(bytes, offset));
  }

  /** Makes sure the offset of the next directory is there, as it must be in a whole TIFF file. */
  void requireEnd() {
    bytes.u32(firstEntry + (long) entries * ENTRY);
  }

  /** The EXIF orientation, 1 to 8; 1 if the structure holds none or is damaged. */
  static int exifOrientation(ByteReader exif) {
    try {
      return first(exif).orientation();
    } catch (InvalidImageException damaged) {
      return 1;
    }
  }

  /** The orientation, 1 to 8; 1 if there is none. */
  int orientation() {
    long value = value(ORIENTATION, 1);
    return value >= 1 && value <= 8 ? (int) value : 1;
  }

  boolean has(int tag) {
    return field(tag).isPresent();
  }

  /** A tag's first value, or {@code absent}. */
  long value(int tag, long absent) {
    return field(tag).map(field -> field.value(0)).orElse(absent);
  }

  /** A tag's values. */
  Optional<Field> field(int tag) {
    for (int i = 0; i < entries; i++) {
      long entry = firstEntry + (long) i * ENTRY;
      if (bytes.u16(entry) == tag) {
        return Optional.of(field(tag, entry));
      }
    }
    return Optional.empty();
  }

  private Field field(int tag, long entry) {
    int type = bytes.u16(entry + 2);
    int size =
        switch (type) {
          case BYTE, UNDEFINED -> 1;
          case SHORT -> 2;
          case LONG -> 4;
          default -> throw ByteReader.corrupt("TIFF tag %d has type %d".formatted(tag, type));
        };
    long count = bytes.u32(entry + 4);
    if (count == 0) {
      throw ByteReader.corrupt("TIFF tag %d has no value".formatted(tag));
    }
    boolean inline = count * size <= 4;
    return new Field(bytes, size, count, inline ? entry + 8 : bytes.u32(entry + 8));
  }

  /** The values of one tag, wherever they lie. */
  record Field(ByteReader source, int size, long count, long offset) {

    /** All bytes of a tag of single bytes. */
    ByteReader bytes() {
      return source.slice(offset, count).ordered(false);
    }

    /** The value at an index below {@link #count}. */
    long value(long index) {
      long at = offset + index * size;
      return switch (size) {
        case 1 -> source.u8(at);
        case 2 -> source.u16(at);
        default -> source.u32(at);
      };
    }
  }
}
