package dev.quire.image;

import dev.quire.image.ImageHeader.Alpha;
import dev.quire.image.TiffDirectory.Field;
import java.util.Optional;

/** A page of a TIFF 6.0 file, samples of up to 16 bits. */
final class TiffHeader {

  private static final int IMAGE_WIDTH = 256;
  private static final int IMAGE_LENGTH = 257;
  private static final int BITS_PER_SAMPLE = 258;
  private static final int PHOTOMETRIC = 262;
  private static final int STRIP_OFFSETS = 273;
  private static final int STRIP_BYTE_COUNTS = 279;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_LENGTH = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTE_COUNTS = 325;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;
  private static final int SAMPLES_PER_PIXEL = 277;

  /** A strip of them may be as large as the page. */
  private static final int MOST_SAMPLES = 4;

  private static final int ASSOCIATED = 1;
  private static final int UNASSOCIATED = 2;
  private static final int UNSIGNED = 1;
  private static final int UNTYPED = 4;

  /** Tiles larger than the page cost the decoder a buffer of their size, up to 1 GiB. */
  private static final int MAX_TILE_SIDE = 4096;

  private TiffHeader() {}

  static ImageHeader read(byte[] data) {
    return read(TiffDirectory.first(ByteReader.bigEndian(data)), data.length);
  }

  /**
   * Reads one page's directory.
   *
   * @param length bytes of the whole file
   */
  static ImageHeader read(TiffDirectory page, long length) {
    page.requireEnd();
    if (!page.has(IMAGE_WIDTH) || !page.has(IMAGE_LENGTH) || !page.has(PHOTOMETRIC)) {
      throw ByteReader.corrupt("the TIFF page lacks its size or its kind of colours");
    }
    int width = clamp(page.value(IMAGE_WIDTH, 0));
    int height = clamp(page.value(IMAGE_LENGTH, 0));
    requireSamples(page);
    requireData(page, length, STRIP_OFFSETS, STRIP_BYTE_COUNTS);
    requireData(page, length, TILE_OFFSETS, TILE_BYTE_COUNTS);
    requireTile(page.value(TILE_WIDTH, 0), width);
    requireTile(page.value(TILE_LENGTH, 0), height);
    int sampleBytes = page.value(BITS_PER_SAMPLE, 1) > 8 ? 2 : 1;
    return new ImageHeader(
        ImageFormat.TIFF,
        width,
        height,
        page.orientation(),
        alpha(page),
        sampleBytes,
        MOST_SAMPLES * sampleBytes);
  }

  /**
   * The decoder hands 16-bit samples out as they are, and multiplies alpha into 8-bit ones itself
   * where the file has not (libtiff's RGBA interface).
   */
  private static Alpha alpha(TiffDirectory page) {
    long kind = page.value(EXTRA_SAMPLES, 0);
    if (kind != ASSOCIATED && kind != UNASSOCIATED) {
      return Alpha.NONE;
    }
    boolean raw = page.value(BITS_PER_SAMPLE, 1) == 16;
    return kind == UNASSOCIATED && raw ? Alpha.STRAIGHT : Alpha.PREMULTIPLIED;
  }

  private static int clamp(long side) {
    return (int) Math.min(side, Integer.MAX_VALUE);
  }

  private static void requireSamples(TiffDirectory page) {
    long bits = page.value(BITS_PER_SAMPLE, 1);
    long format = page.value(SAMPLE_FORMAT, UNSIGNED);
    if (bits > 16 || format != UNSIGNED && format != UNTYPED) {
      throw ByteReader.unsupported(
          "TIFF images of 32 bits a sample, signed or of floating point are not read");
    }
    long samples = page.value(SAMPLES_PER_PIXEL, 1);
    if (samples != 1 && samples != 3 && samples != 4) {
      throw ByteReader.unsupported(
          "TIFF images of %d samples a pixel are not read, only of 1, 3 and 4".formatted(samples));
    }
  }

  private static void requireData(TiffDirectory page, long length, int offsets, int counts) {
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

  private static void requireTile(long tile, int side) {
    if (tile > Math.max(side, MAX_TILE_SIDE)) {
      throw ByteReader.corrupt("its tiles are larger than the page");
    }
  }
}
