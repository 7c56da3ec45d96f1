package dev.quire.app;

import dev.quire.api.CpuExecutor;
import dev.quire.api.DocumentLanes;
import dev.quire.api.InteractivePriority;
import dev.quire.api.Outcomes;
import dev.quire.api.StageRecorder;
import dev.quire.api.Timers;
import dev.quire.api.WarningRecorder;
import dev.quire.api.document.DocumentService;
import dev.quire.api.layout.LayoutPages;
import dev.quire.api.layout.LayoutService;
import dev.quire.api.layout.PageInference;
import dev.quire.api.layout.PageInference.CacheLimits;
import dev.quire.app.ModelRegistration.Graph;
import dev.quire.app.ModelRegistration.Limits;
import dev.quire.app.ModelRegistration.Steps;
import dev.quire.document.Documents;
import dev.quire.engine.Engine;
import dev.quire.engine.Precision;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.image.ImageDecoder;
import dev.quire.memory.RequestMemory;
import dev.quire.model.Model;
import dev.quire.model.ModelFiles;
import dev.quire.model.ModelRepository;
import dev.quire.picture.PagePainter;
import dev.quire.precision.GraphCache;
import dev.quire.precision.GraphVariants;
import dev.quire.queue.RequestQueue;
import dev.quire.task.layout.GoldenPages;
import dev.quire.task.layout.LayoutContract;
import dev.quire.task.layout.LayoutGolden;
import dev.quire.task.layout.LayoutPostprocessor;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.task.layout.SimulatedLayout;
import dev.quire.trace.Traces;
import dev.quire.worker.ModelSupervisor;
import dev.quire.worker.Served;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ImageMode;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Puts the parts of the layout service together, as the configuration says. */
class LayoutAssembly {

  /** How long a page of a document gives way: some four pages a second come in any case. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

  /** Somebody who tries thresholds on a page does so within minutes. */
  private static final Duration CACHE_AGE = Duration.ofMinutes(10);

  /** Pages drawn ahead of the one that is sent next: enough to keep the devices busy meanwhile. */
  private static final int AHEAD = 8;

  @Produces
  @Singleton
  Model model(QuireConfig config, EngineChoice choice) {
    return new ModelRepository().load(config.models().layout().path(), choice.format());
  }

  @Produces
  @Singleton
  @Named(Model.LAYOUT)
  Placement placement(QuireConfig config, EngineChoice choice, Hardware hardware) {
    QuireConfig.Layout settings = config.models().layout();
    return new Placement(
        choice, Isolation.of(Model.LAYOUT, settings, choice, ImageMode.current()), hardware.ids());
  }

  @Produces
  @Singleton
  GraphVariants variants(
      @Named(Model.LAYOUT) Placement placement, Engines engines, Model model, GraphCache cache) {
    Engine engine = engines.onnx(OnnxOptions.defaults(), placement.isolation());
    return GraphVariants.ofLayout(model, engine, ModelEngines.CPU, cache);
  }

  /** Checks that the model's graph is what the descriptor says. */
  @Produces
  @Singleton
  LayoutContract contract(
      @Named(Model.LAYOUT) Placement placement,
      ModelEngines engines,
      Model model,
      Instance<GraphVariants> variants) {
    ModelFiles files =
        placement.engine() == EngineChoice.ONNX
            ? variants.get().of(model.files(), Precision.FP32).files()
            : model.files();
    Signature signature =
        engines.signature(files, placement, () -> new SimulatedLayout(model.labels()));
    return LayoutContract.check(model, signature.inputs(), signature.outputs());
  }

  @Produces
  @Singleton
  LayoutTask task(QuireConfig config, RequestMemory memory, Model model, LayoutContract contract) {
    return new LayoutTask(
        model, new ImageDecoder(DrawingAssembly.images(config), memory.offHeap()), contract);
  }

  @Produces
  @Singleton
  ModelRuntime<PreparedPage, PageRows> runtime(
      QuireConfig config,
      Queues queues,
      ModelRuntimes runtimes,
      @Named(Model.LAYOUT) Placement placement,
      Model model,
      LayoutContract contract,
      LayoutTask task,
      Instance<GraphVariants> variants) {
    BatchSettings batches = BatchSettings.ofPages(config, contract.maxBatch());
    return runtimes.create(
        new ModelRegistration<>(
            Model.LAYOUT,
            model.files(),
            new Steps<>(
                task,
                () ->
                    new LayoutGolden(
                        model,
                        task,
                        model.preprocessing().resolution(),
                        new GoldenPages().encoded()),
                () -> new SimulatedLayout(model.labels())),
            new Graph(variants::get, Profiles.of(model, contract, batches.maxSize())),
            new Limits(queues.pages(), batches, model.ladder())),
        placement);
  }

  @Produces
  @Singleton
  RequestQueue<PreparedPage, Served<PageRows>> queue(ModelRuntime<PreparedPage, PageRows> runtime) {
    return runtime.queue();
  }

  @Produces
  @Singleton
  ModelSupervisor<PreparedPage, PageRows> workers(ModelRuntime<PreparedPage, PageRows> runtime) {
    return runtime.workers();
  }

  @Produces
  @Singleton
  Outcomes outcomes(ModelRuntime<PreparedPage, PageRows> runtime) {
    return runtime.outcomes();
  }

  @Produces
  @Singleton
  InteractivePriority way() {
    return new InteractivePriority(LONGEST_WAIT);
  }

  @Produces
  @Singleton
  PageInference inference(
      QuireConfig config,
      Model model,
      LayoutTask task,
      ModelRuntime<PreparedPage, PageRows> runtime,
      CpuExecutor pool,
      RequestMemory memory) {
    CacheLimits limits =
        new CacheLimits(
            Range.check(
                "quire.cache.bytes", config.cache().bytes().asLongValue(), 0, Long.MAX_VALUE),
            CACHE_AGE);
    return new PageInference(
        task,
        () -> model.below(runtime.workers().pressureLevel()),
        runtime.queue(),
        pool,
        memory.heap(),
        limits);
  }

  @Produces
  @Singleton
  LayoutService service(
      QuireConfig config,
      Model model,
      PageInference inference,
      CpuExecutor pool,
      InteractivePriority priority,
      MeterRegistry registry,
      Traces traces) {
    return new LayoutService(
        model,
        inference,
        new LayoutPostprocessor(model.labels()),
        pool,
        new StageRecorder(registry, model.name()),
        new WarningRecorder(registry, model.name()),
        traces.items(Model.LAYOUT, model.name()),
        priority);
  }

  @Produces
  @Singleton
  LayoutPages pages(LayoutService layouts, Outcomes outcomes) {
    return new LayoutPages(layouts, new PagePainter()::paint, outcomes);
  }

  @Produces
  @Singleton
  DocumentService documentService(
      QuireConfig config,
      Documents documents,
      DocumentLanes lanes,
      RequestMemory memory,
      InteractivePriority way,
      Timers time) {
    return new DocumentService(
        documents,
        lanes,
        memory.heap(),
        way,
        time,
        new DocumentService.Limits(
            Range.check("quire.documents.max-pages", config.documents().maxPages(), 1, 100_000),
            AHEAD));
  }
}
