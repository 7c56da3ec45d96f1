package dev.quire.api.inference;

import dev.quire.api.paddlex.DocumentOperation;
import dev.quire.device.DeviceState;
import dev.quire.serving.ServedModel;
import dev.quire.serving.ServedModels;
import java.util.List;
import java.util.Set;

/**
 * What the Open Inference Protocol calls a model: something that may be asked of documents.
 *
 * @param name what clients call it
 * @param operation answers its requests
 * @param tasks of the models that the operation takes
 */
record InferenceModel(String name, DocumentOperation operation, Set<String> tasks) {

  /** The only version of each. */
  static final String VERSION = "1";

  /** Whether each of the models that it takes is served by a device. */
  boolean isReady(ServedModels models) {
    List<ServedModel> taken =
        models.all().stream().filter(model -> tasks.contains(model.task())).toList();
    return taken.stream().allMatch(InferenceModel::isServed);
  }

  private static boolean isServed(ServedModel model) {
    return model.workers().status().stream()
        .map(worker -> worker.device().state())
        .anyMatch(DeviceState::isServing);
  }
}
