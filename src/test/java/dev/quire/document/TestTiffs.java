package dev.quire.document;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Makes TIFF files of several pages with the JDK's writer, and damages them. */
final class TestTiffs {

  private static final int ENTRY = 12;

  private TestTiffs() {}

  /** A file with a page for each picture. */
  static byte[] of(String compression, BufferedImage... pages) {
    return of(ByteOrder.LITTLE_ENDIAN, compression, pages);
  }

  /** A file of either byte order. */
  static byte[] of(ByteOrder order, String compression, BufferedImage... pages) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(stream);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType(compression);
      writer.prepareWriteSequence(ordered(writer.getDefaultStreamMetadata(param), order));
      for (BufferedImage page : pages) {
        writer.writeToSequence(new IIOImage(page, null, null), param);
      }
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static IIOMetadata ordered(IIOMetadata file, ByteOrder order) throws IOException {
    IIOMetadataNode value = new IIOMetadataNode("ByteOrder");
    value.setAttribute("value", order.toString());
    IIOMetadataNode root = new IIOMetadataNode(file.getNativeMetadataFormatName());
    root.appendChild(value);
    file.setFromTree(file.getNativeMetadataFormatName(), root);
    return file;
  }

  /** A picture of noise. */
  static BufferedImage colour(int width, int height, int seed) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    new Random(seed).nextBytes(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
    return image;
  }

  /** A black and white picture of noise, as fax machines send. */
  static BufferedImage bilevel(int width, int height, int seed) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
    new Random(seed).nextBytes(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
    return image;
  }

  /** Red, green and blue of all pixels, row by row. */
  static byte[] rgb(BufferedImage image) {
    int width = image.getWidth();
    byte[] rgb = new byte[width * image.getHeight() * 3];
    for (int i = 0; i < rgb.length / 3; i++) {
      int value = image.getRGB(i % width, i / width);
      rgb[3 * i] = (byte) (value >> 16);
      rgb[3 * i + 1] = (byte) (value >> 8);
      rgb[3 * i + 2] = (byte) value;
    }
    return rgb;
  }

  /** Where the directories lie, in the order of their chain. */
  static List<Integer> directories(byte[] tiff) {
    ByteBuffer file = buffer(tiff);
    Integer[] offsets = new Integer[count(file)];
    int offset = file.getInt(4);
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = offset;
      offset = file.getInt(nextAt(file, offset));
    }
    return Arrays.asList(offsets);
  }

  /** The file with a directory followed by another offset. */
  static byte[] chained(byte[] tiff, int directory, int next) {
    byte[] changed = tiff.clone();
    ByteBuffer file = buffer(changed);
    file.putInt(nextAt(file, directory), next);
    return changed;
  }

  /** The file with one tag of a directory replaced by one whole number. */
  static byte[] tagged(byte[] tiff, int directory, int tag, int becomes, int value) {
    byte[] changed = tiff.clone();
    ByteBuffer file = buffer(changed);
    int entries = file.getShort(directory);
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY;
      if (file.getShort(entry) == (short) tag) {
        file.putShort(entry, (short) becomes).putShort(entry + 2, (short) 4);
        file.putInt(entry + 4, 1).putInt(entry + 8, value);
        return changed;
      }
    }
    throw new IllegalArgumentException("No tag " + tag);
  }

  /** The data of a small picture, which fit into one strip. */
  static byte[] strip(String compression, BufferedImage picture) {
    byte[] tiff = of(compression, picture);
    int offset = value(tiff, 273);
    return Arrays.copyOfRange(tiff, offset, offset + value(tiff, 279));
  }

  private static int value(byte[] tiff, int tag) {
    ByteBuffer file = buffer(tiff);
    int directory = file.getInt(4);
    for (int i = 0; i < file.getShort(directory); i++) {
      int entry = directory + 2 + i * ENTRY;
      if (file.getShort(entry) == (short) tag && file.getInt(entry + 4) == 1) {
        return file.getInt(entry + 8);
      }
    }
    throw new IllegalArgumentException("No single value of the tag " + tag);
  }

  private static int count(ByteBuffer file) {
    int count = 0;
    for (int at = file.getInt(4); at != 0; at = file.getInt(nextAt(file, at))) {
      count++;
    }
    return count;
  }

  private static int nextAt(ByteBuffer file, int directory) {
    return directory + 2 + file.getShort(directory) * ENTRY;
  }

  private static ByteBuffer buffer(byte[] tiff) {
    return ByteBuffer.wrap(tiff)
        .order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }
}
