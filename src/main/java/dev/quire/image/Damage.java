package dev.quire.image;

import java.util.List;
import java.util.Locale;

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
   * Reads a setting.
   *
   * @param setting its name, for the message
   * @throws IllegalArgumentException if the value is none of {@code warn} and {@code refuse}
   */
  public static Damage parse(String setting, String value) {
    return switch (value.trim().toLowerCase(Locale.ROOT)) {
      case "warn" -> WARN;
      case "refuse" -> REFUSE;
      default ->
          throw new IllegalArgumentException(
              "%s must be one of [warn, refuse], not '%s'".formatted(setting, value));
    };
  }

  /**
   * Tells of a damage.
   *
   * @param what is damaged, to go on "The image is damaged: "
   * @return the warnings that the picture carries
   * @throws InvalidImageException CORRUPT if it is not to be shown
   */
  abstract List<PageWarning> found(String what);
}
