package dev.quire.image;

import dev.quire.image.ImageHeader.Alpha;

/**
 * JPEG (ITU-T T.81): walks the marker segments from SOI to EOI. Bytes after EOI, which cameras and
 * scanners add, are left alone. A file cut short has no EOI; one that was cut and closed with an
 * EOI again cannot be told from a whole one this way.
 */
final class JpegHeader {

  private static final int TEM = 0x01;
  private static final int SOF0 = 0xc0;
  private static final int SOF2 = 0xc2;
  private static final int SOF15 = 0xcf;
  private static final int DHT = 0xc4;
  private static final int JPG = 0xc8;
  private static final int DAC = 0xcc;
  private static final int RST0 = 0xd0;
  private static final int RST7 = 0xd7;
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP1 = 0xe1;

  private final byte[] data;
  private final ByteReader bytes;
  private int position = 2;
  private int width = -1;
  private int height = -1;
  private int orientation = 1;
  private int components;
  private boolean progressive;
  private int scans;

  private JpegHeader(byte[] data) {
    this.data = data;
    this.bytes = ByteReader.bigEndian(data);
  }

  static ImageHeader read(byte[] data) {
    JpegHeader header = of(data, new JpegEffort());
    return new ImageHeader(
        ImageFormat.JPEG,
        header.width,
        header.height,
        header.orientation,
        Alpha.NONE,
        1,
        header.coefficientBytes());
  }

  /**
   * Walks the segments.
   *
   * @param effort is told of the scans
   * @throws InvalidImageException TRUNCATED, CORRUPT, or UNSUPPORTED_FORMAT, which says what is not
   *     read
   */
  static JpegHeader of(byte[] data, JpegEffort effort) {
    JpegHeader header = new JpegHeader(data);
    header.walk();
    effort.add(header.scans, header.width, header.height);
    return header;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Colour channels. */
  int components() {
    return components;
  }

  /**
   * The whole page's coefficients, 16 bits each, are held until the last scan, and a bit of each
   * while they are checked.
   */
  private int coefficientBytes() {
    return progressive ? 2 * components + 1 : 0;
  }

  private void walk() {
    for (int marker = nextMarker(); marker != EOI; marker = nextMarker()) {
      if (marker == SOI) {
        throw ByteReader.corrupt("a second start of image");
      }
      if (marker != TEM && !(marker >= RST0 && marker <= RST7)) {
        segment(marker);
      }
    }
    if (scans == 0) {
      throw ByteReader.corrupt("it ends without any picture");
    }
  }

  private void segment(int marker) {
    int size = bytes.u16(position);
    if (size < 2) {
      throw ByteReader.corrupt("a segment of impossible length");
    }
    ByteReader body = bytes.slice(position + 2L, size - 2L);
    position += size;
    if (marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC) {
      frame(body, marker);
    } else if (marker == APP1 && body.is(0, "Exif\0\0")) {
      orientation = TiffDirectory.exifOrientation(body.slice(6, body.length() - 6L));
    } else if (marker == SOS) {
      if (width < 0) {
        throw ByteReader.corrupt("a scan before the frame header");
      }
      scans++;
    }
  }

  private void frame(ByteReader body, int marker) {
    if (width >= 0) {
      throw ByteReader.corrupt("two frame headers");
    }
    requireRead(marker - SOF0);
    if (body.u8(0) != 8) {
      throw ByteReader.unsupported(
          "JPEG images of %d bits a sample are not read, only of 8".formatted(body.u8(0)));
    }
    height = body.u16(1);
    width = body.u16(3);
    components = body.u8(5);
    progressive = marker == SOF2;
  }

  /** The processes of T.81 that libjpeg decodes are 0 to 2, by Huffman codes. */
  private static void requireRead(int process) {
    String name =
        switch (process) {
          case 0, 1, 2 -> "";
          case 3 -> "Lossless";
          case 5, 6, 7 -> "Hierarchical";
          case 9, 10 -> "Arithmetically coded";
          case 11 -> "Lossless, arithmetically coded";
          default -> "Hierarchical, arithmetically coded";
        };
    if (!name.isEmpty()) {
      throw ByteReader.unsupported("%s JPEG images (SOF%d) are not read".formatted(name, process));
    }
  }

  /**
   * Goes past anything that is not a marker, entropy-coded data with its stuffed zeros and restart
   * markers included, and returns the code of the next marker.
   */
  private int nextMarker() {
    while (position < data.length - 1) {
      if (data[position++] == (byte) 0xff) {
        int code = data[position] & 0xff;
        if (code != 0 && code != 0xff) {
          position++;
          return code;
        }
      }
    }
    throw ByteReader.truncated();
  }
}
