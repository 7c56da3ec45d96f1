package dev.quire.api.doors;

import dev.quire.support.Pages;
import dev.quire.support.Pdfs;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/** Files to come by every door. */
final class Samples {

  private Samples() {}

  /** Files that are laid out. */
  enum Readable {
    PNG(1) {
      @Override
      byte[] file() {
        return encoded("png", page(620));
      }
    },
    JPEG_ON_ITS_SIDE(1) {
      @Override
      byte[] file() {
        return turnedByExif(encoded("jpeg", onItsSide(page(620))));
      }
    },
    BMP(1) {
      @Override
      byte[] file() {
        return encoded("bmp", page(310));
      }
    },
    TIFF_OF_ONE_PAGE(1) {
      @Override
      byte[] file() {
        return tiff(page(620));
      }
    },
    TIFF_OF_THREE_PAGES(3) {
      @Override
      byte[] file() {
        return tiff(page(620), page(500), page(400));
      }
    },
    PDF_OF_ONE_PAGE(1) {
      @Override
      byte[] file() {
        return Pdfs.printed(1);
      }
    },
    PDF_OF_THREE_PAGES(3) {
      @Override
      byte[] file() {
        return Pdfs.printed(3);
      }
    };

    private final int pages;

    Readable(int pages) {
      this.pages = pages;
    }

    abstract byte[] file();

    int pages() {
      return pages;
    }
  }

  /** Files that are refused as a whole. */
  enum Unreadable {
    EMPTY {
      @Override
      byte[] file() {
        return new byte[0];
      }
    },
    TEXT {
      @Override
      byte[] file() {
        return "Dear Sir or Madam".getBytes(StandardCharsets.US_ASCII);
      }
    },
    GIF {
      @Override
      byte[] file() {
        return encoded("gif", page(100));
      }
    },
    HALF_A_PNG {
      @Override
      byte[] file() {
        return Pages.truncated(Pages.blank(90, 90));
      }
    },
    HUGE_PNG {
      @Override
      byte[] file() {
        return Pages.pngDeclaring(30_000, 30_000);
      }
    },
    BROKEN_TIFF {
      @Override
      byte[] file() {
        return Arrays.copyOf(new byte[] {'I', 'I', 42, 0, 99, 0, 0, 0}, 40);
      }
    },
    BROKEN_PDF {
      @Override
      byte[] file() {
        return "%PDF-1.7 and no more".getBytes(StandardCharsets.US_ASCII);
      }
    },
    LOCKED_PDF {
      @Override
      byte[] file() {
        return locked(Pdfs.pages(100));
      }
    };

    abstract byte[] file();
  }

  /** The sample page, so many pixels wide. */
  static BufferedImage page(int width) {
    try {
      BufferedImage whole = ImageIO.read(new ByteArrayInputStream(Pages.sample()));
      int height = whole.getHeight() * width / whole.getWidth();
      BufferedImage page = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
      Graphics2D graphics = page.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      graphics.drawImage(whole, 0, 0, width, height, null);
      graphics.dispose();
      return page;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] encoded(String format, BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("The JDK writes no " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A file with a page for each picture. */
  static byte[] tiff(BufferedImage... pages) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(stream);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType("LZW");
      writer.prepareWriteSequence(null);
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

  /** A picture turned by a quarter to the left. */
  private static BufferedImage onItsSide(BufferedImage upright) {
    BufferedImage turned =
        new BufferedImage(upright.getHeight(), upright.getWidth(), BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < turned.getHeight(); y++) {
      for (int x = 0; x < turned.getWidth(); x++) {
        turned.setRGB(x, y, upright.getRGB(upright.getWidth() - 1 - y, x));
      }
    }
    return turned;
  }

  /** A picture with an EXIF orientation that has it turned by a quarter to the right. */
  private static byte[] turnedByExif(byte[] jpeg) {
    byte[] exif =
        "Exif\0\0MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
            .getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(jpeg.length + 4 + exif.length)
        .put(jpeg, 0, 2)
        .putShort((short) 0xffe1)
        .putShort((short) (exif.length + 2))
        .put(exif)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  private static byte[] locked(byte[] pdf) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      StandardProtectionPolicy policy =
          new StandardProtectionPolicy("owner", "user", new AccessPermission());
      policy.setEncryptionKeyLength(128);
      document.protect(policy);
      document.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
