package dev.quire.document.searchable;

import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageFormat;
import dev.quire.image.ImageHeader;
import dev.quire.image.ImageLimits;
import dev.quire.image.InvalidImageException;
import java.util.Optional;

/**
 * A JPEG file that every reader of PDF decodes as its sender meant it (ISO 32000-2, 7.4.8): 8 bits,
 * sequential or progressive, grey or YCbCr.
 *
 * @param width stored columns
 * @param height stored rows
 * @param components 1 or 3
 * @param orientation EXIF's, 1 to 8; PDF readers pass over it
 */
record JpegFile(int width, int height, int components, int orientation) {

  private static final int SOF0 = 0xc0;
  private static final int SOF2 = 0xc2;
  private static final int SOS = 0xda;
  private static final int APP14 = 0xee;
  private static final int COLOUR = 3;
  private static final int PRECISION = 8;

  /** Empty if it is anything else, or not whole. */
  static Optional<JpegFile> of(byte[] file) {
    if (ImageFormat.of(file).filter(ImageFormat.JPEG::equals).isEmpty()) {
      return Optional.empty();
    }
    try {
      ImageHeader header = new ImageDecoder(ImageLimits.defaults()).inspect(file);
      return Optional.of(components(file))
          .filter(count -> count > 0)
          .map(count -> new JpegFile(header.width(), header.height(), count, header.orientation()));
    } catch (InvalidImageException refused) {
      return Optional.empty();
    }
  }

  /** Walks the segments up to the first scan; 0 if it is not such a file. */
  private static int components(byte[] file) {
    int components = 0;
    boolean plain = true;
    int at = 2;
    while (at + 4 <= file.length && u8(file, at) == 0xff) {
      int marker = u8(file, at + 1);
      if (marker == 0xff) {
        at++;
        continue;
      }
      int size = u8(file, at + 2) << 8 | u8(file, at + 3);
      if (marker == SOS || at + 2 + size > file.length) {
        break;
      }
      if (marker >= SOF0 && marker <= SOF2 && size >= 8 + 3) {
        components = frame(file, at + 4, size - 2);
      } else if (marker == APP14 && size >= 14 && file[at + 4] == 'A') {
        plain = u8(file, at + 15) == 1 || components == 1;
      }
      at += 2 + size;
    }
    return components == 1 || plain ? components : 0;
  }

  private static int frame(byte[] file, int body, int length) {
    int count = u8(file, body + 5);
    boolean fits = u8(file, body) == PRECISION && length >= 6 + 3 * count;
    if (count == 1 && fits) {
      return 1;
    }
    // some decoders take components of the names R, G and B for what they say
    return count == COLOUR && fits && u8(file, body + 6) != 'R' ? COLOUR : 0;
  }

  private static int u8(byte[] file, int at) {
    return file[at] & 0xff;
  }
}
