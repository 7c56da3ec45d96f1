package dev.quire.api.layout;

import dev.quire.model.Resolution;
import dev.quire.task.layout.LayoutParameters;
import java.util.Optional;

/**
 * How a page is to be laid out.
 *
 * @param parameters what becomes of the model's rows
 * @param resolution one of the model's to insist on; else the one in force
 */
public record LayoutOptions(LayoutParameters parameters, Optional<Resolution> resolution) {

  /** At the resolution in force. */
  public LayoutOptions(LayoutParameters parameters) {
    this(parameters, Optional.empty());
  }
}
