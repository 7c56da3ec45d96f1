package dev.quire.api.read;

import dev.quire.api.CpuExecutor;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.Outcomes;
import dev.quire.api.StageRecorder;
import dev.quire.api.document.PageSource;
import dev.quire.api.document.PageTask;
import dev.quire.api.document.PageWork;
import dev.quire.api.layout.LayoutService;
import dev.quire.api.layout.PageLayouts;
import dev.quire.api.ocr.OcrService;
import dev.quire.api.ocr.PageTexts;
import dev.quire.document.PageWithText;
import dev.quire.document.text.InkPlane;
import dev.quire.document.text.LayerDecision;
import dev.quire.document.text.TextLayer;
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
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.task.layout.Region;
import dev.quire.task.ocr.TextLine;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * From a page to what it says: decoded once, its regions and its lines found side by side, both
 * joined in reading order. Where a PDF page has a text layer that can be trusted, no line is
 * recognised. Nothing here blocks. Thread-safe.
 */
public final class ReadService implements PageTask {

  /** What the CPU pool, metrics and traces call the task. */
  public static final String READ = "read";

  private final PageLayouts layouts;
  private final PageTexts texts;
  private final CpuExecutor pool;
  private final ByteBudget heap;
  private final ImageDecoder decoder;
  private final StageRecorder stages;
  private final Outcomes outcomes;
  private final Painter painter;
  private final Figures figures = new Figures();

  /** Draws regions on a page. */
  @FunctionalInterface
  public interface Painter {
    List<byte[]> paint(PageImage page, List<Region> regions, List<PictureOptions> pictures);
  }

  /**
   * What a page came to.
   *
   * @param regions as the layout model found them
   * @param text what was recognised; empty where the text layer was taken
   * @param warnings what the page does not show faithfully
   * @param unread how many lines the model failed on
   */
  public record Answered(
      ReadPage page,
      List<Region> regions,
      Optional<OcrService.Answered> text,
      List<PageWarning> warnings,
      int unread,
      ReadStages stages) {}

  public ReadService(
      PageLayouts layouts,
      PageTexts texts,
      CpuExecutor pool,
      ByteBudget heap,
      ImageDecoder decoder,
      StageRecorder stages,
      Outcomes outcomes,
      Painter painter) {
    this.layouts = layouts;
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
    Bitmap page = pixels(image, held);
    source.letGo();
    return new Decoded(
        PageSource.decoded(identity, source.number(), new PageWithText(page, source.textLayer())),
        page,
        deadline.waited().toNanos());
  }

  /** The page's pixels, counted once however often they are tried for. */
  private static Bitmap pixels(PageImage image, MemoryReservation held) {
    long bytes = image.decodingBytes() > 0 ? 3L * image.width() * image.height() : 0;
    held.grow(bytes);
    try {
      return image.bitmap();
    } catch (RuntimeException | Error e) {
      held.release(bytes);
      throw e;
    }
  }

  private Uni<Answered> read(Decoded page, ReadOptions options, Terms terms, Deadline deadline) {
    Reading reading = new Reading(page, options, deadline.left(terms), deadline);
    Optional<TextLayer> layer = page.source().textLayer();
    return switch (options.text()) {
      case OCR -> reading.recognized("");
      case LAYER -> reading.layered(layer.map(TextLayer::lines).orElse(List.of()));
      case AUTO -> layer.map(reading::layered).orElseGet(() -> reading.recognized(""));
    };
  }

  /** One page on its way. */
  private final class Reading {

    private final Decoded page;
    private final PageJoin join;
    private final ReadOptions options;
    private final Terms terms;
    private final Deadline deadline;

    Reading(Decoded page, ReadOptions options, Terms terms, Deadline deadline) {
      this.page = page;
      this.join = new PageJoin(options.order());
      this.options = options;
      this.terms = terms;
      this.deadline = deadline;
    }

    /** Finds regions and lines side by side. */
    Uni<Answered> recognized(String reason) {
      return Uni.combine()
          .all()
          .unis(regions(), lines())
          .asTuple()
          .chain(found -> recognized(found.getItem1(), found.getItem2(), reason));
    }

    /** Takes the lines of a text layer, whatever it is like. */
    Uni<Answered> layered(List<ReadLine> lines) {
      return regions().chain(found -> layered(found, lines));
    }

    /** Takes the lines of a text layer unless it does not say what the page shows. */
    Uni<Answered> layered(TextLayer layer) {
      LayerDecision byItself = LayerDecision.of(layer);
      return byItself.trustworthy()
          ? regions().chain(found -> layered(layer, found))
          : recognized(byItself.reason());
    }

    private Uni<Answered> layered(TextLayer layer, Timed<LayoutService.Answered> regions) {
      return pool.finish(() -> decision(layer, regions.found().regions()))
          .chain(
              decision ->
                  decision.trustworthy()
                      ? layered(regions, layer.lines())
                      : lines().chain(text -> recognized(regions, text, decision.reason())));
    }

    private LayerDecision decision(TextLayer layer, List<Region> regions) {
      return LayerDecision.of(layer, InkPlane.of(page.page()), join.figures(regions));
    }

    private Uni<Timed<LayoutService.Answered>> regions() {
      return timed(layouts.page(page.source(), options.layout(), terms, deadline));
    }

    private Uni<Timed<OcrService.Answered>> lines() {
      return timed(texts.work(options.ocr()).page(page.source(), terms, deadline));
    }

    private <T> Uni<Timed<T>> timed(Uni<T> step) {
      return step.map(found -> new Timed<>(found, deadline.waited().toNanos() - page.nanos()));
    }

    private Uni<Answered> layered(Timed<LayoutService.Answered> regions, List<ReadLine> lines) {
      return pool.finish(
          () ->
              answered(
                  join.layered(number(), page.page(), regions.found().regions(), lines),
                  regions,
                  Optional.empty()));
    }

    private Uni<Answered> recognized(
        Timed<LayoutService.Answered> regions, Timed<OcrService.Answered> text, String reason) {
      List<TextLine> lines = text.found().lines();
      List<TextLine> read =
          lines.stream().filter(line -> line.score() >= options.leastScore()).toList();
      return pool.finish(
          () ->
              answered(
                  join.recognized(number(), page.page(), regions.found().regions(), read, reason),
                  regions,
                  Optional.of(text)));
    }

    /** A page that comes alone is its document's first. */
    private int number() {
      return Math.max(1, page.source().number());
    }

    private Answered answered(
        ReadPage read,
        Timed<LayoutService.Answered> regions,
        Optional<Timed<OcrService.Answered>> text) {
      deadline.check();
      ReadStages times =
          new ReadStages(
              page.nanos(),
              regions.nanos(),
              text.map(Timed::nanos).orElse(0L),
              deadline.waited().toNanos());
      stages.record(times.times());
      Optional<OcrService.Answered> found = text.map(Timed::found);
      return new Answered(
          read,
          regions.found().regions(),
          found,
          regions.found().warnings(),
          found.map(Reading::unread).orElse(0),
          times);
    }

    private static int unread(OcrService.Answered text) {
      return (int) text.lines().stream().filter(line -> line.failure().isPresent()).count();
    }
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
    public boolean wantsTextLayers() {
      return options.layered();
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
      return options.figures()
          ? figures.cut(page, answer.page())
          : painter.paint(page, answer.regions(), pictures);
    }

    @Override
    public long weight(List<byte[]> files) {
      return options.figures() ? Figures.weight(files) : PageWork.super.weight(files);
    }
  }
}
