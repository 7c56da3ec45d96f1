package dev.quire.app;

import dev.quire.api.CpuExecutor;
import dev.quire.api.RequestTerms;
import dev.quire.api.Timers;
import dev.quire.api.auth.Caller;
import dev.quire.app.ModelRuntimes.Observers;
import dev.quire.auth.Access;
import dev.quire.memory.RequestMemory;
import dev.quire.precision.GraphCache;
import dev.quire.serving.Autoscale;
import dev.quire.serving.ServedModel;
import dev.quire.serving.ServedModels;
import dev.quire.threads.PoolThreads;
import dev.quire.threads.WatchedThreads;
import dev.quire.trace.Traces;
import dev.quire.worker.ModelSupervisor;
import dev.quire.worker.ModelSupervisors;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts together what all models share. */
class ServingAssembly {

  /** No valid page takes this long to prepare; health reports such steps as stuck. */
  private static final Duration STUCK_AFTER = Duration.ofSeconds(30);

  /** Work for some seconds. More would only wait longer, and the queue has room of its own. */
  private static final int LEAST_PENDING = 128;

  /** How often the memory of devices is read: a reading is cheap, and pressure is to be seen. */
  private static final Duration SAMPLE = Duration.ofSeconds(1);

  /** What clients may wait for long: an instance takes longer to start. */
  private static final Duration AUTOSCALE_TARGET = Duration.ofSeconds(5);

  /** An autoscaler has a limit of its own; this one keeps nonsense from it. */
  private static final int MOST_INSTANCES = 100;

  @Produces
  @Singleton
  GraphCache graphs(QuireConfig config) {
    return config
        .models()
        .cache()
        .map(folder -> GraphCache.in(Path.of(folder)))
        .orElseGet(GraphCache::inMemory);
  }

  @Produces
  @Singleton
  Queues queues(QuireConfig config, RequestMemory memory, MeterRegistry registry, Access access) {
    return new Queues(config, memory, registry, access);
  }

  @Produces
  @Singleton
  RequestTerms terms(Queues queues, Caller caller, Traces traces) {
    return new RequestTerms(queues.timeout(), caller::name, traces.requests());
  }

  @Produces
  @Singleton
  Timers time() {
    return Timers.system();
  }

  @Produces
  @Singleton
  PoolThreads threads(QuireConfig config) {
    return new WatchedThreads(threads(config.prepare()), STUCK_AFTER, System::nanoTime);
  }

  void close(@Disposes PoolThreads threads) {
    threads.close();
  }

  @Produces
  @Singleton
  CpuExecutor pool(QuireConfig config, PoolThreads threads) {
    return new CpuExecutor(threads, pending(config.prepare()), System::nanoTime);
  }

  /** Most items of each model that may wait for a thread. */
  static int pending(QuireConfig.Prepare prepare) {
    return Math.max(LEAST_PENDING, threads(prepare));
  }

  private static int threads(QuireConfig.Prepare prepare) {
    int threads = Range.check("quire.prepare.threads", prepare.threads(), 0, 1024);
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  @Produces
  @Singleton
  ModelRuntimes runtimes(
      Vertx vertx,
      QuireConfig config,
      Hardware hardware,
      ModelEngines engines,
      Queues queues,
      Observers observers) {
    return new ModelRuntimes(vertx, config, hardware, engines, queues, observers);
  }

  @Produces
  @Singleton
  Observers observers(MeterRegistry registry, Traces traces) {
    return new Observers(registry, traces);
  }

  @Produces
  @Singleton
  ServedModels models(ServedRuntimes runtimes) {
    List<ServedModel> models = new ArrayList<>();
    runtimes.first().forEach(runtime -> models.add(runtime.served()));
    runtimes.behind().forEach(runtime -> models.add(runtime.served()));
    return new ServedModels(models);
  }

  @Produces
  @Singleton
  Autoscale autoscale() {
    return new Autoscale(AUTOSCALE_TARGET, MOST_INSTANCES);
  }

  /**
   * All models.
   *
   * @param first those that the service starts with, in order
   * @param behind those that are opened while the others serve already, in order
   */
  record ServedRuntimes(List<ModelRuntime<?, ?>> first, List<ModelRuntime<?, ?>> behind) {}

  /** Models that can lower their resolution start last: they adapt to the memory that is left. */
  @Produces
  @Singleton
  ServedRuntimes served(@Any Instance<ModelRuntime<?, ?>> runtimes, Instance<OcrRuntimes> ocr) {
    List<ModelRuntime<?, ?>> first = new ArrayList<>();
    runtimes.forEach(first::add);
    first.sort(Comparator.comparing(runtime -> !runtime.served().ladder().isEmpty()));
    return new ServedRuntimes(first, ocr.isResolvable() ? ocr.get().all() : List.of());
  }

  @Produces
  @Singleton
  ModelSupervisors supervisors(ServedRuntimes runtimes, DeviceFaults faults) {
    ModelSupervisors supervisors =
        new ModelSupervisors(workers(runtimes.first()), workers(runtimes.behind()));
    faults.attach(supervisors);
    return supervisors;
  }

  private static List<ModelSupervisor<?, ?>> workers(List<ModelRuntime<?, ?>> runtimes) {
    return runtimes.stream().<ModelSupervisor<?, ?>>map(ModelRuntime::workers).toList();
  }

  @Produces
  @Singleton
  MemorySampler sampler(Hardware hardware, ModelSupervisors supervisors) {
    return new MemorySampler(hardware.gpus(), supervisors, SAMPLE);
  }

  void close(@Disposes MemorySampler sampler) {
    sampler.close();
  }
}
