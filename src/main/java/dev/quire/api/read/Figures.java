package dev.quire.api.read;

import dev.quire.api.document.PictureAnswer;
import dev.quire.image.PageImage;
import dev.quire.picture.PartCutter;
import dev.quire.picture.PartCutter.Part;
import dev.quire.picture.PictureOptions;
import dev.quire.picture.Subject;
import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import dev.quire.reading.write.FigureLinks;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pictures of a page's figures, in reading order. Immutable and thread-safe. */
public final class Figures {

  /** Of one page; those that come after have none. */
  private static final int MOST = 32;

  /** The size of all together, in sizes of their page: figures may overlap. */
  private static final double MOST_PAGES = 2;

  /** How they are asked for: as JPEG, of a page of at most 2000 × 2000 pixels. */
  public static final List<PictureOptions> PICTURES =
      List.of(PictureOptions.paddlex(new Subject.Page()));

  private final PartCutter cutter = new PartCutter();

  /**
   * The figures of a page that have pictures: the first, up to the one with which there would be
   * too many or too much.
   */
  public static List<Block> of(ReadPage page) {
    Area whole = new Area(0, 0, page.width(), page.height());
    List<Block> shown = new ArrayList<>();
    double left = MOST_PAGES * whole.size();
    for (Block block : page.blocks()) {
      if (block.role() == Role.FIGURE) {
        left -= block.area().overlap(whole);
        if (left < 0 || shown.size() == MOST) {
          break;
        }
        shown.add(block);
      }
    }
    return List.copyOf(shown);
  }

  /**
   * Their files.
   *
   * @param image the page, never changed
   * @return one for each of {@link #of}, in the same order
   */
  public List<byte[]> cut(PageImage image, ReadPage page) {
    PictureOptions options = PICTURES.get(0);
    return cutter.cut(
        image,
        of(page).stream().map(Block::area).map(Figures::part).toList(),
        options.limit(),
        options.format());
  }

  /**
   * How much heap the files of a page count for: they are in their blocks and in the Markdown, of
   * which there are several copies while it is written, of two bytes a character if not all are
   * Latin.
   */
  static long weight(List<byte[]> files) {
    return 4 * files.stream().mapToLong(file -> file.length).sum();
  }

  private static Part part(Area area) {
    return new Part(area.left(), area.top(), area.right(), area.bottom());
  }

  /**
   * Links that hold the pictures themselves.
   *
   * @param pictures those of each page, by its number
   */
  static FigureLinks embedded(Map<Integer, List<PictureAnswer>> pictures) {
    return (page, figure, number) ->
        Optional.ofNullable(pictures.get(page.number()))
            .filter(all -> number <= all.size())
            .map(all -> all.get(number - 1))
            .map(
                picture ->
                    "data:%s;base64,%s"
                        .formatted(
                            picture.mediaType(),
                            Base64.getEncoder().encodeToString(picture.data())));
  }
}
