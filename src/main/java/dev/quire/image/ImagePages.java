package dev.quire.image;

import dev.quire.image.InvalidImageException.Reason;
import java.util.List;

/**
 * The pages of an image file: of a TIFF file every full page in its chain of directories, of any
 * other file its first picture. Immutable and thread-safe.
 */
public final class ImagePages {

  private final byte[] file;
  private final List<TiffDirectory> directories;
  private final ImageDecoder decoder;

  private ImagePages(byte[] file, List<TiffDirectory> directories, ImageDecoder decoder) {
    this.file = file;
    this.directories = directories;
    this.decoder = decoder;
  }

  static ImagePages of(byte[] file, ImageDecoder decoder) {
    if (TiffDirectory.begins(ByteReader.bigEndian(file))) {
      return new ImagePages(file, TiffPages.read(file), decoder);
    }
    ImageHeaders.read(file);
    return new ImagePages(file, List.of(), decoder);
  }

  /** How many pages there are, at least 1. */
  public int count() {
    return Math.max(1, directories.size());
  }

  /**
   * One page, its header read and checked, its pixels not yet.
   *
   * @param index from 0, below {@link #count()}
   * @throws InvalidImageException if the page is refused: damaged, cut short, too large or of a
   *     kind that is not read. {@link Reason} says which; other pages may be fine
   */
  public PageImage page(int index) {
    if (index < 0 || index >= count()) {
      throw new IndexOutOfBoundsException("Page %d of %d".formatted(index, count()));
    }
    return new EncodedPage(decoder.admitted(picture(index)), decoder);
  }

  private Picture picture(int index) {
    return directories.isEmpty()
        ? new EncodedPicture(file, ImageHeaders.read(file))
        : new TiffPicture(file, TiffHeader.read(directories.get(index), file.length));
  }
}
