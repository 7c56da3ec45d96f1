package dev.quire.document;

import dev.quire.document.PageFaults.Part;
import dev.quire.image.FaxCondition;
import dev.quire.image.FaxCondition.Coding;
import dev.quire.image.JpegCondition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
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

  /** Of a fax that does not say it (ISO 32000-2, table 11). */
  private static final int FAX_COLUMNS = 1728;

  /** No scanner is as wide; what is wider is not judged. */
  private static final int MOST_FAX_COLUMNS = 100_000;

  private final PageFaults faults;
  private final PictureBudget budget;

  /** A page may draw a picture again and again. */
  private final Set<COSStream> checked = Collections.newSetFromMap(new IdentityHashMap<>());

  PictureDataCheck(PageFaults faults, PictureBudget budget) {
    this.faults = faults;
    this.budget = budget;
  }

  /** Notes what is wrong with a picture's data. */
  void check(COSStream stream) throws IOException {
    List<COSName> filters = new PDStream(stream).getFilters();
    if (filters.isEmpty() || !checked.add(stream)) {
      return;
    }
    COSName last = filters.get(filters.size() - 1);
    boolean whole = true;
    if (COSName.DCT_DECODE.equals(last)) {
      whole = JpegCondition.of(encoded(stream, last.getName()), budget::admit).whole();
    } else if (COSName.CCITTFAX_DECODE.equals(last)) {
      whole = isWholeFax(stream, encoded(stream, last.getName()));
    } else if (COSName.JBIG2_DECODE.equals(last)) {
      Jbig2Sizes.check(encoded(stream, last.getName()), budget);
    } else if (COSName.FLATE_DECODE.equals(last) && filters.size() == 1) {
      whole = FlateCheck.isWhole(stream, rawBytes(stream));
    }
    if (!whole) {
      faults.add(Part.PICTURE_DATA);
    }
  }

  /** The data of a picture as its last filter takes them. */
  static byte[] encoded(COSStream stream, String lastFilter) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream data = new PDStream(stream).createInputStream(List.of(lastFilter))) {
      data.transferTo(bytes);
    }
    return bytes.toByteArray();
  }

  private static boolean isWholeFax(COSStream stream, byte[] data) {
    COSDictionary coding = parameters(stream);
    int columns = coding.getInt(COSName.COLUMNS, FAX_COLUMNS);
    int rows = stream.getInt(COSName.HEIGHT, COSName.H, 0);
    return rows < 1
        || columns < 1
        || columns > MOST_FAX_COLUMNS
        || FaxCondition.of(
                    data,
                    new Coding(
                        coding.getInt(COSName.K, 0),
                        coding.getBoolean(COSName.ENCODED_BYTE_ALIGN, false)),
                    columns,
                    rows)
                .damagedRows()
            == 0;
  }

  /** Those of the last filter, empty if there are none. */
  private static COSDictionary parameters(COSStream stream) {
    COSBase all = stream.getDictionaryObject(COSName.DECODE_PARMS, COSName.DP);
    COSBase last =
        all instanceof COSArray each && each.size() > 0 ? each.getObject(each.size() - 1) : all;
    return last instanceof COSDictionary found ? found : new COSDictionary();
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

  /** The colour space that a picture declares, or null if it declares none. */
  static PDColorSpace colourSpace(COSDictionary picture) throws IOException {
    COSBase space = picture.getDictionaryObject(COSName.COLORSPACE, COSName.CS);
    return space == null ? null : PDColorSpace.create(space);
  }
}
