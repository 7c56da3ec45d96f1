package dev.quire.api.status;

import dev.quire.serving.ServedModels;
import java.util.List;

/** The answer of {@code GET /v1/queue}: a queue for each model. */
public record QueuesAnswer(List<QueueAnswer> queues) {

  static QueuesAnswer of(ServedModels models) {
    return new QueuesAnswer(models.all().stream().map(QueueAnswer::of).toList());
  }
}
