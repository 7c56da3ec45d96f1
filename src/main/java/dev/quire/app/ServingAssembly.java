package dev.quire.app;

import dev.quire.api.CpuPool;
import dev.quire.api.RequestTerms;
import dev.quire.api.Timekeeper;
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
  Timekeeper time() {
    return Timekeeper.system();
  }

  @Produces
  @Singleton
  PoolThreads threads(QuireConfig config) {
    Duration limit =
        Range.check(
            "quire.prepare.stuck-after",
            config.prepare().stuckAfter(),
            Duration.ofSeconds(1),
            Duration.ofHours(1));
    return new WatchedThreads(threads(config.prepare()), limit, System::nanoTime);
  }

  void close(@Disposes PoolThreads threads) {
    threads.close();
  }

  @Produces
  @Singleton
  CpuPool pool(QuireConfig config, PoolThreads threads) {
    int pending =
        Range.check(
            "quire.prepare.pending",
            config.prepare().pending(),
            threads(config.prepare()),
            100_000);
    return new CpuPool(threads, pending, System::nanoTime);
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
  ServedModels models(@Any Instance<ModelRuntime<?, ?>> runtimes) {
    List<ServedModel> models = new ArrayList<>();
    runtimes.forEach(runtime -> models.add(runtime.served()));
    return new ServedModels(models);
  }

  @Produces
  @Singleton
  Autoscale autoscale(QuireConfig config) {
    return new Autoscale(
        Range.check(
            "quire.autoscale.target",
            config.autoscale().target(),
            Duration.ofMillis(10),
            Duration.ofHours(1)),
        Range.check("quire.autoscale.max-replicas", config.autoscale().maxReplicas(), 1, 100_000));
  }

  /** Models that can lower their resolution start last: they adapt to the memory that is left. */
  @Produces
  @Singleton
  ModelSupervisors supervisors(@Any Instance<ModelRuntime<?, ?>> runtimes, DeviceFaults faults) {
    List<ModelRuntime<?, ?>> ordered = new ArrayList<>();
    runtimes.forEach(ordered::add);
    ordered.sort(Comparator.comparing(runtime -> !runtime.served().ladder().isEmpty()));
    List<ModelSupervisor<?, ?>> all = new ArrayList<>();
    ordered.forEach(runtime -> all.add(runtime.workers()));
    ModelSupervisors supervisors = new ModelSupervisors(all);
    faults.attach(supervisors);
    return supervisors;
  }

  @Produces
  @Singleton
  MemorySampler sampler(QuireConfig config, Hardware hardware, ModelSupervisors supervisors) {
    return new MemorySampler(
        hardware.gpus(),
        supervisors,
        Range.check(
            "quire.memory.sample",
            config.memory().sample(),
            Duration.ofMillis(10),
            Duration.ofMinutes(1)));
  }

  void close(@Disposes MemorySampler sampler) {
    sampler.close();
  }
}
