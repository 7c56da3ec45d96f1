package dev.quire.api.paddlex;

import dev.quire.api.Deadline;
import dev.quire.api.layout.LayoutService;
import dev.quire.api.layout.PageSource;
import dev.quire.queue.Terms;
import dev.quire.task.layout.LayoutParameters;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Layouts of the model that is served, at the resolution in force. Thread-safe. */
public final class ServedLayouts implements PageLayouts {

  private final LayoutService service;

  public ServedLayouts(LayoutService service) {
    this.service = service;
  }

  @Override
  public void requireOpen() {
    service.requireOpen();
  }

  @Override
  public Uni<PageLayout> layout(
      PageSource page, LayoutParameters parameters, Terms terms, Deadline deadline) {
    return service
        .page(page, parameters, Optional.empty(), terms, deadline)
        .map(
            answered ->
                new PageLayout(
                    answered.answer().width(),
                    answered.answer().height(),
                    answered.regions(),
                    answered.warnings(),
                    answered.outcome()));
  }
}
