package dev.quire.fuzz;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

/** Small whole pictures of every kind that is read. */
final class Pictures {

  private static final int PNG_HEADER_END = 33;

  private Pictures() {}

  /** All kinds, once each. */
  static List<byte[]> all() {
    BufferedImage colour = drawn(96, 72, BufferedImage.TYPE_3BYTE_BGR);
    BufferedImage grey = drawn(64, 80, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage fax = drawn(120, 64, BufferedImage.TYPE_BYTE_BINARY);
    BufferedImage clear = drawn(70, 64, BufferedImage.TYPE_4BYTE_ABGR);
    byte[] png = written("png", null, false, colour);
    byte[] jpeg = written("jpeg", null, false, colour);
    return List.of(
        jpeg,
        written("jpeg", null, true, colour),
        written("jpeg", null, false, grey),
        withOrientation(jpeg, 6),
        png,
        written("png", null, true, colour),
        written("png", null, false, clear),
        written("png", null, false, fax),
        written("png", null, false, drawn(64, 64, BufferedImage.TYPE_USHORT_GRAY)),
        written("png", null, true, drawn(64, 64, BufferedImage.TYPE_BYTE_INDEXED)),
        animated(png),
        webp(colour, 70),
        webp(colour, 101),
        extended(webp(colour, 70), 96, 72),
        written("bmp", null, false, colour),
        written("bmp", null, false, drawn(65, 64, BufferedImage.TYPE_BYTE_INDEXED)),
        written("tiff", "LZW", false, colour, grey),
        written("tiff", "Deflate", false, clear),
        written("tiff", "JPEG", false, colour, colour),
        written("tiff", "CCITT T.6", false, fax, fax, fax),
        written("tiff", "PackBits", true, colour, grey));
  }

  /** A page of lines on a shaded ground. */
  private static BufferedImage drawn(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, Color.WHITE, width, height, Color.ORANGE));
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.BLACK);
    for (int y = 8; y < height; y += 6) {
      graphics.fillRect(6, y, width - 12 - y % 16, 3);
    }
    graphics.dispose();
    return image;
  }

  /**
   * A file by the JDK's writer.
   *
   * @param compression its name for it; null for the only one
   * @param parted progressive, interlaced or tiled, as the format has it
   * @param pages one, or with TIFF several
   */
  private static byte[] written(
      String format, String compression, boolean parted, BufferedImage... pages) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (compression != null) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
      }
      if (parted && param.canWriteTiles()) {
        param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
        param.setTiling(32, 32, 0, 0);
      } else if (parted) {
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.setOutput(stream);
      if (writer.canWriteSequence()) {
        writer.prepareWriteSequence(null);
        for (BufferedImage page : pages) {
          writer.writeToSequence(new IIOImage(page, null, null), param);
        }
        writer.endWriteSequence();
      } else {
        writer.write(null, new IIOImage(pages[0], null, null), param);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** WebP, which the JDK does not write; quality above 100 is lossless. */
  private static byte[] webp(BufferedImage bgr, int quality) {
    byte[] samples = ((DataBufferByte) bgr.getRaster().getDataBuffer()).getData();
    try (BytePointer data = new BytePointer(samples);
        Mat mat = new Mat(bgr.getHeight(), bgr.getWidth(), opencv_core.CV_8UC3, data);
        BytePointer out = new BytePointer();
        IntPointer params = new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, quality)) {
      opencv_imgcodecs.imencode(".webp", mat, out, params);
      byte[] bytes = new byte[(int) out.limit()];
      out.get(bytes);
      return bytes;
    }
  }

  /** An extended WebP file, with an EXIF chunk after the picture. */
  private static byte[] extended(byte[] simple, int width, int height) {
    byte[] exif = exif(3);
    int picture = simple.length - 12;
    ByteBuffer out =
        ByteBuffer.allocate(12 + 18 + picture + 8 + exif.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(out.capacity() - 8).put(ascii("WEBPVP8X")).putInt(10);
    out.putInt(0x08).putShort((short) (width - 1)).put((byte) 0);
    out.putShort((short) (height - 1)).put((byte) 0);
    out.put(simple, 12, picture).put(ascii("EXIF")).putInt(exif.length).put(exif);
    return out.array();
  }

  private static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] exif = exif(orientation);
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + 10 + exif.length);
    out.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (exif.length + 8));
    out.put(ascii("Exif\0\0")).put(exif).put(jpeg, 2, jpeg.length - 2);
    return out.array();
  }

  /** A TIFF structure that holds nothing but an orientation. */
  private static byte[] exif(int orientation) {
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

  /** The picture as the first of two frames, of which the second is empty. */
  private static byte[] animated(byte[] png) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(png, 0, PNG_HEADER_END);
    chunk(out, "acTL", ByteBuffer.allocate(8).putInt(2).putInt(0).array());
    chunk(out, "fcTL", frame(0));
    out.write(png, PNG_HEADER_END, png.length - PNG_HEADER_END - 12);
    chunk(out, "fcTL", frame(1));
    chunk(out, "fdAT", new byte[] {0, 0, 0, 2, 0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1});
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static byte[] frame(int sequence) {
    return ByteBuffer.allocate(26)
        .putInt(sequence)
        .putInt(96)
        .putInt(72)
        .putInt(0)
        .putInt(0)
        .putShort((short) 1)
        .putShort((short) 10)
        .array();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    CRC32 checksum = new CRC32();
    checksum.update(ascii(type));
    checksum.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(ascii(type));
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
