package dev.quire.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Builds small image files. Pixels are RGB triples, row-major, unless said otherwise. */
final class TestImages {

  private TestImages() {}

  /** Noise, the same for the same arguments. */
  static byte[] noise(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    new Random(width * 31L + height).nextBytes(rgb);
    return rgb;
  }

  /** A soft picture that a JPEG survives nearly unharmed. */
  static byte[] gradient(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0, p = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        rgb[p++] = (byte) (255 * x / width);
        rgb[p++] = (byte) (255 * y / height);
        rgb[p++] = (byte) 128;
      }
    }
    return rgb;
  }

  static BufferedImage buffered(byte[] rgb, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      int red = rgb[3 * i] & 0xff;
      int green = rgb[3 * i + 1] & 0xff;
      int blue = rgb[3 * i + 2] & 0xff;
      image.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
    }
    return image;
  }

  static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalStateException("No writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] png(byte[] rgb, int width, int height) {
    return encode(buffered(rgb, width, height), "png");
  }

  static byte[] jpeg(byte[] rgb, int width, int height, boolean progressive) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(0.95f);
      param.setProgressiveMode(
          progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(buffered(rgb, width, height), null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** WebP, which the JDK does not write, by OpenCV; quality above 100 is lossless. */
  static byte[] webp(byte[] channels, int width, int height, int perPixel, int quality) {
    byte[] bgr = channels.clone();
    for (int p = 0; p < bgr.length; p += perPixel) {
      bgr[p] = channels[p + 2];
      bgr[p + 2] = channels[p];
    }
    try (BytePointer data = new BytePointer(bgr);
        Mat mat = new Mat(height, width, opencv_core.CV_8UC(perPixel), data);
        BytePointer out = new BytePointer();
        IntPointer params = new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, quality)) {
      opencv_imgcodecs.imencode(".webp", mat, out, params);
      byte[] bytes = new byte[(int) out.limit()];
      out.get(bytes);
      return bytes;
    }
  }

  /** An extended WebP file around a simple one, with an EXIF orientation. */
  static byte[] webpWithExif(byte[] simple, int width, int height, int orientation) {
    byte[] exif = exif(orientation);
    int body = simple.length - 12;
    ByteBuffer out =
        ByteBuffer.allocate(12 + 18 + body + 8 + exif.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(out.capacity() - 8).put(ascii("WEBPVP8X")).putInt(10);
    out.putInt(0x08).put(u24(width - 1)).put(u24(height - 1));
    out.put(simple, 12, body).put(ascii("EXIF")).putInt(exif.length).put(exif);
    return out.array();
  }

  /** A TIFF structure that holds nothing but an orientation. */
  static byte[] exif(int orientation) {
    return ByteBuffer.allocate(26)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(ascii("II*\0"))
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 274)
        .putShort((short) 3)
        .putInt(1)
        .putInt(orientation)
        .putInt(0)
        .array();
  }

  /** The JPEG with an EXIF segment after its start. */
  static byte[] jpegWithExif(byte[] jpeg, int orientation) {
    byte[] exif = exif(orientation);
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + 10 + exif.length);
    out.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (exif.length + 8));
    out.put(ascii("Exif\0\0")).put(exif).put(jpeg, 2, jpeg.length - 2);
    return out.array();
  }

  /** The PNG with one more chunk after its header. */
  static byte[] pngWithChunk(byte[] png, String type, byte[] body) {
    int header = 8 + 25;
    ByteBuffer out = ByteBuffer.allocate(png.length + 12 + body.length);
    out.put(png, 0, header).putInt(body.length).put(ascii(type)).put(body).putInt(0);
    out.put(png, header, png.length - header);
    return withChecksums(out.array());
  }

  /** A PNG of other claimed size. */
  static byte[] pngClaiming(byte[] png, int width, int height) {
    byte[] changed = png.clone();
    ByteBuffer.wrap(changed).putInt(16, width).putInt(20, height);
    return withChecksums(changed);
  }

  /** Makes all chunks' checksums right, as far as the chunks hold together. */
  static byte[] withChecksums(byte[] png) {
    byte[] fixed = png.clone();
    ByteBuffer buffer = ByteBuffer.wrap(fixed);
    for (int at = 8; at + 12 <= fixed.length; ) {
      int size = buffer.getInt(at);
      if (size < 0 || size > fixed.length - at - 12) {
        break;
      }
      CRC32 crc = new CRC32();
      crc.update(fixed, at + 4, size + 4);
      buffer.putInt(at + 8 + size, (int) crc.getValue());
      at += 12 + size;
    }
    return fixed;
  }

  /**
   * An uncompressed little-endian TIFF of one strip.
   *
   * @param samples bytes of the strip
   * @param extra tag and value pairs to add or to set
   */
  static byte[] tiff(byte[] samples, int width, int height, int perPixel, int bits, int... extra) {
    TreeMap<Integer, Integer> tags = new TreeMap<>();
    tags.put(256, width);
    tags.put(257, height);
    tags.put(259, 1);
    tags.put(262, perPixel >= 3 ? 2 : 1);
    tags.put(277, perPixel);
    tags.put(278, height);
    tags.put(279, samples.length);
    for (int i = 0; i < extra.length; i += 2) {
      tags.put(extra[i], extra[i + 1]);
    }
    int bitsAt = 8;
    int stripAt = bitsAt + 8;
    tags.put(258, perPixel == 1 ? bits : bitsAt);
    tags.put(273, stripAt);
    int directory = stripAt + samples.length + (samples.length & 1);
    ByteBuffer out =
        ByteBuffer.allocate(directory + 6 + 12 * tags.size()).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("II*\0")).putInt(directory);
    for (int i = 0; i < 4; i++) {
      out.putShort((short) bits);
    }
    out.put(samples).position(directory);
    out.putShort((short) tags.size());
    tags.forEach(
        (tag, value) -> {
          boolean bitsArray = tag == 258 && perPixel > 1;
          out.putShort(tag.shortValue()).putShort((short) (bitsArray ? 3 : 4));
          out.putInt(bitsArray ? perPixel : 1).putInt(value);
        });
    out.putInt(0);
    if (perPixel == 2) {
      out.putInt(8, bits << 16 | bits);
    }
    return out.array();
  }

  /** One of the compressions of the JDK's writer, such as {@code CCITT T.6}. */
  static byte[] tiff(BufferedImage image, String compression) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType(compression);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), param);
    }
    writer.dispose();
    return bytes.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] u24(int value) {
    return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
  }
}
