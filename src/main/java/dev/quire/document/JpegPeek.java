package dev.quire.document;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;

/**
 * Reads the size of a JPEG picture on a page from the picture itself: the decoder goes by it and
 * not by what the page declares.
 */
final class JpegPeek {

  private static final int START_OF_IMAGE = 0xffd8;

  /** Precision, rows and columns, before the number of components. */
  private static final int FRAME_SIZE_BYTES = 5;

  private static final List<String> UNDECODED =
      List.of(COSName.DCT_DECODE.getName(), COSName.DCT_DECODE_ABBREVIATION.getName());

  /** How many components a JPEG's frame has (ISO/IEC 10918-1, B.2.2); empty if none is found. */
  static OptionalInt components(InputStream jpeg) throws IOException {
    DataInputStream data = new DataInputStream(new BufferedInputStream(jpeg));
    try {
      if (data.readUnsignedShort() != START_OF_IMAGE) {
        return OptionalInt.empty();
      }
      while (true) {
        int marker = data.readUnsignedShort();
        int length = data.readUnsignedShort();
        if (isFrame(marker)) {
          data.skipNBytes(FRAME_SIZE_BYTES);
          return OptionalInt.of(data.readUnsignedByte());
        }
        data.skipNBytes(length - 2L);
      }
    } catch (EOFException damaged) {
      return OptionalInt.empty();
    }
  }

  /** Not the tables (C4, CC) and not the extension (C8) among them. */
  private static boolean isFrame(int marker) {
    return marker >= 0xffc0
        && marker <= 0xffcf
        && marker != 0xffc4
        && marker != 0xffc8
        && marker != 0xffcc;
  }

  /** The size, or empty if the picture is no JPEG or has no header that can be read. */
  Optional<PageSize> size(PDImage picture) throws IOException {
    if (!"jpg".equals(picture.getSuffix())) {
      return Optional.empty();
    }
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (InputStream jpeg = picture.createInputStream(UNDECODED);
        MemoryCacheImageInputStream input = new MemoryCacheImageInputStream(jpeg)) {
      reader.setInput(input, true, true);
      return Optional.of(new PageSize(reader.getWidth(0), reader.getHeight(0)));
    } catch (IOException damaged) {
      return Optional.empty(); // The decoder, which forgives more, has the last word.
    } finally {
      reader.dispose();
    }
  }
}
