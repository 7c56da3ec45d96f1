package dev.quire.api.layout;

import dev.quire.api.CpuExecutor;
import dev.quire.api.Deadline;
import dev.quire.api.InteractivePriority;
import dev.quire.api.ItemTrace;
import dev.quire.api.ItemTracer;
import dev.quire.api.StageRecorder;
import dev.quire.api.StageTimes;
import dev.quire.api.WarningRecorder;
import dev.quire.api.document.PageSource;
import dev.quire.api.document.WarningAnswer;
import dev.quire.api.layout.LayoutAnswer.RegionAnswer;
import dev.quire.api.layout.LayoutAnswer.Size;
import dev.quire.api.layout.LayoutAnswer.Timing;
import dev.quire.api.layout.PageResult.Source;
import dev.quire.image.PageWarning;
import dev.quire.model.Model;
import dev.quire.queue.Outcome;
import dev.quire.queue.Priority;
import dev.quire.queue.Terms;
import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.layout.LayoutPostprocessor;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.Region;
import dev.quire.worker.Served;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Locale;

/**
 * From a page to its answer: the raw rows by {@link PageInference}, then on the CPU pool what the
 * request's parameters make of them. Thread-safe.
 */
public final class LayoutService implements PageLayouts {

  private final Model model;
  private final PageInference inference;
  private final LayoutPostprocessor postprocessor;
  private final CpuExecutor pool;
  private final StageRecorder recorder;
  private final WarningRecorder warnings;
  private final ItemTracer tracer;
  private final InteractivePriority priority;

  public LayoutService(
      Model model,
      PageInference inference,
      LayoutPostprocessor postprocessor,
      CpuExecutor pool,
      StageRecorder recorder,
      WarningRecorder warnings,
      ItemTracer tracer,
      InteractivePriority priority) {
    this.model = model;
    this.inference = inference;
    this.postprocessor = postprocessor;
    this.pool = pool;
    this.recorder = recorder;
    this.warnings = warnings;
    this.tracer = tracer;
    this.priority = priority;
  }

  @Override
  public void requireOpen() {
    inference.requireOpen();
  }

  /** The names of the model's classes; a class id is an index into them. */
  List<String> labels() {
    return model.labels();
  }

  @Override
  public Uni<Answered> page(
      PageSource source, LayoutOptions options, Terms terms, Deadline deadline) {
    Uni<Answered> answer = answer(source, options, terms, deadline);
    return terms.priority() == Priority.INTERACTIVE ? priority.of(answer) : answer;
  }

  private Uni<Answered> answer(
      PageSource source, LayoutOptions options, Terms terms, Deadline deadline) {
    return Uni.createFrom()
        .deferred(
            () -> {
              ItemTrace trace = tracer.begin(terms, source.number(), deadline.beganNanos());
              Uni<Answered> answer =
                  inference
                      .rows(source, options.resolution(), trace.of(terms), deadline, trace)
                      .chain(
                          page ->
                              pool.finish(
                                  () -> finish(page, options.parameters(), deadline, trace)));
              return trace.follow(deadline.hold(answer));
            });
  }

  private Answered finish(
      PageResult page, LayoutParameters parameters, Deadline deadline, ItemTrace trace) {
    deadline.check();
    List<Region> regions = postprocessor.regions(page.served().result(), parameters);
    Stages stages = stages(page, deadline.waited().toNanos());
    recorder.record(stages.times());
    warnings.record(page.warnings());
    tell(trace, page, stages.times());
    return new Answered(
        answer(page, regions, stages), regions, page.warnings(), stages, page.source());
  }

  private static void tell(ItemTrace trace, PageResult page, StageTimes times) {
    switch (page.source()) {
      case COMPUTED -> trace.answered(times, page.served());
      case SHARED -> trace.reused("shared", times.total(), page.served());
      case CACHE -> trace.reused("cache", times.total(), page.served());
    }
  }

  /** A page that was not computed for this request has only a total. */
  private static Stages stages(PageResult page, long total) {
    if (page.source() != Source.COMPUTED) {
      return new Stages(0, 0, StageTimes.unserved(total));
    }
    Served<PageRows> served = page.served();
    return new Stages(
        page.decodeNanos(),
        page.resizeNanos(),
        StageTimes.served(page.prepareNanos(), served.queueNanos(), served.runNanos(), total));
  }

  private LayoutAnswer answer(PageResult page, List<Region> regions, Stages stages) {
    Served<PageRows> served = page.served();
    return new LayoutAnswer(
        model.name(),
        served.result().width(),
        served.result().height(),
        regions.stream().map(RegionAnswer::of).toList(),
        Timing.of(stages),
        served.device().name(),
        served.batchSize(),
        new Size(page.resolution().height(), page.resolution().width()),
        served.precision().name().toLowerCase(Locale.ROOT),
        WarningAnswer.of(page.warnings()),
        null);
  }

  /**
   * An answer, the regions as they were before they were rounded for it, what the page does not
   * show faithfully, the stages it went through, and how the rows were come by.
   */
  public record Answered(
      LayoutAnswer answer,
      List<Region> regions,
      List<PageWarning> warnings,
      Stages stages,
      Source source) {

    /** How the page ended. */
    public Outcome outcome() {
      return source == Source.COMPUTED ? Outcome.ANSWERED : Outcome.REUSED;
    }
  }
}
