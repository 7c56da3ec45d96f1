package dev.quire.api.ocr;

import dev.quire.api.CpuExecutor;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.ItemQueue.Run;
import dev.quire.api.ItemTrace;
import dev.quire.api.document.PageSource;
import dev.quire.api.ocr.UprightPages.Turned;
import dev.quire.image.Bitmap;
import dev.quire.image.PageImage;
import dev.quire.image.PageTurn;
import dev.quire.image.PageWarning;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.model.OcrModel;
import dev.quire.model.Resolution;
import dev.quire.queue.Reservation;
import dev.quire.queue.Terms;
import dev.quire.task.ocr.CroppedLine;
import dev.quire.task.ocr.OcrOptions;
import dev.quire.task.ocr.TextLine;
import dev.quire.task.ocr.detection.DbPostprocessor;
import dev.quire.task.ocr.detection.PageSize;
import dev.quire.task.ocr.detection.PreparedTextPage;
import dev.quire.task.ocr.detection.ProbabilityMap;
import dev.quire.task.ocr.detection.TextBox;
import dev.quire.worker.Served;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * Takes a page through the models: turned upright where that is asked for, prepared on the CPU
 * pool, its lines found, cut out, turned where they stand upside down, and read. Each step that
 * waits does so in a queue. The page's pixels are held until its lines are cut out. Nothing here
 * blocks; when nobody waits for the page any more, it and its lines leave the queues. Thread-safe.
 */
final class PageReader {

  private final OcrModels models;
  private final CpuExecutor pool;
  private final ByteBudget heap;
  private final Optional<UprightPages> uprightPages;
  private final LineOrientationStep orientation;
  private final RecognitionStep recognition;
  private final DbPostprocessor postprocessor = new DbPostprocessor();

  PageReader(OcrModels models, CpuExecutor pool, ByteBudget heap) {
    this.models = models;
    this.pool = pool;
    this.heap = heap;
    this.orientation = new LineOrientationStep(models.lineOrientation(), pool);
    this.recognition = new RecognitionStep(models.recognition(), pool);
    this.uprightPages = models.pageOrientation().map(model -> new UprightPages(model, pool, heap));
  }

  /**
   * What one page asks for.
   *
   * @param deadline when its text is of no use any more
   */
  record Asked(
      PageSource source, OcrOptions options, Terms terms, Deadline deadline, ItemTrace trace) {

    CpuWork work() {
      return CpuWork.of(OcrModel.OCR, terms, deadline);
    }

    Terms left() {
      return deadline.left(terms);
    }
  }

  /**
   * Reads a page; to be called on a thread of the pool.
   *
   * @param image the page's picture
   * @return fails with the exceptions of {@link dev.quire.api.ItemQueue} and {@link CpuExecutor}
   */
  Uni<PageText> read(Asked asked, PageImage image) {
    CpuWork work = asked.work().weighing(image.decodingBytes());
    return work.heavy() ? pool.begin(work, () -> begun(asked, image)) : begun(asked, image);
  }

  private Uni<PageText> begun(Asked asked, PageImage image) {
    HeldPage page = new HeldPage(image, heap.open(asked.terms().client(), Stage.PIXELS));
    try {
      return asked.options().upright()
          ? upright(asked, page)
          : found(asked, page, Optional.empty());
    } catch (RuntimeException | Error e) {
      page.close();
      throw e;
    }
  }

  private Uni<PageText> upright(Asked asked, HeldPage page) {
    // whether its lines will be looked for, told before anything is decoded for them
    models.detection().queue().release(detection(padded(asked, page), asked));
    return uprightPages
        .orElseThrow(() -> new IllegalStateException("Requests for this are refused"))
        .turn(asked, page)
        .chain(turned -> pool.finish(() -> found(asked, page, Optional.of(turned))))
        .chain(text -> text)
        .onTermination()
        .invoke(page::close);
  }

  /**
   * @param page closed once its lines are cut out
   */
  private Uni<PageText> found(Asked asked, HeldPage page, Optional<Turned> turned) {
    MemoryReservation tensors = heap.openForAll(Stage.TENSORS);
    MemoryReservation lines = heap.open(asked.terms().client(), Stage.WORK);
    Resolution padded = padded(asked, page);
    Reservation place = detection(padded, asked);
    try {
      // whether its lines will be admitted, told before anything is decoded for them
      Reservation line = lines(asked);
      try {
        tensors.grow(PreparedTextPage.sizeInBytes(padded) + mapBytes(padded));
        Bitmap pixels = page.pixels();
        asked.source().letGo();
        return detected(asked, place, pixels)
            .chain(found -> cropped(asked, page, found, tensors, lines))
            .onTermination()
            .invoke(
                () -> {
                  models.recognition().queue().release(line);
                  tensors.close();
                  page.close();
                })
            .chain(found -> read(asked, found, turned))
            .onTermination()
            .invoke(lines::close);
      } catch (RuntimeException | Error e) {
        models.recognition().queue().release(line);
        throw e;
      }
    } catch (RuntimeException | Error e) {
      models.detection().queue().release(place);
      tensors.close();
      throw e;
    }
  }

  private Resolution padded(Asked asked, HeldPage page) {
    return models.detection().preparation().padded(page.size(), asked.options().limit());
  }

  private Reservation detection(Resolution padded, Asked asked) {
    return models
        .detection()
        .queue()
        .reserve(
            models.detection().task().bucket(padded),
            PreparedTextPage.sizeInBytes(padded),
            asked.left());
  }

  private Reservation lines(Asked asked) {
    return models.recognition().queue().reserve(models.recognition().task().blank(), asked.left());
  }

  /** A page whose text has been looked for. */
  private record Detected(Resolution resized, Run.Done<ProbabilityMap> map) {}

  private Uni<Detected> detected(Asked asked, Reservation place, Bitmap page) {
    PreparedTextPage prepared =
        models.detection().preparation().prepare(page, asked.options().limit());
    asked.deadline().check();
    return models
        .detection()
        .queue()
        .run(place, prepared, asked.trace())
        .onTermination()
        .invoke(() -> models.detection().queue().release(place))
        .map(map -> new Detected(prepared.resized(), map));
  }

  /** Of the map that detection gives, as floats. */
  private static long mapBytes(Resolution padded) {
    return Float.BYTES * padded.pixels();
  }

  /** A page whose lines have been found. */
  private record Found(
      PageSize size,
      List<PageWarning> warnings,
      Served<Resolution> detection,
      long queuedNanos,
      List<CroppedLine> lines,
      long croppedNanos) {}

  /**
   * @param tensors closed once the map has become boxes: who waits for the memory of lines while
   *     holding that of tensors keeps those from it who hold lines already
   */
  private Uni<Found> cropped(
      Asked asked,
      HeldPage held,
      Detected detected,
      MemoryReservation tensors,
      MemoryReservation lines) {
    return pool.finish(
        () -> {
          Bitmap page = held.pixels();
          PageSize size = new PageSize(page.height(), page.width());
          List<TextBox> boxes =
              postprocessor.boxes(
                  detected.map().served().result(), size, asked.options().detection());
          tensors.close();
          lines.grow(LineCutter.bytes(boxes, asked.options()));
          List<CroppedLine> cut = LineCutter.cut(page, boxes, asked);
          return new Found(
              size,
              page.warnings(),
              // of the map nothing is needed any more
              detected.map().served().with(detected.resized()),
              detected.map().createdNanos(),
              cut,
              asked.deadline().waited().toNanos());
        });
  }

  private Uni<PageText> read(Asked asked, Found found, Optional<Turned> turned) {
    return orientation
        .oriented(asked, found.lines())
        .chain(
            lines -> {
              long oriented = asked.deadline().waited().toNanos();
              return recognition
                  .recognized(asked, lines)
                  .map(text -> page(asked, found, turned, oriented, text));
            });
  }

  private static PageText page(
      Asked asked, Found found, Optional<Turned> turned, long oriented, List<TextLine> lines) {
    long began = asked.deadline().beganNanos();
    Served<Resolution> served = found.detection();
    long queued = found.queuedNanos() - began;
    long turning = turned.map(Turned::nanos).orElse(0L);
    long detected = queued + served.queueNanos() + served.runNanos();
    long read = asked.deadline().waited().toNanos();
    OcrStages stages =
        new OcrStages(
            queued - turning,
            turning,
            served.queueNanos(),
            served.runNanos(),
            found.croppedNanos() - detected,
            oriented - found.croppedNanos(),
            read - oriented,
            0,
            read);
    Optional<PageTurn> turn = turned.map(Turned::turn);
    return new PageText(
        turn.map(way -> new PageSize(way.height(), way.width())).orElse(found.size()),
        turn,
        turn.map(way -> lines.stream().map(line -> line.sent(way)).toList()).orElse(lines),
        found.warnings(),
        served,
        stages,
        false);
  }
}
