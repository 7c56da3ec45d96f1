package dev.quire.api.read;

import dev.quire.api.CpuExecutor;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.Outcomes;
import dev.quire.api.StageRecorder;
import dev.quire.api.document.PageSource;
import dev.quire.api.document.PageTask;
import dev.quire.api.document.PageWork;
import dev.quire.api.layout.LayoutOptions;
import dev.quire.api.layout.LayoutService;
import dev.quire.api.layout.PageLayouts;
import dev.quire.api.ocr.OcrService;
import dev.quire.api.ocr.PageTexts;
import dev.quire.image.Bitmap;
import dev.quire.image.ImageDecoder;
import dev.quire.image.PageImage;
import dev.quire.image.PageWarning;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.picture.PictureOptions;
import dev.quire.pipeline.read.PageJoin;
import dev.quire.queue.Outcome;
import dev.quire.queue.Terms;
import dev.quire.reading.ReadPage;
import dev.quire.task.layout.Region;
import dev.quire.task.ocr.TextLine;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * From a page to what it says: decoded once, its regions and its lines found side by side, both
 * joined in reading order. Where a PDF page has a text layer that can be trusted, no line is
 * recognised. Nothing here blocks. Thread-safe.
 */
public final class ReadService implements PageTask {

  /** What the CPU pool, metrics and traces call the task. */
  public static final String READ = "read";

  private final PageLayouts layouts;
  private final LayoutOptions layout;
  private final PageTexts texts;
  private final CpuExecutor pool;
  private final ByteBudget heap;
  private final ImageDecoder decoder;
  private final StageRecorder stages;
  private final Outcomes outcomes;
  private final Painter painter;

  /** Draws regions on a page. */
  @FunctionalInterface
  public interface Painter {
    List<byte[]> paint(PageImage page, List<Region> regions, List<PictureOptions> pictures);
  }

  /**
   * What a page came to.
   *
   * @param regions as the layout model found them
   * @param warnings what the page does not show faithfully
   * @param unread how many lines the model failed on
   */
  public record Answered(
      ReadPage page,
      List<Region> regions,
      List<PageWarning> warnings,
      int unread,
      ReadStages stages) {}

  /**
   * @param layout how regions are found
   */
  public ReadService(
      PageLayouts layouts,
      LayoutOptions layout,
      PageTexts texts,
      CpuExecutor pool,
      ByteBudget heap,
      ImageDecoder decoder,
      StageRecorder stages,
      Outcomes outcomes,
      Painter painter) {
    this.layouts = layouts;
    this.layout = layout;
    this.texts = texts;
    this.pool = pool;
    this.heap = heap;
    this.decoder = decoder;
    this.stages = stages;
    this.outcomes = outcomes;
    this.painter = painter;
  }

  @Override
  public String task() {
    return READ;
  }

  @Override
  public Outcomes outcomes() {
    return outcomes;
  }

  @Override
  public void requireOpen() {
    layouts.requireOpen();
    texts.requireOpen();
  }

  /** What is done with each page of a document. */
  public PageWork<Answered> work(ReadOptions options) {
    return new Work(options);
  }

  /** A page that is pixels, and the time when it became that. */
  private record Decoded(PageSource source, Bitmap page, long nanos) {}

  /** Something that was found on a page, and how long that took. */
  private record Timed<T>(T found, long nanos) {}

  private Uni<Answered> page(
      PageSource source, ReadOptions options, Terms terms, Deadline deadline) {
    return Uni.createFrom()
        .deferred(
            () -> {
              MemoryReservation held = heap.open(terms.client(), Stage.PIXELS);
              CpuWork work = CpuWork.of(READ, terms, deadline);
              return deadline.hold(
                  pool.begin(work, () -> decoded(source, work, held, deadline))
                      .chain(page -> read(page, options, terms, deadline))
                      .onTermination()
                      .invoke(held::close));
            });
  }

  private Uni<Decoded> decoded(
      PageSource source, CpuWork work, MemoryReservation held, Deadline deadline) {
    PageImage image = source.image(decoder);
    CpuWork weighed = work.weighing(image.decodingBytes());
    return weighed.heavy()
        ? pool.begin(weighed, () -> Uni.createFrom().item(pixels(source, image, held, deadline)))
        : Uni.createFrom().item(pixels(source, image, held, deadline));
  }

  private Decoded pixels(
      PageSource source, PageImage image, MemoryReservation held, Deadline deadline) {
    String identity = source.identity();
    if (image.decodingBytes() > 0) {
      held.grow(3L * image.width() * image.height());
    }
    Bitmap page = image.bitmap();
    source.letGo();
    return new Decoded(
        PageSource.decoded(identity, source.number(), page), page, deadline.waited().toNanos());
  }

  private Uni<Answered> read(Decoded page, ReadOptions options, Terms terms, Deadline deadline) {
    Terms left = deadline.left(terms);
    Uni<Timed<LayoutService.Answered>> regions =
        timed(page, deadline, layouts.page(page.source(), layout, left, deadline));
    Uni<Timed<OcrService.Answered>> lines =
        timed(page, deadline, texts.work(options.ocr()).page(page.source(), left, deadline));
    return Uni.combine()
        .all()
        .unis(regions, lines)
        .asTuple()
        .chain(
            found ->
                pool.finish(
                    () -> joined(page, options, deadline, found.getItem1(), found.getItem2())));
  }

  private static <T> Uni<Timed<T>> timed(Decoded page, Deadline deadline, Uni<T> step) {
    return step.map(found -> new Timed<>(found, deadline.waited().toNanos() - page.nanos()));
  }

  private Answered joined(
      Decoded page,
      ReadOptions options,
      Deadline deadline,
      Timed<LayoutService.Answered> layout,
      Timed<OcrService.Answered> text) {
    deadline.check();
    List<TextLine> lines = text.found().lines();
    ReadPage read =
        new PageJoin(options.order())
            .recognized(
                Math.max(1, page.source().number()),
                page.page(),
                layout.found().regions(),
                lines,
                "");
    ReadStages times =
        new ReadStages(page.nanos(), layout.nanos(), text.nanos(), deadline.waited().toNanos());
    stages.record(times.times());
    int unread = (int) lines.stream().filter(line -> line.failure().isPresent()).count();
    return new Answered(read, layout.found().regions(), page.page().warnings(), unread, times);
  }

  private final class Work implements PageWork<Answered> {

    private final ReadOptions options;

    Work(ReadOptions options) {
      this.options = options;
    }

    @Override
    public String task() {
      return ReadService.this.task();
    }

    @Override
    public Outcomes outcomes() {
      return ReadService.this.outcomes();
    }

    @Override
    public void requireOpen() {
      ReadService.this.requireOpen();
    }

    @Override
    public Uni<Answered> page(PageSource source, Terms terms, Deadline deadline) {
      return ReadService.this.page(source, options, terms, deadline);
    }

    @Override
    public Outcome outcome(Answered answer) {
      return Outcome.ANSWERED;
    }

    @Override
    public List<byte[]> paint(PageImage page, Answered answer, List<PictureOptions> pictures) {
      return painter.paint(page, answer.regions(), pictures);
    }
  }
}
