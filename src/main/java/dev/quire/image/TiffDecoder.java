package dev.quire.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;

import dev.quire.image.TiffDirectory.Field;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes a page of a TIFF file, strip by strip or tile by tile and row by row. Whatever cannot be
 * decoded ends it, except in faxes and JPEG data, which are made to survive damage: of them a page
 * is shown unless more than half of it is lost. For one page; not thread-safe.
 */
final class TiffDecoder {

  private static final int BYTE = 8;

  private final byte[] file;
  private final TiffPage page;
  private final TiffPixels converter;
  private final byte[][] rows;
  private final byte[] line;
  private final JpegEffort effort = new JpegEffort();
  private final FaxCodes codes = new FaxCodes();

  /** Rows times columns, of all planes. */
  private long damaged;

  TiffDecoder(byte[] file, TiffPage page) {
    this.file = file;
    this.page = page;
    this.converter = new TiffPixels(page);
    int width = page.subsampling().none() ? page.rowBytes() : 3 * page.pieceWidth();
    this.rows = new byte[page.planes()][width];
    // a byte may hold eight pixels, the last of them beyond the piece
    this.line = new byte[(page.pieceWidth() + BYTE) * converter.channels()];
  }

  DecodedImage decode(Damage damage) {
    Mat pixels =
        new Mat(page.height(), page.width(), converter.channels() == 3 ? CV_8UC3 : CV_8UC4);
    List<PageWarning> warnings;
    try {
      for (int down = 0; down < page.piecesDown(); down++) {
        for (int across = 0; across < page.piecesAcross(); across++) {
          piece(across, down, pixels);
        }
      }
      warnings = warnings(damage);
    } catch (RuntimeException | Error e) {
      pixels.close();
      throw e;
    }
    return DecodedImage.of(pixels, page.header(), warnings);
  }

  private List<PageWarning> warnings(Damage damage) {
    long all = (long) page.width() * page.height() * page.planes();
    if (2 * damaged > all) {
      throw ByteReader.corrupt("more than half of its data cannot be decoded");
    }
    return damaged == 0 ? List.of() : damage.found("some of its data cannot be decoded");
  }

  private void piece(int across, int down, Mat pixels) {
    int left = across * page.pieceWidth();
    int top = down * page.pieceHeight();
    int columns = Math.min(page.pieceWidth(), page.width() - left);
    int height = Math.min(page.pieceHeight(), page.height() - top);
    TiffRows[] planes = new TiffRows[page.planes()];
    try {
      for (int plane = 0; plane < planes.length; plane++) {
        int each = page.piecesAcross() * page.piecesDown();
        planes[plane] = open(plane * each + down * page.piecesAcross() + across, height);
      }
      BytePointer target = pixels.data();
      for (int row = 0; row < height; row++) {
        for (int plane = 0; plane < planes.length; plane++) {
          next(planes[plane], rows[plane]);
        }
        converter.convert(rows, line);
        long at = (top + row) * pixels.step() + (long) left * converter.channels();
        target.position(at).put(line, 0, columns * converter.channels());
      }
      for (TiffRows plane : planes) {
        plane.end((long) (page.pieceHeight() - height) * page.rowBytes());
        damaged += (long) plane.damagedRows() * columns;
      }
    } finally {
      for (TiffRows plane : planes) {
        if (plane != null) {
          plane.close();
        }
      }
    }
  }

  private void next(TiffRows plane, byte[] row) {
    plane.next(row);
    if (page.differences()) {
      if (page.bits() == BYTE) {
        add(row);
      } else {
        addWide(row);
      }
    }
  }

  private void add(byte[] row) {
    for (int i = page.samplesTogether(); i < row.length; i++) {
      row[i] += row[i - page.samplesTogether()];
    }
  }

  private void addWide(byte[] row) {
    int high = page.littleEndian() ? 1 : 0;
    int step = 2 * page.samplesTogether();
    for (int i = step; i < row.length; i += 2) {
      int sum = wide(row, i, high) + wide(row, i - step, high);
      row[i + high] = (byte) (sum >> BYTE);
      row[i + 1 - high] = (byte) sum;
    }
  }

  private static int wide(byte[] row, int at, int high) {
    return (row[at + high] & 0xff) << BYTE | row[at + 1 - high] & 0xff;
  }

  private TiffRows open(int piece, int height) {
    long start = page.offsets().value(piece);
    long size = page.sizes().map(sizes -> sizes.value(piece)).orElse(0L);
    if (start > file.length) {
      throw ByteReader.truncated();
    }
    if (size == 0) {
      // not said: what is not compressed has a known size, and the rest ends where it ends
      size = unsaid(height, file.length - start);
    }
    if (size > file.length - start) {
      throw ByteReader.truncated();
    }
    byte[] data = file;
    int from = (int) start;
    if (page.reversed() && page.compression() != TiffCompression.JPEG) {
      data = reversed(from, (int) size);
      from = 0;
    }
    TiffRows rows = open(data, from, (int) size, height);
    return page.subsampling().none()
        ? rows
        : new YcbcrRows(rows, page.subsampling(), page.pieceWidth(), page.rowBytes());
  }

  private long unsaid(int height, long room) {
    int together = page.subsampling().rows();
    long stored = (long) page.rowBytes() * ((height + together - 1) / together);
    boolean known = page.compression() == TiffCompression.NONE;
    boolean listed = page.sizes().map(Field::count).orElse(0L) > 1;
    if (listed && !known) {
      throw ByteReader.corrupt("a strip or tile is empty");
    }
    return known ? Math.min(stored, room) : room;
  }

  private TiffRows open(byte[] data, int start, int size, int height) {
    return switch (page.compression()) {
      case NONE -> new StoredRows(data, start, size);
      case LZW -> new LzwRows(data, start, size);
      case DEFLATE, OLD_DEFLATE -> new DeflateRows(data, start, size);
      case PACK_BITS -> new PackBitsRows(data, start, size);
      case FAX_RLE, FAX_T4, FAX_T6 ->
          new FaxRows(
              codes,
              page.compression(),
              (page.fax() & 1) == 1,
              false,
              data,
              start,
              size,
              page.pieceWidth());
      case JPEG -> JpegRows.open(page, data, start, size, height, effort);
    };
  }

  private byte[] reversed(int start, int size) {
    byte[] turned = new byte[size];
    for (int i = 0; i < size; i++) {
      turned[i] = (byte) (Integer.reverse(file[start + i]) >>> Integer.SIZE - BYTE);
    }
    return turned;
  }
}
