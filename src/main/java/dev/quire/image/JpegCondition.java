package dev.quire.image;

import java.util.List;

/**
 * Whether the data of a JPEG file hold together: decoders say nothing of it and fill what they miss
 * with grey.
 *
 * @param whole whether every scan has the blocks that its picture takes, and nothing else
 * @param missing the part of the picture for which there are no data, 0 to 1
 */
public record JpegCondition(boolean whole, double missing) {

  /** Refuses pictures that are too large, by throwing what it likes. */
  public interface Admission {
    void admit(long width, long height);
  }

  /** Looks at a file that {@link JpegHeader} has read. Decodes its codes, not its pixels. */
  static JpegCondition of(byte[] file) {
    return of(file, (width, height) -> {});
  }

  /**
   * Looks at any file.
   *
   * @param admission asked before anything of the picture's size is kept
   */
  public static JpegCondition of(byte[] file, Admission admission) {
    try (JpegWalk walk = new JpegWalk(file, admission)) {
      return walk.condition();
    }
  }

  /**
   * The warnings that the picture carries.
   *
   * @throws InvalidImageException TRUNCATED if most of its data are missing; CORRUPT if it is
   *     damaged and not to be shown
   */
  List<PageWarning> told(Damage damage) {
    if (missing > 0.5) {
      throw new InvalidImageException(
          InvalidImageException.Reason.TRUNCATED,
          "The image is incomplete: more than half of its data are missing");
    }
    return whole ? List.of() : damage.found("some of its data cannot be decoded");
  }

  /** Of so many rows, those that are damaged: at least one if any is. */
  int damagedOf(int rows) {
    return whole ? 0 : (int) Math.max(1, Math.round(missing * rows));
  }
}
