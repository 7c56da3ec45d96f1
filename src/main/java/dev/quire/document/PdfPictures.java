package dev.quire.document;

import dev.quire.document.PageFaults.Part;
import dev.quire.image.Jpeg2000;
import dev.quire.memory.MemoryReservation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDIndexed;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * The pictures of a page as PDFBox can decode them. Those in JPEG 2000 are decoded here and handed
 * on as plain samples: PDFBox leaves them to a plug-in of ImageIO and, with one, their opacity and
 * half of their colour spaces out. For one page and thread.
 */
final class PdfPictures {

  private static final String JPX = "JPXDecode";
  private static final int HALF = 0x80;

  private final PageFaults faults;
  private final PictureBudget budget;
  private final PictureDataCheck data;

  PdfPictures(PageFaults faults, PictureBudget budget) {
    this.faults = faults;
    this.budget = budget;
    this.data = new PictureDataCheck(faults, budget);
  }

  /**
   * A picture that PDFBox can decode.
   *
   * @param picture to be drawn before this is closed
   * @param made streams that hold its samples
   */
  record Plain(PDImage picture, List<COSStream> made) implements AutoCloseable {

    @Override
    public void close() {
      made.forEach(IOUtils::closeQuietly);
    }
  }

  /**
   * A picture as PDFBox can decode it; most as they are.
   *
   * @throws IOException if it cannot be decoded
   */
  Plain plain(PDImage picture) throws IOException {
    if (!(picture instanceof PDImageXObject object)) {
      return new Plain(picture, List.of());
    }
    COSStream stream = object.getCOSObject();
    COSStream softMask = stream.getCOSStream(COSName.SMASK);
    COSBase mask = stream.getDictionaryObject(COSName.MASK);
    data.check(stream);
    if (softMask != null) {
      data.check(softMask);
    }
    if (mask instanceof COSStream stencil) {
      data.check(stencil);
    }
    boolean any =
        isJpeg2000(stream)
            || softMask != null && isJpeg2000(softMask)
            || mask instanceof COSStream stencil && isJpeg2000(stencil);
    if (any) {
      return decoded(stream, softMask, mask);
    }
    OptionalInt channels = jpegWithoutSpace(stream);
    return channels.isEmpty()
        ? new Plain(picture, List.of())
        : withSpace(stream, device(channels.getAsInt()));
  }

  /** How many channels a JPEG has whose page forgets to say so. */
  private static OptionalInt jpegWithoutSpace(COSStream stream) throws IOException {
    boolean said =
        stream.containsKey(COSName.COLORSPACE)
            || stream.containsKey(COSName.CS)
            || stream.getBoolean(COSName.IMAGE_MASK, false);
    if (said || !List.of(COSName.DCT_DECODE).equals(new PDStream(stream).getFilters())) {
      return OptionalInt.empty();
    }
    try (InputStream raw = stream.createRawInputStream()) {
      return JpegPeek.components(raw);
    }
  }

  private static Plain withSpace(COSStream stream, COSName space) throws IOException {
    List<COSStream> made = new ArrayList<>();
    COSStream copy = copy(stream, made);
    copy.setItem(COSName.COLORSPACE, space);
    return new Plain(new PDImageXObject(new PDStream(copy), null), made);
  }

  private Plain decoded(COSStream stream, COSStream softMask, COSBase mask) throws IOException {
    List<COSStream> made = new ArrayList<>();
    try {
      COSStream plain = isJpeg2000(stream) ? samples(stream, made) : copy(stream, made);
      if (softMask != null && isJpeg2000(softMask)) {
        plain.setItem(COSName.SMASK, samples(softMask, made));
      }
      if (mask instanceof COSStream stencil && isJpeg2000(stencil)) {
        plain.setItem(COSName.MASK, samples(stencil, made));
      }
      return new Plain(new PDImageXObject(new PDStream(plain), null), made);
    } catch (IOException | RuntimeException e) {
      made.forEach(IOUtils::closeQuietly);
      throw e;
    }
  }

  private static COSStream copy(COSStream stream, List<COSStream> made) throws IOException {
    COSStream copy = withEntries(stream, made);
    try (InputStream from = stream.createRawInputStream();
        OutputStream to = copy.createRawOutputStream()) {
      from.transferTo(to);
    }
    copy.setItem(COSName.FILTER, stream.getItem(COSName.FILTER));
    copy.setItem(COSName.DECODE_PARMS, stream.getItem(COSName.DECODE_PARMS));
    return copy;
  }

  private static COSStream withEntries(COSStream stream, List<COSStream> made) {
    COSStream copy = new COSStream();
    made.add(copy);
    stream.entrySet().stream()
        .filter(entry -> !COSName.LENGTH.equals(entry.getKey()))
        .filter(entry -> !COSName.FILTER.equals(entry.getKey()))
        .filter(entry -> !COSName.DECODE_PARMS.equals(entry.getKey()))
        .forEach(entry -> copy.setItem(entry.getKey(), entry.getValue()));
    return copy;
  }

  /** The picture of a JPEG 2000 stream, as samples of a byte without a filter. */
  private COSStream samples(COSStream stream, List<COSStream> made) throws IOException {
    Jpeg2000 file = Jpeg2000.of(PictureDataCheck.encoded(stream, JPX));
    budget.admit(file.width(), file.height());
    boolean stencil = stream.getBoolean(COSName.IMAGE_MASK, false);
    PDColorSpace space = stencil ? null : PictureDataCheck.colourSpace(stream);
    boolean indexed = space instanceof PDIndexed;
    int wanted = stencil ? 1 : space == null ? 0 : space.getNumberOfComponents();
    Jpeg2000.Decoded picture;
    try (MemoryReservation decoding = budget.decoding(file.decodingBytes())) {
      picture = file.decode(wanted, indexed);
    }
    if (picture.damaged()) {
      faults.add(Part.PICTURE_DATA);
    }
    COSStream plain = withEntries(stream, made);
    plain.setInt(COSName.WIDTH, picture.width());
    plain.setInt(COSName.HEIGHT, picture.height());
    if (stencil) {
      plain.setInt(COSName.BITS_PER_COMPONENT, 1);
      write(plain, packed(picture));
      return plain;
    }
    plain.setInt(COSName.BITS_PER_COMPONENT, Byte.SIZE);
    // of a picture that is no stencil it is ignored (ISO 32000-2, 7.4.9)
    plain.removeItem(COSName.DECODE);
    if (space == null) {
      plain.setItem(COSName.COLORSPACE, device(picture.channels()));
    }
    write(plain, picture.samples());
    if (picture.opacity().isPresent()
        && stream.getInt(COSName.SMASK_IN_DATA, 0) > 0
        && !stream.containsKey(COSName.SMASK)) {
      plain.setItem(COSName.SMASK, grey(picture, made));
    }
    return plain;
  }

  private static COSStream grey(Jpeg2000.Decoded picture, List<COSStream> made) throws IOException {
    COSStream mask = new COSStream();
    made.add(mask);
    mask.setItem(COSName.TYPE, COSName.XOBJECT);
    mask.setItem(COSName.SUBTYPE, COSName.IMAGE);
    mask.setInt(COSName.WIDTH, picture.width());
    mask.setInt(COSName.HEIGHT, picture.height());
    mask.setInt(COSName.BITS_PER_COMPONENT, Byte.SIZE);
    mask.setItem(COSName.COLORSPACE, COSName.DEVICEGRAY);
    write(mask, picture.opacity().orElseThrow());
    return mask;
  }

  private static void write(COSStream stream, byte[] samples) throws IOException {
    try (OutputStream data = stream.createRawOutputStream()) {
      data.write(samples);
    }
  }

  /** A bit for each sample, as stencils have them. */
  private static byte[] packed(Jpeg2000.Decoded picture) {
    int stride = (picture.width() + 7) / Byte.SIZE;
    byte[] bits = new byte[stride * picture.height()];
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        if ((picture.samples()[y * picture.width() + x] & HALF) != 0) {
          bits[y * stride + x / Byte.SIZE] |= (byte) (HALF >> x % Byte.SIZE);
        }
      }
    }
    return bits;
  }

  private static COSName device(int channels) {
    return switch (channels) {
      case 1 -> COSName.DEVICEGRAY;
      case 3 -> COSName.DEVICERGB;
      default -> COSName.DEVICECMYK;
    };
  }

  /** What the other filters, if there are any, make of the stream's bytes. */
  private static boolean isJpeg2000(COSStream stream) {
    List<COSName> filters = new PDStream(stream).getFilters();
    return !filters.isEmpty() && JPX.equals(filters.get(filters.size() - 1).getName());
  }
}
