package dev.quire.image;

/** How a TIFF page's data are compressed, of those ways that are read. */
enum TiffCompression {
  NONE(1),
  FAX_RLE(2),
  FAX_T4(3),
  FAX_T6(4),
  LZW(5),
  JPEG(7),
  DEFLATE(8),
  PACK_BITS(32773),
  OLD_DEFLATE(32946);

  private final int number;

  TiffCompression(int number) {
    this.number = number;
  }

  /**
   * The compression with a number.
   *
   * @throws InvalidImageException UNSUPPORTED_FORMAT, with its number and its name, if it is not
   *     read
   */
  static TiffCompression of(long number) {
    for (TiffCompression compression : values()) {
      if (compression.number == number) {
        return compression;
      }
    }
    throw ByteReader.unsupported(
        "TIFF compression %d%s is not read".formatted(number, name(number)));
  }

  /** Made for bilevel pages alone. */
  boolean fax() {
    return this == FAX_RLE || this == FAX_T4 || this == FAX_T6;
  }

  /** Whether samples may be stored as differences from their neighbours. */
  boolean predicted() {
    return this == LZW || this == DEFLATE || this == OLD_DEFLATE;
  }

  private static String name(long number) {
    if (number < 0 || number > 65_535) {
      return "";
    }
    return switch ((int) number) {
      case 6 -> " (JPEG as of TIFF 6.0)";
      case 9, 34661, 34662 -> " (JBIG)";
      case 10 -> " (JBIG, T.43)";
      case 32766 -> " (NeXT)";
      case 32771 -> " (CCITT RLE in words)";
      case 32809 -> " (ThunderScan)";
      case 32895, 32896, 32897, 32898 -> " (IT8)";
      case 32908 -> " (Pixar film)";
      case 32909 -> " (Pixar log)";
      case 32947 -> " (Kodak DCS)";
      case 34663 -> " (JBIG2)";
      case 34676, 34677 -> " (SGI log)";
      case 34712, 33003, 33004, 33005 -> " (JPEG 2000)";
      case 34715 -> " (JBIG2)";
      case 34887 -> " (LERC)";
      case 34892 -> " (lossy JPEG)";
      case 34925 -> " (LZMA)";
      case 34933 -> " (PNG)";
      case 34934, 22610 -> " (JPEG XR)";
      case 50000 -> " (Zstandard)";
      case 50001 -> " (WebP)";
      case 50002, 52546 -> " (JPEG XL)";
      default -> "";
    };
  }
}
