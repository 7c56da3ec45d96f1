package dev.quire.image;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the pages of a TIFF file apart. Directories that are marked as a smaller version of another
 * page or as a mask for one (TIFF 6.0, NewSubfileType bits 0 and 2) are no pages, unless there is
 * nothing else.
 */
final class TiffPages {

  /** What libtiff long counted to; a longer chain is made to cost time. */
  private static final int MAX_DIRECTORIES = 65_535;

  private static final int NEW_SUBFILE_TYPE = 254;
  private static final int REDUCED = 1;
  private static final int MASK = 4;

  private TiffPages() {}

  /**
   * The directories of the pages, at least one.
   *
   * @throws InvalidImageException TRUNCATED or CORRUPT, a chain of directories that loops included
   */
  static List<TiffDirectory> read(byte[] file) {
    List<TiffDirectory> all = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    long room = file.length;
    Optional<TiffDirectory> next = Optional.of(TiffDirectory.first(ByteReader.bigEndian(file)));
    while (next.isPresent()) {
      TiffDirectory directory = next.get();
      if (!seen.add(directory.offset())) {
        throw ByteReader.corrupt("its TIFF pages form a loop after page " + all.size());
      }
      room -= directory.size();
      if (room < 0) {
        throw ByteReader.corrupt("its TIFF pages' directories overlap");
      }
      if (all.size() == MAX_DIRECTORIES) {
        throw ByteReader.corrupt("it has more than %d TIFF pages".formatted(MAX_DIRECTORIES));
      }
      all.add(directory);
      next = directory.next();
    }
    List<TiffDirectory> pages = all.stream().filter(TiffPages::isPage).toList();
    return pages.isEmpty() ? List.copyOf(all) : pages;
  }

  private static boolean isPage(TiffDirectory directory) {
    return (directory.value(NEW_SUBFILE_TYPE, 0) & (REDUCED | MASK)) == 0;
  }
}
