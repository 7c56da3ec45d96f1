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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pictures of a page's figures, in reading order. Immutable and thread-safe. */
final class Figures {

  /** Of one page; those that come after have none. */
  private static final int MOST = 32;

  /** How they are asked for: as JPEG, of a page of at most 2000 × 2000 pixels. */
  static final List<PictureOptions> PICTURES = List.of(PictureOptions.paddlex(new Subject.Page()));

  private final PartCutter cutter = new PartCutter();

  /** Their files. */
  List<byte[]> cut(PageImage image, ReadPage page) {
    PictureOptions options = PICTURES.get(0);
    return cutter.cut(
        image,
        page.blocks().stream()
            .filter(block -> block.role() == Role.FIGURE)
            .limit(MOST)
            .map(Block::area)
            .map(Figures::part)
            .toList(),
        options.limit(),
        options.format());
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
