package dev.quire.image;

/** What the samples of a TIFF page mean, of those meanings that are read. */
enum TiffColour {
  WHITE_IS_ZERO(0, 1),
  BLACK_IS_ZERO(1, 1),
  RGB(2, 3),
  PALETTE(3, 1),
  CMYK(5, 4),
  YCBCR(6, 3),
  CIELAB(8, 3);

  private final int number;
  private final int channels;

  TiffColour(int number, int channels) {
    this.number = number;
    this.channels = channels;
  }

  /** Samples of a pixel that make its colour. */
  int channels() {
    return channels;
  }

  /**
   * The meaning with a number.
   *
   * @throws InvalidImageException UNSUPPORTED_FORMAT, with its number and its name, if it is not
   *     read
   */
  static TiffColour of(long number) {
    for (TiffColour colour : values()) {
      if (colour.number == number) {
        return colour;
      }
    }
    throw ByteReader.unsupported(
        "TIFF images of photometric interpretation %d%s are not read"
            .formatted(number, name(number)));
  }

  private static String name(long number) {
    if (number < 0 || number > 65_535) {
      return "";
    }
    return switch ((int) number) {
      case 4 -> " (transparency mask)";
      case 9 -> " (ICC L*a*b*)";
      case 10 -> " (ITU L*a*b*)";
      case 32803 -> " (colour filter array)";
      case 32844 -> " (LogL)";
      case 32845 -> " (LogLuv)";
      case 34892 -> " (linear raw)";
      default -> "";
    };
  }
}
