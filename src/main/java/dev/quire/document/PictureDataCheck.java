package dev.quire.document;

import dev.quire.document.PageFaults.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;

/**
 * Looks at the data of pictures before they are decoded, as far as that is cheap: PDFBox fills what
 * it misses. For one page and thread.
 */
final class PictureDataCheck {

  private static final int JPEG_TAIL = 4096;

  private final PageFaults faults;
  private final PictureBudget budget;

  PictureDataCheck(PageFaults faults, PictureBudget budget) {
    this.faults = faults;
    this.budget = budget;
  }

  /** Notes what is wrong with a picture's data. */
  void check(COSStream stream) throws IOException {
    List<COSName> filters = new PDStream(stream).getFilters();
    if (filters.size() != 1) {
      return;
    }
    COSName filter = filters.get(0);
    boolean whole = true;
    if (COSName.FLATE_DECODE.equals(filter)) {
      whole = FlateCheck.isWhole(stream, rawBytes(stream));
    } else if (COSName.DCT_DECODE.equals(filter)) {
      whole = hasEnd(stream);
    } else if (COSName.JBIG2_DECODE.equals(filter)) {
      try (InputStream raw = stream.createRawInputStream()) {
        Jbig2Sizes.check(raw.readAllBytes(), budget);
      }
    }
    if (!whole) {
      faults.add(Part.PICTURE_DATA);
    }
  }

  /** At least as many bytes as its samples take, with predictors. */
  private static long rawBytes(COSStream stream) {
    long width = stream.getInt(COSName.WIDTH, COSName.W, 0);
    long height = stream.getInt(COSName.HEIGHT, COSName.H, 0);
    long bits = stream.getInt(COSName.BITS_PER_COMPONENT, COSName.BPC, 1);
    long channels = 1;
    try {
      PDColorSpace space = colourSpace(stream);
      channels = space == null ? 1 : space.getNumberOfComponents();
    } catch (IOException | RuntimeException unknown) {
      // whoever decodes it will tell
    }
    boolean predicted = stream.getDictionaryObject(COSName.DECODE_PARMS) != null;
    return ((width * bits * channels + 7) / Byte.SIZE + (predicted ? 1 : 0)) * height;
  }

  /** Whether the marker of the end (ISO/IEC 10918-1, B.1.1.3) is near the end of a JPEG. */
  private static boolean hasEnd(COSStream stream) throws IOException {
    try (InputStream raw = stream.createRawInputStream()) {
      byte[] jpeg = raw.readAllBytes();
      for (int i = jpeg.length - 2; i >= Math.max(0, jpeg.length - JPEG_TAIL); i--) {
        if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xd9) {
          return true;
        }
      }
      return false;
    }
  }

  /** The colour space that a picture declares, or null if it declares none. */
  static PDColorSpace colourSpace(COSDictionary picture) throws IOException {
    COSBase space = picture.getDictionaryObject(COSName.COLORSPACE, COSName.CS);
    return space == null ? null : PDColorSpace.create(space);
  }
}
