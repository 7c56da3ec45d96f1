package dev.quire.app;

import dev.quire.precision.PrecisionDecisions;
import java.util.Optional;

/**
 * How a model is opened on its devices.
 *
 * @param opener opens it
 * @param precisions what was decided of its precision on each device
 */
record ModelAccess(ModelOpener opener, PrecisionDecisions precisions) {

  /** A model that runs in the precision of its file. */
  ModelAccess(ModelOpener opener) {
    this(opener, device -> Optional.empty());
  }
}
