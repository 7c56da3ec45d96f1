package dev.quire.api.compat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.worker.WorkerStatus;
import java.util.List;
import java.util.Locale;

/**
 * The answer of {@code GET /gpu_status}.
 *
 * @param gpuCount how many GPUs are at work
 * @param gpuLoads the pages that each GPU is running at the moment
 * @param inferenceEngines every device, CPUs too, with its state: {@code GPU_0_Ready}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record GpuStatusAnswer(int gpuCount, List<Integer> gpuLoads, List<String> inferenceEngines) {

  static GpuStatusAnswer of(List<WorkerStatus> workers) {
    List<Integer> loads =
        workers.stream()
            .filter(worker -> Gpu.number(worker.device().id().name()).isPresent())
            .map(WorkerStatus::running)
            .toList();
    return new GpuStatusAnswer(
        loads.size(), loads, workers.stream().map(GpuStatusAnswer::engine).toList());
  }

  private static String engine(WorkerStatus worker) {
    String device = worker.device().id().name().toUpperCase(Locale.ROOT).replace(':', '_');
    String state = worker.device().state().kind().label();
    return device + "_" + Character.toUpperCase(state.charAt(0)) + state.substring(1);
  }
}
