package dev.quire.api.layout;

import dev.quire.api.DocumentTerms;
import dev.quire.model.Resolution;
import dev.quire.picture.PictureOptions;
import dev.quire.task.layout.LayoutParameters;
import java.util.List;
import java.util.Optional;

/**
 * What is wanted of each page.
 *
 * @param parameters what becomes of the model's rows
 * @param resolution one to insist on; else the one in force
 * @param pictures those that go with the regions, all within one {@link PictureOptions#limit}
 * @param terms for whom, how urgently, and how long a page may take
 */
public record PageRequest(
    LayoutParameters parameters,
    Optional<Resolution> resolution,
    List<PictureOptions> pictures,
    DocumentTerms terms) {

  public PageRequest {
    pictures = List.copyOf(pictures);
  }

  /** The same on other terms. */
  public PageRequest on(DocumentTerms other) {
    return new PageRequest(parameters, resolution, pictures, other);
  }

  /** The same with other pictures. */
  PageRequest withPictures(List<PictureOptions> other) {
    return new PageRequest(parameters, resolution, other, terms);
  }
}
