package dev.quire.task.ocr;

import dev.quire.image.LineCrop;
import dev.quire.image.Quad;
import dev.quire.task.ocr.detection.TextBox;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A line that was found on a page and cut out of it.
 *
 * @param box where it was found
 * @param crop its image, turned if it stands upside down
 * @param turned whether it does; empty where that was not asked for
 */
public record CroppedLine(TextBox box, LineCrop crop, Optional<Boolean> turned) {

  public CroppedLine {
    Objects.requireNonNull(box, "box");
    Objects.requireNonNull(crop, "crop");
    Objects.requireNonNull(turned, "turned");
  }

  /** A line of which it is not known whether it stands upside down. */
  public CroppedLine(TextBox box, LineCrop crop) {
    this(box, crop, Optional.empty());
  }

  /** The same, known to stand upside down or not; if so, it is turned. */
  public CroppedLine oriented(boolean upsideDown) {
    return new CroppedLine(box, upsideDown ? crop.turned() : crop, Optional.of(upsideDown));
  }

  /** The same line, taken to stand the other way round than it was. */
  public CroppedLine turnedBack() {
    return new CroppedLine(box, crop.turned(), turned.map(was -> !was));
  }

  /** Its corners from where the text begins. */
  public Quad quad() {
    return turned.orElse(false) ? box.quad().turned() : box.quad();
  }

  /** The line, of which nothing could be read. */
  public TextLine failed(Throwable cause) {
    return new TextLine(quad(), box.score(), turned, "", 0, List.of(), Optional.of(cause));
  }
}
