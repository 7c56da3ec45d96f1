package dev.quire.ops;

import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.device.DeviceState;
import dev.quire.device.DeviceState.Kind;
import dev.quire.device.gpu.GpuReading;
import dev.quire.device.gpu.GpuStatus;
import dev.quire.device.gpu.Gpus;
import dev.quire.document.Documents;
import dev.quire.document.DrawingStatus;
import dev.quire.precision.PrecisionDecision;
import dev.quire.serving.ServedModel;
import dev.quire.serving.ServedModels;
import dev.quire.threads.PoolThreads;
import dev.quire.worker.DeviceMemoryTracker;
import dev.quire.worker.WorkerStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.jboss.logging.Logger;

/**
 * What the orchestrator asks. Each check lists every device with its memory, and for every model
 * its state there.
 */
@ApplicationScoped
class HealthChecks {

  private static final Logger LOG = Logger.getLogger(HealthChecks.class);

  private final ServedModels models;
  private final Gpus gpus;
  private final PoolThreads threads;
  private final Documents documents;

  /** Whether each check was up when it was last asked for. */
  private final Map<String, Boolean> last = new ConcurrentHashMap<>();

  HealthChecks(ServedModels models, Gpus gpus, PoolThreads threads, Documents documents) {
    this.models = models;
    this.gpus = gpus;
    this.threads = threads;
    this.documents = documents;
  }

  /**
   * Up once every model that the service starts with has a device that has left its start behind,
   * with a warm-up run done. Models that are opened behind the others are not waited for.
   */
  @Produces
  @Startup
  HealthCheck started() {
    return () ->
        response(
            "started",
            models.all().stream().anyMatch(m -> !m.workers().isOpening())
                && every(
                    m ->
                        m.workers().isOpening()
                            || states(m).anyMatch(state -> !isFirstStart(state))));
  }

  /**
   * Up while for every model a device serves. Models that are opened behind the others, which serve
   * already, may still be opening: their tasks say so to whoever asks.
   */
  @Produces
  @Readiness
  HealthCheck ready() {
    return () ->
        response(
            "ready",
            !threads.isLost()
                && models.all().stream().anyMatch(m -> m.workers().isServing())
                && every(m -> m.workers().isServing() || m.workers().isOpening()));
  }

  /**
   * Down only when a restart is the remedy: when a model has no device that will ever serve, or
   * when no thread is left to prepare anything.
   */
  @Produces
  @Liveness
  HealthCheck live() {
    return () ->
        response(
            "live",
            !threads.isLost()
                && every(m -> states(m).anyMatch(state -> state.kind() != Kind.LOST)));
  }

  private static Stream<DeviceState> states(ServedModel model) {
    return model.workers().status().stream().map(worker -> worker.device().state());
  }

  private static boolean isFirstStart(DeviceState state) {
    return state instanceof DeviceState.Starting starting && starting.consecutiveFailures() == 0;
  }

  private boolean every(Predicate<ServedModel> up) {
    return models.all().stream().allMatch(up);
  }

  private HealthCheckResponse response(String name, boolean isUp) {
    tell(name, isUp);
    HealthCheckResponseBuilder response = HealthCheckResponse.named(name).status(isUp);
    response.withData("prepare.stuck", threads.stuck());
    documents.drawing().ifPresent(drawing -> drawing(response, drawing));
    Map<DeviceId, DeviceMemoryTracker> memories = new LinkedHashMap<>();
    for (ServedModel model : models.all()) {
      for (WorkerStatus worker : model.workers().status()) {
        memories.putIfAbsent(worker.device().id(), worker.memory());
        worker(response, model, worker);
      }
    }
    memories.forEach((id, memory) -> memory(response, id, memory));
    gpus.statuses().forEach(gpu -> gpu(response, gpu));
    return response.build();
  }

  /** One line for every change, where the framework would write one for every probe. */
  private void tell(String name, boolean isUp) {
    Boolean before = last.put(name, isUp);
    if (isUp ? Boolean.FALSE.equals(before) : !Boolean.FALSE.equals(before)) {
      LOG.infof(
          "Health check '%s' is %s: %s",
          name,
          isUp ? "up" : "down",
          models.all().stream()
              .flatMap(
                  model ->
                      model.workers().status().stream()
                          .map(worker -> worker.device())
                          .map(
                              device ->
                                  "%s on %s %s"
                                      .formatted(
                                          model.name(),
                                          device.id(),
                                          device.state().kind().label())))
              .collect(Collectors.joining(", ")));
    }
  }

  private static void worker(
      HealthCheckResponseBuilder response, ServedModel model, WorkerStatus worker) {
    DeviceId device = worker.device().id();
    String id = model.name() + "." + device;
    response.withData(id + ".state", worker.device().state().kind().label());
    response.withData(id + ".running", worker.running());
    response.withData(id + ".restarts", worker.restarts());
    if (worker.lastError() != null) {
      response.withData(id + ".last_error", worker.lastError());
    }
    response.withData(id + ".pressure", worker.memory().pressure().pressure().kind().label());
    model
        .precisions()
        .verdict(device)
        .ifPresent(verdict -> response.withData(id + ".precision", text(verdict)));
  }

  /** Without them the service still serves pictures, so no check is down for them. */
  private static void drawing(HealthCheckResponseBuilder response, DrawingStatus drawing) {
    response.withData("drawing.state", drawing.state().name().toLowerCase(Locale.ROOT));
    response.withData("drawing.processes", drawing.idle() + drawing.busy() + drawing.slow());
    response.withData("drawing.slow", drawing.slow());
    response.withData("drawing.waiting", drawing.waiting());
    response.withData("drawing.ended", drawing.ended());
    drawing.lastFailure().ifPresent(why -> response.withData("drawing.last_error", why));
  }

  private static void memory(
      HealthCheckResponseBuilder response, DeviceId id, DeviceMemoryTracker watch) {
    DeviceMemory memory = watch.last();
    response.withData(id + ".memory_used_bytes", memory.used());
    response.withData(id + ".memory_total_bytes", memory.total());
    response.withData(id + ".memory_headroom_bytes", memory.headroom());
    response.withData(id + ".memory_peak_bytes", watch.peak());
  }

  private static String text(PrecisionDecision verdict) {
    String used = verdict.used().name().toLowerCase(Locale.ROOT);
    return verdict.fellBack()
        ? "%s (%s was refused)".formatted(used, verdict.wanted().name().toLowerCase(Locale.ROOT))
        : used;
  }

  private static void gpu(HealthCheckResponseBuilder response, GpuStatus gpu) {
    String id = gpu.device().name();
    response.withData(id + ".gpu", gpu.gpu().describe());
    response.withData(id + ".gpu_reading", gpu.freshness().label());
    gpu.reading()
        .map(GpuReading::health)
        .ifPresent(
            health -> {
              health.celsius().ifPresent(c -> response.withData(id + ".temperature_celsius", c));
              health
                  .uncorrectedErrors()
                  .ifPresent(errors -> response.withData(id + ".uncorrected_errors", errors));
            });
    if (!gpu.verdicts().isEmpty()) {
      response.withData(id + ".last_fault", gpu.verdicts().get(gpu.verdicts().size() - 1).reason());
    }
  }
}
