package dev.quire.image;

import dev.quire.image.ImageHeader.Alpha;
import dev.quire.image.TiffDirectory.Field;
import dev.quire.image.TiffPage.Subsampling;
import java.util.Optional;

/** Reads how a page of a TIFF 6.0 file is stored. Whole samples of up to 16 bits are read. */
final class TiffHeader {

  private static final int IMAGE_WIDTH = 256;
  private static final int IMAGE_LENGTH = 257;
  private static final int BITS_PER_SAMPLE = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int FILL_ORDER = 266;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES_PER_PIXEL = 277;
  private static final int ROWS_PER_STRIP = 278;
  private static final int STRIP_BYTE_COUNTS = 279;
  private static final int PLANAR_CONFIGURATION = 284;
  private static final int T4_OPTIONS = 292;
  private static final int T6_OPTIONS = 293;
  private static final int PREDICTOR = 317;
  private static final int COLOR_MAP = 320;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_LENGTH = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTE_COUNTS = 325;
  private static final int INK_SET = 332;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;
  private static final int JPEG_TABLES = 347;
  private static final int SUBSAMPLING = 530;

  private static final int UNSPECIFIED = 0;
  private static final int ASSOCIATED = 1;
  private static final int UNASSOCIATED = 2;
  private static final int UNSIGNED = 1;
  private static final int UNTYPED = 4;
  private static final int CHUNKY = 1;
  private static final int PLANAR = 2;
  private static final int REVERSED = 2;
  private static final int DIFFERENCES = 2;
  private static final int CMYK_INKS = 1;
  private static final int UNCOMPRESSED_MODE = 2;
  private static final int DEEPEST = 16;
  private static final int MOST_SAMPLES = 32;

  /** A row of a tile is held whole, and all of it is unpacked. */
  private static final int MAX_TILE_SIDE = 4096;

  /** 100 megapixels in tiles of 16 × 16, of four samples apart; more are made to cost time. */
  private static final int MOST_PIECES = 2_000_000;

  private final TiffDirectory page;
  private final long length;

  private TiffHeader(TiffDirectory page, long length) {
    this.page = page;
    this.length = length;
  }

  /** Reads the first directory of a file. */
  static TiffPage read(byte[] data) {
    return read(TiffDirectory.first(ByteReader.bigEndian(data)), data.length);
  }

  /**
   * Reads one page's directory.
   *
   * @param length bytes of the whole file
   * @throws InvalidImageException TRUNCATED, CORRUPT, or UNSUPPORTED_FORMAT, which says what is not
   *     read
   */
  static TiffPage read(TiffDirectory page, long length) {
    return new TiffHeader(page, length).page();
  }

  private TiffPage page() {
    page.requireEnd();
    if (!page.has(IMAGE_WIDTH) || !page.has(IMAGE_LENGTH) || !page.has(PHOTOMETRIC)) {
      throw ByteReader.corrupt("the TIFF page lacks its size or its kind of colours");
    }
    int width = clamp(page.value(IMAGE_WIDTH, 0));
    int height = clamp(page.value(IMAGE_LENGTH, 0));
    requireData(STRIP_OFFSETS, STRIP_BYTE_COUNTS);
    requireData(TILE_OFFSETS, TILE_BYTE_COUNTS);
    TiffCompression compression = TiffCompression.of(page.value(COMPRESSION, 1));
    TiffColour colour = TiffColour.of(page.value(PHOTOMETRIC, 0));
    int bits = bits();
    int samples = samples(compression, colour, bits);
    boolean planar = samples > 1 && planar();
    Subsampling subsampling = subsampling(compression, colour, planar, samples);
    boolean tiled = page.has(TILE_OFFSETS) || page.has(TILE_WIDTH);
    int pieceWidth = tiled ? tile(TILE_WIDTH, width) : Math.max(1, width);
    int pieceHeight =
        tiled
            ? tile(TILE_LENGTH, height)
            : (int) Math.max(1, Math.min(height, page.value(ROWS_PER_STRIP, Integer.MAX_VALUE)));
    int offsets = page.has(TILE_OFFSETS) ? TILE_OFFSETS : STRIP_OFFSETS;
    int sizes = page.has(TILE_BYTE_COUNTS) ? TILE_BYTE_COUNTS : STRIP_BYTE_COUNTS;
    TiffPage read =
        new TiffPage(
            width,
            height,
            page.orientation(),
            compression,
            colour,
            samples,
            bits,
            alpha(colour, samples),
            planar,
            differences(compression, bits, subsampling),
            page.value(FILL_ORDER, 1) == REVERSED,
            page.littleEndian(),
            fax(compression),
            subsampling,
            pieceWidth,
            pieceHeight,
            page.field(offsets).orElseThrow(() -> ByteReader.corrupt("it has no strips or tiles")),
            page.field(sizes),
            page.field(COLOR_MAP),
            page.field(JPEG_TABLES));
    requirePieces(read);
    return read;
  }

  private static int clamp(long side) {
    return (int) Math.min(side, Integer.MAX_VALUE);
  }

  private int bits() {
    Optional<Field> each = page.field(BITS_PER_SAMPLE);
    long bits = page.value(BITS_PER_SAMPLE, 1);
    long format = page.value(SAMPLE_FORMAT, UNSIGNED);
    if (bits > DEEPEST || format != UNSIGNED && format != UNTYPED) {
      throw ByteReader.unsupported(
          "TIFF images of 32 bits a sample, signed or of floating point are not read");
    }
    if (bits < 1) {
      throw ByteReader.corrupt("its samples have no bits");
    }
    for (long i = 1; each.isPresent() && i < Math.min(each.get().count(), MOST_SAMPLES); i++) {
      if (each.get().value(i) != bits) {
        throw ByteReader.unsupported("TIFF images of samples of several depths are not read");
      }
    }
    return (int) bits;
  }

  private int samples(TiffCompression compression, TiffColour colour, int bits) {
    long samples = page.value(SAMPLES_PER_PIXEL, 1);
    if (samples < 1 || samples > MOST_SAMPLES) {
      throw ByteReader.unsupported(
          "TIFF images of %d samples a pixel are not read".formatted(samples));
    }
    if (samples < colour.channels()) {
      throw ByteReader.corrupt(
          "its pixels have %d samples where their colours take %d"
              .formatted(samples, colour.channels()));
    }
    if (compression.fax() && (samples != 1 || bits != 1)) {
      throw ByteReader.corrupt("a fax of more than black and white");
    }
    if (colour == TiffColour.CMYK && page.value(INK_SET, CMYK_INKS) != CMYK_INKS) {
      throw ByteReader.unsupported("TIFF images of other inks than CMYK are not read");
    }
    if (colour == TiffColour.PALETTE && !page.has(COLOR_MAP)) {
      throw ByteReader.corrupt("its palette is missing");
    }
    if (colour == TiffColour.CIELAB && bits != 8 && bits != DEEPEST
        || colour == TiffColour.YCBCR && bits != 8) {
      throw ByteReader.unsupported(
          "TIFF images of YCbCr or CIELab with samples of %d bits are not read".formatted(bits));
    }
    requireReadJpeg(compression, (int) samples, bits);
    return (int) samples;
  }

  private void requireReadJpeg(TiffCompression compression, int samples, int bits) {
    if (compression != TiffCompression.JPEG) {
      return;
    }
    boolean planar = planar();
    if (bits != 8) {
      throw ByteReader.unsupported(
          "TIFF images of JPEG data with %d bits a sample are not read, only with 8"
              .formatted(bits));
    }
    if (!planar && samples != 1 && samples != 3) {
      throw ByteReader.unsupported(
          "TIFF images of JPEG data with %d samples a pixel are not read, only with 1 and 3"
              .formatted(samples));
    }
  }

  private Subsampling subsampling(
      TiffCompression compression, TiffColour colour, boolean planar, int samples) {
    if (colour != TiffColour.YCBCR || compression == TiffCompression.JPEG) {
      return new Subsampling(1, 1);
    }
    Optional<Field> both = page.field(SUBSAMPLING).filter(field -> field.count() >= 2);
    long columns = both.map(field -> field.value(0)).orElse(2L);
    long rows = both.map(field -> field.value(1)).orElse(2L);
    if (columns != 1 && columns != 2 && columns != 4 || rows != 1 && rows != 2 && rows != 4) {
      throw ByteReader.corrupt("its colours have an impossible subsampling");
    }
    if (columns * rows > 1 && (planar || samples != colour.channels())) {
      throw ByteReader.unsupported(
          "TIFF images of subsampled YCbCr in planes or with transparency are not read");
    }
    return new Subsampling((int) columns, (int) rows);
  }

  private boolean differences(TiffCompression compression, int bits, Subsampling subsampling) {
    long predictor = page.value(PREDICTOR, 1);
    if (!compression.predicted() || predictor == 1) {
      return false;
    }
    if (predictor != DIFFERENCES || bits != 8 && bits != DEEPEST || !subsampling.none()) {
      throw ByteReader.unsupported(
          "TIFF predictor %d with samples of %d bits is not read".formatted(predictor, bits));
    }
    return true;
  }

  private boolean planar() {
    long planar = page.value(PLANAR_CONFIGURATION, CHUNKY);
    if (planar != CHUNKY && planar != PLANAR) {
      throw ByteReader.corrupt("its samples lie neither together nor in planes");
    }
    return planar == PLANAR;
  }

  private long fax(TiffCompression compression) {
    long options =
        switch (compression) {
          case FAX_T4 -> page.value(T4_OPTIONS, 0);
          case FAX_T6 -> page.value(T6_OPTIONS, 0);
          default -> 0;
        };
    if ((options & UNCOMPRESSED_MODE) != 0) {
      throw ByteReader.unsupported("TIFF images of faxes in uncompressed mode are not read");
    }
    return options;
  }

  /**
   * Without a word on it a sample too many is taken for transparency, as by every viewer; but not
   * if it is 0 everywhere.
   */
  private Alpha alpha(TiffColour colour, int samples) {
    if (samples == colour.channels()) {
      return Alpha.NONE;
    }
    long unsaid = colour == TiffColour.CMYK || samples > colour.channels() + 1 ? UNSPECIFIED : -1;
    return switch ((int) page.value(EXTRA_SAMPLES, unsaid)) {
      case ASSOCIATED -> Alpha.PREMULTIPLIED;
      case UNASSOCIATED -> Alpha.STRAIGHT;
      case UNSPECIFIED -> Alpha.NONE;
      default -> Alpha.SUPPOSED;
    };
  }

  private void requireData(int offsets, int counts) {
    Optional<Field> starts = page.field(offsets);
    Optional<Field> sizes = page.field(counts);
    if (starts.isPresent() && sizes.isPresent()) {
      long pieces = Math.min(starts.get().count(), sizes.get().count());
      for (long i = 0; i < pieces; i++) {
        if (starts.get().value(i) + sizes.get().value(i) > length) {
          throw ByteReader.truncated();
        }
      }
    }
  }

  private int tile(int tag, int side) {
    long tile = page.value(tag, 0);
    if (tile > Math.max(side, MAX_TILE_SIDE)) {
      throw ByteReader.corrupt("its tiles are larger than the page");
    }
    if (tile < 1) {
      throw ByteReader.corrupt("its tiles have no size");
    }
    return (int) tile;
  }

  private static void requirePieces(TiffPage page) {
    long pieces = (long) page.piecesAcross() * page.piecesDown() * page.planes();
    if (pieces > MOST_PIECES) {
      throw ByteReader.corrupt("it has more than %d strips or tiles".formatted(MOST_PIECES));
    }
    if (page.offsets().count() < pieces || page.sizes().map(Field::count).orElse(pieces) < pieces) {
      throw ByteReader.corrupt("it has fewer strips or tiles than its size takes");
    }
    if (page.subsampling().rows() > 1
        && page.pieceHeight() % page.subsampling().rows() != 0
        && page.pieceHeight() < page.height()) {
      throw ByteReader.corrupt("its strips end within pixels that share a colour");
    }
  }
}
