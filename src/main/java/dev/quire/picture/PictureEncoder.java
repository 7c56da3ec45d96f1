package dev.quire.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Turns pixels into a file, in memory. Immutable and thread-safe. */
final class PictureEncoder {

  private static final String JPEG_METADATA = "javax_imageio_jpeg_image_1.0";

  byte[] encode(BufferedImage image, PictureFormat format) {
    if (format instanceof PictureFormat.Jpeg jpeg) {
      return jpeg(image, jpeg.quality());
    }
    return write("png", writer -> writer.write(image));
  }

  private byte[] jpeg(BufferedImage image, double quality) {
    return write(
        "jpeg",
        writer -> {
          ImageWriteParam param = writer.getDefaultWriteParam();
          param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
          param.setCompressionQuality((float) quality);
          IIOMetadata metadata =
              writer.getDefaultImageMetadata(
                  ImageTypeSpecifier.createFromRenderedImage(image), param);
          keepColours(metadata);
          writer.write(null, new IIOImage(image, null, metadata), param);
        });
  }

  /** One sample of colour for each pixel; the writer's own choice is one for four. */
  private static void keepColours(IIOMetadata metadata) throws IIOInvalidTreeException {
    Node root = metadata.getAsTree(JPEG_METADATA);
    NodeList components = ((Element) root).getElementsByTagName("componentSpec");
    for (int i = 0; i < components.getLength(); i++) {
      Element component = (Element) components.item(i);
      component.setAttribute("HsamplingFactor", "1");
      component.setAttribute("VsamplingFactor", "1");
    }
    metadata.setFromTree(JPEG_METADATA, root);
  }

  private static byte[] write(String format, Writing writing) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // In memory, where ImageIO would choose a temporary file.
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writing.write(writer);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a picture as " + format, e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  @FunctionalInterface
  private interface Writing {
    void write(ImageWriter writer) throws IOException;
  }
}
