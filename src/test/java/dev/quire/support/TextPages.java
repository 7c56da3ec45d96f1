package dev.quire.support;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** Pages whose text is known. */
public final class TextPages {

  private static final int WIDTH = 640;
  private static final int MARGIN = 40;
  private static final int STEP = 44;
  private static final float SIZE = 24;

  private TextPages() {}

  /** A PNG of 640 columns with these lines, one below the other, 44 rows apart. */
  public static byte[] lines(List<String> lines) {
    return png(drawn(lines));
  }

  /** The same page sent upside down. */
  public static byte[] upsideDown(List<String> lines) {
    BufferedImage page = drawn(lines);
    BufferedImage turned =
        new BufferedImage(page.getWidth(), page.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = turned.createGraphics();
    graphics.rotate(Math.PI, page.getWidth() / 2.0, page.getHeight() / 2.0);
    graphics.drawImage(page, 0, 0, null);
    graphics.dispose();
    return png(turned);
  }

  /**
   * A square page with these lines at its head, sent turned clockwise.
   *
   * @param degrees 0, 90, 180 or 270
   */
  public static byte[] turned(List<String> lines, int degrees) {
    BufferedImage drawn = drawn(lines);
    BufferedImage page = new BufferedImage(WIDTH, WIDTH, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = page.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, WIDTH);
    graphics.rotate(Math.toRadians(degrees), WIDTH / 2.0, WIDTH / 2.0);
    graphics.drawImage(drawn, 0, 0, null);
    graphics.dispose();
    return png(page);
  }

  /** A PDF document whose pages have one line each. */
  public static byte[] pdf(List<String> pages) {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      for (String line : pages) {
        PDPage page = new PDPage(new PDRectangle(300, 60));
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.beginText();
          content.setFont(new PDType1Font(FontName.HELVETICA), 14);
          content.newLineAtOffset(20, 25);
          content.showText(line);
          content.endText();
        }
      }
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage drawn(List<String> lines) {
    BufferedImage page =
        new BufferedImage(WIDTH, 2 * MARGIN + STEP * lines.size(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = page.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, page.getWidth(), page.getHeight());
    graphics.setColor(Color.BLACK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(SIZE));
    for (int i = 0; i < lines.size(); i++) {
      graphics.drawString(lines.get(i), MARGIN, MARGIN + STEP * i + 30);
    }
    graphics.dispose();
    return page;
  }

  private static byte[] png(BufferedImage image) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
