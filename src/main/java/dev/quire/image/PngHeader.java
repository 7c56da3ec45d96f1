package dev.quire.image;

import dev.quire.image.ImageHeader.Alpha;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * PNG (W3C, third edition): walks the chunks from IHDR to IEND and checks the critical chunks'
 * checksums, since the decoder shows as much as it could read of a damaged file.
 */
final class PngHeader {

  private static final int SIGNATURE = 8;
  private static final int CHUNK_OVERHEAD = 12;
  private static final int IHDR_SIZE = 13;
  private static final int DEPTH = SIGNATURE + 16;
  private static final int COLOUR = DEPTH + 1;

  /** A colour type. */
  static final int GREY = 0;

  /** A colour type. */
  static final int RGB = 2;

  private static final int GREY_ALPHA = 4;
  private static final int RGB_ALPHA = 6;

  private PngHeader() {}

  static ImageHeader read(byte[] data) {
    ByteReader bytes = ByteReader.bigEndian(data);
    if (bytes.u32(SIGNATURE) != IHDR_SIZE || !bytes.is(SIGNATURE + 4L, "IHDR")) {
      throw bytes.length() < SIGNATURE + CHUNK_OVERHEAD
          ? ByteReader.truncated()
          : ByteReader.corrupt("the PNG header chunk is missing");
    }
    int body = SIGNATURE + 8;
    long width = bytes.u32(body);
    long height = bytes.u32(body + 4L);
    int colour = bytes.u8(body + 9L);
    boolean alpha = colour == GREY_ALPHA || colour == RGB_ALPHA;
    boolean pixels = false;
    int orientation = 1;

    for (long position = SIGNATURE; ; ) {
      long size = bytes.u32(position);
      ByteReader chunk = bytes.slice(position, size + CHUNK_OVERHEAD);
      if (isCritical(bytes, position)) {
        requireChecksum(data, position, size, chunk.u32(size + 8));
      }
      if (chunk.is(4, "IEND")) {
        break;
      } else if (chunk.is(4, "IDAT")) {
        pixels = true;
      } else if (chunk.is(4, "tRNS")) {
        alpha = true;
      } else if (chunk.is(4, "eXIf")) {
        orientation = TiffDirectory.exifOrientation(chunk.slice(8, size));
      }
      position += size + CHUNK_OVERHEAD;
    }
    if (!pixels) {
      throw ByteReader.corrupt("it has no picture data");
    }
    return new ImageHeader(
        ImageFormat.PNG,
        clamp(width),
        clamp(height),
        orientation,
        alpha ? Alpha.STRAIGHT : Alpha.NONE,
        bytes.u8(body + 8L) == 16 ? 2 : 1,
        0);
  }

  /** Bits of a sample. */
  static int depth(byte[] data) {
    return data[DEPTH];
  }

  /** The colour type. */
  static int colour(byte[] data) {
    return data[COLOUR];
  }

  /**
   * The contents of the first chunk of a type.
   *
   * @param data a file that {@link #read} accepted
   */
  static Optional<ByteReader> chunk(byte[] data, String type) {
    ByteReader bytes = ByteReader.bigEndian(data);
    for (long position = SIGNATURE; !bytes.is(position + 4, "IEND"); ) {
      long size = bytes.u32(position);
      if (bytes.is(position + 4, type)) {
        return Optional.of(bytes.slice(position + 8, size));
      }
      position += size + CHUNK_OVERHEAD;
    }
    return Optional.empty();
  }

  /**
   * The file with nothing but the chunks that make the picture: the critical ones, and of pictures
   * with a palette {@code tRNS}; {@link PngKey} sees to that of the others. OpenCV reads animation
   * chunks with a decoder that overruns its stack when the first frame is damaged (opencv/opencv
   * issue 27744, versions 4.11 and 4.12), and libpng unpacks colour profiles and texts that nobody
   * asks for.
   *
   * @param data a file that {@link #read} accepted
   */
  static byte[] picture(byte[] data) {
    ByteReader bytes = ByteReader.bigEndian(data);
    byte[] kept = new byte[data.length];
    System.arraycopy(data, 0, kept, 0, SIGNATURE);
    int length = SIGNATURE;
    boolean keyed = colour(data) == GREY || colour(data) == RGB;
    for (int position = SIGNATURE; ; ) {
      int size = (int) bytes.u32(position) + CHUNK_OVERHEAD;
      if (isCritical(bytes, position) || !keyed && bytes.is(position + 4L, "tRNS")) {
        System.arraycopy(data, position, kept, length, size);
        length += size;
      }
      if (bytes.is(position + 4L, "IEND")) {
        return Arrays.copyOf(kept, length);
      }
      position += size;
    }
  }

  /** The case of the type's first letter says whether a decoder must know the chunk. */
  private static boolean isCritical(ByteReader bytes, long position) {
    return (bytes.u8(position + 4) & 0x20) == 0;
  }

  private static int clamp(long side) {
    return (int) Math.min(side, Integer.MAX_VALUE);
  }

  private static void requireChecksum(byte[] data, long position, long size, long stored) {
    CRC32 crc = new CRC32();
    crc.update(data, (int) position + 4, (int) size + 4);
    if (crc.getValue() != stored) {
      throw ByteReader.corrupt("a PNG chunk's checksum does not match");
    }
  }
}
