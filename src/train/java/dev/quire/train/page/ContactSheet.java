package dev.quire.train.page;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Writes pages with their regions drawn in, for looking at: folder, seed, count[, clean]. */
public final class ContactSheet {

  private ContactSheet() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    SyntheticPages pages = new SyntheticPages(Long.parseLong(args[1]));
    int count = Integer.parseInt(args[2]);
    boolean clean = args.length > 3 && args[3].equals("clean");
    int columns = 3;
    int rows = 2;
    int cellWidth = 522;
    int cellHeight = 730;
    int perSheet = columns * rows;
    for (int sheet = 0; sheet * perSheet < count; sheet++) {
      BufferedImage all =
          new BufferedImage(columns * cellWidth, rows * cellHeight, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = all.createGraphics();
      for (int i = 0; i < perSheet && sheet * perSheet + i < count; i++) {
        long index = (long) sheet * perSheet + i;
        BufferedImage marked = mark(clean ? pages.clean(index) : pages.page(index));
        double scale =
            Math.min(
                (cellWidth - 6.0) / marked.getWidth(), (cellHeight - 6.0) / marked.getHeight());
        Image scaled =
            marked.getScaledInstance(
                (int) (marked.getWidth() * scale),
                (int) (marked.getHeight() * scale),
                Image.SCALE_AREA_AVERAGING);
        graphics.drawImage(scaled, i % columns * cellWidth, i / columns * cellHeight, null);
      }
      graphics.dispose();
      ImageIO.write(all, "png", folder.resolve("sheet" + sheet + ".png").toFile());
    }
  }

  /** A copy of the page with boxes, labels and places in the reading order. */
  static BufferedImage mark(Page page) {
    BufferedImage copy =
        new BufferedImage(
            page.image().getWidth(), page.image().getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = copy.createGraphics();
    graphics.drawImage(page.image(), 0, 0, null);
    graphics.setStroke(new BasicStroke(Math.max(1, copy.getHeight() / 800f)));
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, Math.max(9, copy.getHeight() / 80)));
    List<LabelledRegion> regions = page.regions();
    for (int i = 0; i < regions.size(); i++) {
      LabelledRegion region = regions.get(i);
      Box box = region.box();
      float hue = region.label().ordinal() * 0.618f;
      graphics.setColor(Color.getHSBColor(hue, 1, 0.8f));
      graphics.drawRect(
          (int) Math.floor(box.x1()) - 1,
          (int) Math.floor(box.y1()) - 1,
          (int) Math.ceil(box.width()) + 1,
          (int) Math.ceil(box.height()) + 1);
      graphics.drawString(
          i + " " + region.label().name().toLowerCase(),
          (float) box.x1(),
          (float) Math.max(8, box.y1() - 1));
    }
    graphics.dispose();
    return copy;
  }
}
