package dev.quire.document;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
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

  private static final List<String> UNDECODED =
      List.of(COSName.DCT_DECODE.getName(), COSName.DCT_DECODE_ABBREVIATION.getName());

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
