package dev.quire.api.status;

import dev.quire.api.status.DevicesAnswer.ModelAnswer;
import dev.quire.device.gpu.Gpus;
import dev.quire.serving.ServedModels;
import java.util.List;

/** What {@code GET /v1/devices} and {@code GET /v1/queue} would answer at a moment. */
public record StatusEvent(List<ModelAnswer> models, List<QueueAnswer> queues) {

  static StatusEvent of(ServedModels models, Gpus gpus) {
    return new StatusEvent(
        DevicesAnswer.of(models, gpus).models(), QueuesAnswer.of(models).queues());
  }
}
