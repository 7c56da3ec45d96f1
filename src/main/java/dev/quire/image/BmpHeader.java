package dev.quire.image;

import dev.quire.image.ImageHeader.Alpha;

/**
 * Windows bitmaps with the OS/2 or the Windows header, uncompressed. Of 32-bit ones the fourth byte
 * is transparency only where the header says so: most leave it zero.
 */
final class BmpHeader {

  private static final int CORE_HEADER = 12;
  private static final int INFO_HEADER = 40;
  private static final int BI_RGB = 0;
  private static final int BI_BITFIELDS = 3;
  private static final int BI_ALPHABITFIELDS = 6;

  private BmpHeader() {}

  static ImageHeader read(byte[] data) {
    ByteReader bytes = ByteReader.littleEndian(data);
    long pixels = bytes.u32(10);
    long headerSize = bytes.u32(14);
    if (headerSize == CORE_HEADER) {
      return header(bytes, pixels, bytes.u16(18), bytes.u16(20), bytes.u16(24));
    }
    if (headerSize < INFO_HEADER || headerSize > 256) {
      throw ByteReader.unsupported("The file begins like a BMP image but is none");
    }
    long compression = bytes.u32(30);
    if (compression != BI_RGB && compression != BI_BITFIELDS && compression != BI_ALPHABITFIELDS) {
      throw ByteReader.unsupported("Compressed BMP images are not read");
    }
    // A negative height says that the rows run from top to bottom.
    return header(bytes, pixels, bytes.i32(18), Math.abs((long) bytes.i32(22)), bytes.u16(28));
  }

  private static ImageHeader header(
      ByteReader bytes, long pixels, long width, long height, int bits) {
    if (bits == 0) {
      throw ByteReader.unsupported("BMP images that hold another format are not read");
    }
    if (width > 0 && height > 0 && width <= Integer.MAX_VALUE && height <= Integer.MAX_VALUE) {
      long stride = (width * bits + 31) / 32 * 4;
      long room = bytes.length() - pixels;
      if (room < 0 || room / stride < height) {
        throw ByteReader.truncated();
      }
    }
    return new ImageHeader(
        ImageFormat.BMP,
        (int) Math.min(width, Integer.MAX_VALUE),
        (int) Math.min(height, Integer.MAX_VALUE),
        1,
        BmpFields.of(bytes).map(BmpFields::kind).orElse(Alpha.NONE),
        1,
        0);
  }
}
