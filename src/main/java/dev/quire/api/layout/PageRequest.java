package dev.quire.api.layout;

import dev.quire.api.DocumentTerms;
import dev.quire.model.Resolution;
import dev.quire.picture.PictureOptions;
import dev.quire.task.layout.LayoutParameters;
import java.util.Optional;

/**
 * What is wanted of each page.
 *
 * @param parameters what becomes of the model's rows
 * @param resolution one to insist on; else the one in force
 * @param picture the picture that goes with the regions, if one is wanted
 * @param terms for whom, how urgently, and how long a page may take
 */
public record PageRequest(
    LayoutParameters parameters,
    Optional<Resolution> resolution,
    Optional<WantedPicture> picture,
    DocumentTerms terms) {

  /**
   * A picture of a page.
   *
   * @param bare whether nothing is drawn on it
   */
  public record WantedPicture(boolean bare, PictureOptions options) {}

  /** The same on other terms. */
  public PageRequest on(DocumentTerms other) {
    return new PageRequest(parameters, resolution, picture, other);
  }

  /** The same with another picture, or none. */
  PageRequest withPicture(Optional<WantedPicture> other) {
    return new PageRequest(parameters, resolution, other, terms);
  }
}
