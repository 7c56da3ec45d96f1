package dev.quire.document.searchable;

import dev.quire.image.PageImage;
import java.util.Objects;
import java.util.Optional;

/**
 * The picture of a page.
 *
 * @param file the image file that is this one page, whose bytes are used as they are where PDF has
 *     their format; empty where there is none, as for one page of several
 * @param image the page itself; asked for its pixels where the file cannot be used
 * @param dpi pixels to the inch, from which the page's size comes; {@value #MIN_DPI} to {@value
 *     #MAX_DPI}
 */
public record PagePicture(Optional<byte[]> file, PageImage image, int dpi) {

  /** Where nothing is known of the picture: it is what most scans of text have, or about that. */
  public static final int DEFAULT_DPI = 150;

  /** Pages of one point to the pixel and larger. */
  public static final int MIN_DPI = 18;

  /** Finer than any scan of a page. */
  public static final int MAX_DPI = 4800;

  /** Checks the range. */
  public PagePicture {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(image, "image");
    if (dpi < MIN_DPI || dpi > MAX_DPI) {
      throw new IllegalArgumentException(
          "dpi must be between %d and %d, not %d".formatted(MIN_DPI, MAX_DPI, dpi));
    }
  }

  /** A picture of {@value #DEFAULT_DPI} dpi in a file of its own. */
  public static PagePicture of(byte[] file, PageImage image) {
    return new PagePicture(Optional.of(file), image, DEFAULT_DPI);
  }
}
