package dev.quire.image;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;

import java.io.ByteArrayOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Rows of a strip or tile in JPEG, decoded whole into native memory: grey, or red, green and blue.
 */
final class JpegRows implements TiffRows {

  private static final int SEGMENT = 4;
  private static final int SOS = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP14 = 0xee;
  private static final int MARKER_BYTES = 2;

  /** Encoders may fill the last block of a row or column. */
  private static final int FILLED = 15;

  private final Mat pixels;
  private final int damagedRows;
  private final byte[] line;
  private int row;

  private JpegRows(Mat pixels, int damagedRows) {
    this.pixels = pixels;
    this.damagedRows = damagedRows;
    this.line = new byte[pixels.cols() * pixels.channels()];
  }

  /**
   * Decodes a strip or tile.
   *
   * @param height rows that are needed of it
   * @param effort what all of the page takes
   * @throws InvalidImageException CORRUPT if it cannot be decoded or is of another size
   */
  static JpegRows open(
      TiffPage page, byte[] data, int start, int size, int height, JpegEffort effort) {
    byte[] file = file(page, ByteReader.bigEndian(data).slice(start, size));
    JpegHeader header = JpegHeader.of(file, effort);
    boolean coloured = page.colouredJpeg();
    if (header.components() != page.samplesTogether()
        || header.width() < page.pieceWidth()
        || header.width() > page.pieceWidth() + FILLED
        || header.height() < height
        || header.height() > page.pieceHeight() + FILLED) {
      throw ByteReader.corrupt("its JPEG data are of another kind or size than the page says");
    }
    JpegCondition condition = JpegCondition.of(file);
    Mat pixels =
        OpenCvDecoder.decode(
            file, (coloured ? IMREAD_COLOR : IMREAD_GRAYSCALE) | IMREAD_IGNORE_ORIENTATION);
    return new JpegRows(pixels, condition.damagedOf(height));
  }

  /**
   * The data with the tables that all pieces share, and with nothing that says what its colours are
   * but what the TIFF page says of them.
   */
  private static byte[] file(TiffPage page, ByteReader piece) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(piece.length() + 1024);
    out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8});
    if (page.colouredJpeg()) {
      byte transform = (byte) (page.colour() == TiffColour.YCBCR ? 1 : 0);
      out.writeBytes(new byte[] {(byte) 0xff, (byte) APP14, 0, 14, 'A', 'd', 'o', 'b', 'e'});
      out.writeBytes(new byte[] {0, 100, 0, 0, 0, 0, transform});
    }
    page.tables()
        .map(tables -> tables.bytes())
        .filter(tables -> tables.length() > 2 * MARKER_BYTES)
        .ifPresent(tables -> copySegments(tables, out));
    int scan = copySegments(piece, out);
    out.writeBytes(piece.slice(scan, piece.length() - (long) scan).copy());
    return out.toByteArray();
  }

  /** Copies all segments up to the first scan or the end, and returns where that is. */
  private static int copySegments(ByteReader from, ByteArrayOutputStream out) {
    if (from.u16(0) != 0xffd8) {
      throw ByteReader.corrupt("its JPEG data do not begin as such");
    }
    int at = MARKER_BYTES;
    while (at + SEGMENT <= from.length() && from.u8(at) == 0xff && from.u8(at + 1L) != SOS) {
      int marker = from.u8(at + 1L);
      if (marker == 0xff) {
        at++;
        continue;
      }
      int size = MARKER_BYTES + from.u16(at + 2L);
      if (marker != APP0 && marker != APP14) {
        out.writeBytes(from.slice(at, size).copy());
      }
      at += size;
    }
    return at;
  }

  @Override
  public void next(byte[] samples) {
    BytePointer read = pixels.data();
    read.position(row * pixels.step());
    row++;
    if (pixels.channels() == 1) {
      read.get(samples, 0, samples.length);
      return;
    }
    read.get(line);
    for (int at = 0; at < samples.length; at += 3) {
      samples[at] = line[at + 2];
      samples[at + 1] = line[at + 1];
      samples[at + 2] = line[at];
    }
  }

  @Override
  public int damagedRows() {
    return damagedRows;
  }

  @Override
  public void close() {
    pixels.close();
  }
}
