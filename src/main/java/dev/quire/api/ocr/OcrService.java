package dev.quire.api.ocr;

import dev.quire.api.CallersOwnFailure;
import dev.quire.api.CpuExecutor;
import dev.quire.api.Deadline;
import dev.quire.api.InteractivePriority;
import dev.quire.api.ItemTrace;
import dev.quire.api.ItemTracer;
import dev.quire.api.Outcomes;
import dev.quire.api.SingleFlight;
import dev.quire.api.StageRecorder;
import dev.quire.api.WarningRecorder;
import dev.quire.api.document.PageSource;
import dev.quire.api.document.PageWork;
import dev.quire.api.ocr.PageReader.Asked;
import dev.quire.image.PageImage;
import dev.quire.image.PageTurn;
import dev.quire.memory.ByteBudget;
import dev.quire.model.OcrModel;
import dev.quire.picture.PictureOptions;
import dev.quire.queue.Outcome;
import dev.quire.queue.Priority;
import dev.quire.queue.Terms;
import dev.quire.task.ocr.OcrOptions;
import dev.quire.task.ocr.TextLine;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * From a page to its text. Identical pages in flight that are asked for in the same way are read
 * once. Nothing here blocks. Thread-safe.
 */
public final class OcrService implements PageTexts {

  private final OcrModels models;
  private final PageReader reader;
  private final CpuExecutor pool;
  private final Observers observers;
  private final InteractivePriority priority;
  private final Painter painter;
  private final SingleFlight<Key, PageText> flights = new SingleFlight<>(new CallersOwnFailure());

  /** Draws lines on a page. */
  @FunctionalInterface
  public interface Painter {
    List<byte[]> paint(PageImage page, List<TextLine> lines, List<PictureOptions> pictures);
  }

  /** What hears how pages fare. */
  public record Observers(
      StageRecorder stages, WarningRecorder warnings, ItemTracer tracer, Outcomes outcomes) {}

  /** Which page, and how it is to be read. */
  private record Key(String identity, OcrOptions options) {}

  /**
   * An answer, the lines as they were before they were rounded for it, and where its time went.
   *
   * @param turn how the page was turned to be read; empty where that was not asked for
   * @param shared whether it was read for another request
   */
  public record Answered(
      OcrAnswer answer,
      List<TextLine> lines,
      Optional<PageTurn> turn,
      OcrStages stages,
      boolean shared) {

    /** The same in pixels of the page turned upright. */
    public Answered upright() {
      return turn.map(
              way ->
                  new Answered(
                      answer,
                      lines.stream().map(line -> line.upright(way)).toList(),
                      turn,
                      stages,
                      shared))
          .orElse(this);
    }
  }

  public OcrService(
      OcrModels models,
      CpuExecutor pool,
      ByteBudget heap,
      Observers observers,
      InteractivePriority priority,
      Painter painter) {
    this.models = models;
    this.reader = new PageReader(models, pool, heap);
    this.pool = pool;
    this.observers = observers;
    this.priority = priority;
    this.painter = painter;
  }

  @Override
  public String task() {
    return OcrModel.OCR;
  }

  @Override
  public Outcomes outcomes() {
    return observers.outcomes();
  }

  @Override
  public void requireOpen() {
    models.requireOpen();
    models.requireServing();
  }

  @Override
  public PageWork<Answered> work(OcrOptions options) {
    return new Work(options);
  }

  @Override
  public boolean orientsLines() {
    return models.lineOrientation().isPresent();
  }

  @Override
  public boolean orientsPages() {
    return models.pageOrientation().isPresent();
  }

  private Uni<Answered> page(
      PageSource source, OcrOptions options, Terms terms, Deadline deadline) {
    Uni<Answered> answer =
        Uni.createFrom()
            .deferred(
                () -> {
                  models.requireServing();
                  ItemTrace trace =
                      observers.tracer().begin(terms, source.number(), deadline.beganNanos());
                  Asked asked = new Asked(source, options, trace.of(terms), deadline, trace);
                  Uni<Answered> read =
                      text(asked).chain(page -> pool.finish(() -> finished(asked, page)));
                  return trace.follow(deadline.hold(read));
                });
    return terms.priority() == Priority.INTERACTIVE ? priority.of(answer) : answer;
  }

  private Uni<PageText> text(Asked asked) {
    return pool.begin(
        asked.work(),
        () -> {
          PageImage image = asked.source().image(models.decoder());
          Key key = new Key(asked.source().identity(), asked.options());
          return flights
              .run(
                  key,
                  new SingleFlight.Computation<>(
                      asked.terms().priority().ordinal(),
                      () -> reader.read(asked, image),
                      () -> pool.begin(asked.work(), () -> reader.read(asked, image))))
              .map(landed -> landed.shared() ? landed.value().asShared() : landed.value());
        });
  }

  private Answered finished(Asked asked, PageText page) {
    asked.deadline().check();
    long total = asked.deadline().waited().toNanos();
    OcrStages stages = page.shared() ? OcrStages.shared(total) : page.stages().until(total);
    observers.stages().record(stages.times());
    observers.warnings().record(page.warnings());
    if (page.shared()) {
      asked.trace().reused("shared", total, page.detection());
    } else {
      asked.trace().answered(stages.times(), page.detection());
    }
    return new Answered(
        OcrAnswer.of(models.name(), page, stages),
        page.lines(),
        page.turn(),
        stages,
        page.shared());
  }

  private static Outcome outcome(Answered answer) {
    return answer.shared() ? Outcome.REUSED : Outcome.ANSWERED;
  }

  private final class Work implements PageWork<Answered> {

    private final OcrOptions options;

    Work(OcrOptions options) {
      this.options = options;
    }

    @Override
    public String task() {
      return OcrService.this.task();
    }

    @Override
    public Outcomes outcomes() {
      return OcrService.this.outcomes();
    }

    @Override
    public void requireOpen() {
      OcrService.this.requireOpen();
    }

    @Override
    public Uni<Answered> page(PageSource source, Terms terms, Deadline deadline) {
      return OcrService.this.page(source, options, terms, deadline);
    }

    @Override
    public Outcome outcome(Answered answer) {
      return OcrService.outcome(answer);
    }

    @Override
    public List<byte[]> paint(PageImage page, Answered answer, List<PictureOptions> pictures) {
      return painter.paint(page, answer.lines(), pictures);
    }
  }
}
