package dev.quire.image;

import java.util.List;

/**
 * What becomes of a picture whose data are damaged, in a format that can be shown all the same:
 * JPEG and fax. Other formats are refused whenever they are damaged.
 */
public enum Damage {
  /** It is shown as far as it can be read, with a warning. */
  WARN {
    @Override
    List<PageWarning> found(String what) {
      return List.of(
          new PageWarning(
              PageWarning.Kind.DAMAGED,
              "The image is damaged: " + what + "; a part of it may be missing, grey or shifted"));
    }
  },
  /** It is refused as damaged. */
  REFUSE {
    @Override
    List<PageWarning> found(String what) {
      throw ByteReader.corrupt(what);
    }
  };

  /**
   * Tells of a damage.
   *
   * @param what is damaged, to go on "The image is damaged: "
   * @return the warnings that the picture carries
   * @throws InvalidImageException CORRUPT if it is not to be shown
   */
  abstract List<PageWarning> found(String what);
}
