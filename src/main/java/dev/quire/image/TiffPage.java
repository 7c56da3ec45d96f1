package dev.quire.image;

import dev.quire.image.ImageHeader.Alpha;
import dev.quire.image.TiffDirectory.Field;
import java.util.Optional;

/**
 * How the pixels of a TIFF page lie in its file: in strips or tiles, here called pieces.
 *
 * @param samples of each pixel, at least as many as its colour has channels
 * @param bits of each sample, 1 to 16
 * @param alpha what the first sample behind the colour's means
 * @param planar whether each sample has pieces of its own
 * @param differences whether each sample is stored as the difference from its left neighbour
 * @param reversed whether the bits of each byte lie in the opposite order
 * @param littleEndian the order of the bytes of a sample of 16 bits
 * @param fax options of fax compressions, the value of T4Options
 * @param subsampling of YCbCr, columns and rows that share a colour; 1 and 1 elsewhere
 * @param pieceWidth columns of a piece
 * @param pieceHeight rows of a piece, at most the page's for strips
 * @param offsets where the pieces begin
 * @param sizes how many bytes they have; where it is missing, as many as there are or they need
 * @param palette the colours of {@link TiffColour#PALETTE}
 * @param tables what all JPEG pieces begin with
 */
record TiffPage(
    int width,
    int height,
    int orientation,
    TiffCompression compression,
    TiffColour colour,
    int samples,
    int bits,
    Alpha alpha,
    boolean planar,
    boolean differences,
    boolean reversed,
    boolean littleEndian,
    long fax,
    Subsampling subsampling,
    int pieceWidth,
    int pieceHeight,
    Field offsets,
    Optional<Field> sizes,
    Optional<Field> palette,
    Optional<Field> tables) {

  /** A decoder of JPEG hands colours out as three bytes and holds as much again, or more. */
  private static final int JPEG_WORK = 3;

  /** Pixels that share a colour sample. */
  record Subsampling(int columns, int rows) {

    boolean none() {
      return columns == 1 && rows == 1;
    }
  }

  /** Bytes of a row of a piece; of subsampled ones, of all rows that share a colour. */
  int rowBytes() {
    if (!subsampling.none()) {
      int units = (pieceWidth - 1) / subsampling.columns() + 1;
      return units * (subsampling.columns() * subsampling.rows() + 2);
    }
    return Math.toIntExact(((long) pieceWidth * samplesTogether() * bits + 7) / 8);
  }

  int piecesAcross() {
    return (width - 1) / pieceWidth + 1;
  }

  int piecesDown() {
    return (height - 1) / pieceHeight + 1;
  }

  /** How many pieces lie in the same place, one for each sample if they are apart. */
  int planes() {
    return planar ? samples : 1;
  }

  /** Samples of a pixel in one piece. */
  int samplesTogether() {
    return planar ? 1 : samples;
  }

  /** Whether JPEG data bring three channels, which come as red, green and blue. */
  boolean colouredJpeg() {
    return compression == TiffCompression.JPEG && samplesTogether() == 3;
  }

  /** What the samples mean once a piece is decompressed. */
  TiffColour decodedColour() {
    return colour == TiffColour.YCBCR && compression == TiffCompression.JPEG
        ? TiffColour.RGB
        : colour;
  }

  /** Rows of other compressions are made one by one, on the heap. */
  ImageHeader header() {
    int work = compression == TiffCompression.JPEG ? JPEG_WORK + 2 * samples + 1 : 0;
    return new ImageHeader(ImageFormat.TIFF, width, height, orientation, alpha, 1, work);
  }
}
