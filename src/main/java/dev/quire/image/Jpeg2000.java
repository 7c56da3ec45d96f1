package dev.quire.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JPEG 2000 picture (ISO/IEC 15444-1), in a file or as a bare codestream. Its size is known from
 * its header, before it is decoded. Immutable and thread-safe.
 */
public final class Jpeg2000 {

  /** Four colours and an opacity. */
  private static final int MAX_COMPONENTS = 5;

  /** The decoder's own samples, of a tile and of the picture. */
  private static final int NATIVE_SAMPLE_BYTES = 2 * Integer.BYTES;

  private static final int RGB = 3;
  private static final int CMYK = 4;

  private final byte[] bytes;
  private final Jpeg2000File file;

  private Jpeg2000(byte[] bytes, Jpeg2000File file) {
    this.bytes = bytes;
    this.file = file;
  }

  /**
   * A picture decoded.
   *
   * @param width columns
   * @param height rows
   * @param channels of colour: 1 grey, 3 red, green and blue, 4 cyan, magenta, yellow and black, or
   *     as many as were asked for
   * @param samples a byte for each channel, row-major and interleaved
   * @param opacity a byte for each pixel, 255 opaque; empty if the picture has none
   * @param damaged whether a part could not be decoded
   */
  public record Decoded(
      int width,
      int height,
      int channels,
      byte[] samples,
      Optional<byte[]> opacity,
      boolean damaged) {}

  /**
   * Reads a picture's header.
   *
   * @param bytes kept, not copied
   * @throws IOException if they are no JPEG 2000
   */
  public static Jpeg2000 of(byte[] bytes) throws IOException {
    Jpeg2000File file = Jpeg2000File.read(bytes);
    if (file.components() < 1 || file.components() > MAX_COMPONENTS) {
      throw new IOException("The JPEG 2000 picture has %d components".formatted(file.components()));
    }
    return new Jpeg2000(bytes, file);
  }

  /** Columns. */
  public int width() {
    return file.width();
  }

  /** Rows. */
  public int height() {
    return file.height();
  }

  /** Bytes of native memory that decoding takes. */
  public long decodingBytes() {
    return (long) file.width() * file.height() * file.components() * NATIVE_SAMPLE_BYTES;
  }

  /**
   * Decodes the picture into the colours that it says it has.
   *
   * @throws IOException if nothing of it can be decoded, or this program has no decoder
   */
  public Decoded decode() throws IOException {
    return decode(0, false);
  }

  /**
   * Decodes the picture.
   *
   * @param wanted channels of colour; 0 for as many as it says it has
   * @param indexed whether the samples are numbers of colours, to be left as they are
   * @throws IOException if nothing of it can be decoded, it has fewer channels than wanted, or this
   *     program has no decoder
   */
  public Decoded decode(int wanted, boolean indexed) throws IOException {
    Jpeg2000Planes planes;
    try {
      planes = OpenJpeg.instance().decode(bytes, file.codestream());
    } catch (LinkageError | IllegalArgumentException e) {
      throw new IOException("This program does not read JPEG 2000", e);
    }
    List<byte[]> channels = channels(planes, wanted, indexed);
    List<byte[]> colours = new ArrayList<>();
    byte[] opacity = null;
    for (int i = 0; i < channels.size(); i++) {
      if (file.opacities().contains(i)) {
        opacity = channels.get(i);
      } else {
        colours.add(channels.get(i));
      }
    }
    int count = wanted > 0 ? wanted : natural(colours.size());
    if (colours.size() < count) {
      throw new IOException(
          "The JPEG 2000 picture has %d channels, not %d".formatted(colours.size(), count));
    }
    if (file.colourSpace() == Jpeg2000File.SYCC && colours.size() >= RGB) {
      toRgb(colours.get(0), colours.get(1), colours.get(2));
    }
    return new Decoded(
        planes.width(),
        planes.height(),
        count,
        interleaved(colours.subList(0, count)),
        Optional.ofNullable(opacity),
        planes.damaged());
  }

  private int natural(int colours) {
    if (file.colourSpace() == Jpeg2000File.SRGB || file.colourSpace() == Jpeg2000File.SYCC) {
      return Math.min(colours, RGB) == RGB ? RGB : 1;
    }
    if (file.colourSpace() == Jpeg2000File.GREY || colours < RGB) {
      return 1;
    }
    return Math.min(colours, CMYK);
  }

  private List<byte[]> channels(Jpeg2000Planes planes, int wanted, boolean indexed) {
    List<byte[]> channels = new ArrayList<>();
    boolean throughPalette = file.palette() != null && !(indexed && wanted == 1);
    if (throughPalette && !file.mapping().isEmpty()) {
      for (int[] map : file.mapping()) {
        int component = Math.min(map[0], planes.samples().length - 1);
        channels.add(
            map[1] == 0 || map[2] >= file.palette().length
                ? planes.bytes(component)
                : looked(planes.samples()[component], file.palette()[map[2]]));
      }
      return channels;
    }
    for (int i = 0; i < planes.samples().length; i++) {
      channels.add(indexed ? planes.indices(i) : planes.bytes(i));
    }
    return channels;
  }

  private static byte[] looked(short[] numbers, int[] colours) {
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < numbers.length && colours.length > 0; i++) {
      bytes[i] = (byte) colours[Math.min(numbers[i] & 0xffff, colours.length - 1)];
    }
    return bytes;
  }

  /** From luminance and two differences of colour, each in the whole range of a byte. */
  private static void toRgb(byte[] luma, byte[] blue, byte[] red) {
    for (int i = 0; i < luma.length; i++) {
      int y = luma[i] & 0xff;
      int cb = (blue[i] & 0xff) - 128;
      int cr = (red[i] & 0xff) - 128;
      luma[i] = clamped(y + 1.402f * cr);
      blue[i] = clamped(y - 0.344136f * cb - 0.714136f * cr);
      red[i] = clamped(y + 1.772f * cb);
    }
  }

  private static byte clamped(float value) {
    return (byte) Math.max(0, Math.min(255, Math.round(value)));
  }

  private static byte[] interleaved(List<byte[]> planes) {
    int count = planes.size();
    if (count == 1) {
      return planes.get(0);
    }
    int pixels = planes.get(0).length;
    byte[] all = new byte[pixels * count];
    for (int channel = 0; channel < count; channel++) {
      byte[] plane = planes.get(channel);
      for (int i = 0; i < pixels; i++) {
        all[i * count + channel] = plane[i];
      }
    }
    return all;
  }
}
