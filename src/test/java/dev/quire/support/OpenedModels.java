package dev.quire.support;

import dev.quire.serving.ServedModel;
import dev.quire.serving.ServedModels;
import io.quarkus.arc.Arc;

/** Waits, inside the service's own process, for models that are opened while others serve. */
public final class OpenedModels {

  private OpenedModels() {}

  /** Until no model is being opened any more, the one that reads text among them. */
  public static void await() {
    ServedModels models = Arc.container().instance(ServedModels.class).get();
    Await.until(
        "the models are opened",
        () -> models.all().stream().map(ServedModel::workers).allMatch(w -> w.isServing()));
  }
}
