package dev.quire.image;

import dev.quire.image.ImageHeader.Alpha;

/** WebP (RFC 9649): lossy, lossless and extended files. */
final class WebpHeader {

  private static final int FIRST_CHUNK = 12;
  private static final int FIRST_BODY = FIRST_CHUNK + 8;
  private static final int ALPHA_FLAG = 0x10;

  /** libwebp unpacks a lossless picture into a buffer of its own. */
  private static final int WORK_BYTES = 4;

  private static final int SIDE_MASK = 0x3fff;

  private WebpHeader() {}

  static ImageHeader read(byte[] data) {
    ByteReader file = ByteReader.littleEndian(data);
    ByteReader riff = file.slice(0, file.u32(4) + 8);
    if (riff.is(FIRST_CHUNK, "VP8 ")) {
      return lossy(riff);
    }
    if (riff.is(FIRST_CHUNK, "VP8L")) {
      return lossless(riff);
    }
    if (riff.is(FIRST_CHUNK, "VP8X")) {
      return extended(riff);
    }
    throw ByteReader.corrupt("a WebP file without a picture");
  }

  private static ImageHeader lossy(ByteReader riff) {
    if (riff.u24(FIRST_BODY + 3L) != 0x2a019d) {
      throw ByteReader.corrupt("the WebP frame's start code is missing");
    }
    return new ImageHeader(
        ImageFormat.WEBP,
        riff.u16(FIRST_BODY + 6L) & SIDE_MASK,
        riff.u16(FIRST_BODY + 8L) & SIDE_MASK,
        1,
        Alpha.NONE,
        1,
        WORK_BYTES);
  }

  private static ImageHeader lossless(ByteReader riff) {
    if (riff.u8(FIRST_BODY) != 0x2f) {
      throw ByteReader.corrupt("the WebP frame's signature is missing");
    }
    long bits = riff.u32(FIRST_BODY + 1L);
    return new ImageHeader(
        ImageFormat.WEBP,
        (int) (bits & SIDE_MASK) + 1,
        (int) (bits >> 14 & SIDE_MASK) + 1,
        1,
        alpha((bits >> 28 & 1) == 1),
        1,
        WORK_BYTES);
  }

  private static ImageHeader extended(ByteReader riff) {
    int flags = riff.u8(FIRST_BODY);
    return new ImageHeader(
        ImageFormat.WEBP,
        riff.u24(FIRST_BODY + 4L) + 1,
        riff.u24(FIRST_BODY + 7L) + 1,
        orientation(riff),
        alpha((flags & ALPHA_FLAG) != 0),
        1,
        WORK_BYTES);
  }

  private static Alpha alpha(boolean present) {
    return present ? Alpha.STRAIGHT : Alpha.NONE;
  }

  private static int orientation(ByteReader riff) {
    long position = FIRST_CHUNK;
    while (position + 8 <= riff.length()) {
      long size = riff.u32(position + 4);
      if (riff.is(position, "EXIF")) {
        ByteReader exif = riff.slice(position + 8, size);
        boolean prefixed = exif.is(0, "Exif\0\0");
        return TiffDirectory.exifOrientation(prefixed ? exif.slice(6, size - 6) : exif);
      }
      position += 8 + size + (size & 1);
    }
    return 1;
  }
}
