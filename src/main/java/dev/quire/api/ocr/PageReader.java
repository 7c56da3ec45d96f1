package dev.quire.api.ocr;

import dev.quire.api.CpuExecutor;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.ItemTrace;
import dev.quire.api.document.PageSource;
import dev.quire.api.ocr.UprightPages.Turned;
import dev.quire.image.PageImage;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.model.OcrModel;
import dev.quire.queue.Reservation;
import dev.quire.queue.Terms;
import dev.quire.task.ocr.OcrOptions;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * Takes a page through the models: turned upright where that is asked for, prepared on the CPU
 * pool, its lines found, cut out, turned where they stand upside down, and read. Each step that
 * waits does so in a queue. The page's pixels are held until its lines are cut out. Nothing here
 * blocks; when nobody waits for the page any more, it and its lines leave the queues. Thread-safe.
 */
final class PageReader {

  private final CpuExecutor pool;
  private final ByteBudget heap;
  private final Optional<UprightPages> uprightPages;
  private final DetectionStep detection;
  private final LineOrientationStep orientation;
  private final RecognitionStep recognition;

  PageReader(OcrModels models, CpuExecutor pool, ByteBudget heap) {
    this.pool = pool;
    this.heap = heap;
    this.detection = new DetectionStep(models.detection(), pool);
    this.orientation = new LineOrientationStep(models.lineOrientation(), pool, heap);
    this.recognition = new RecognitionStep(models.recognition(), pool, heap);
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
    UprightPages upright =
        uprightPages.orElseThrow(() -> new IllegalStateException("Requests for this are refused"));
    // whether its lines will be looked for, known before anything is decoded for them
    Reservation place = detection.reserve(asked, page.size());
    return Uni.createFrom()
        .deferred(() -> upright.turn(asked, page))
        .chain(
            turned ->
                pool.resume(
                    () -> {
                      // it may ask for another place now that it is as high as it was wide
                      detection.release(place);
                      return found(asked, page, Optional.of(turned));
                    }))
        .onTermination()
        .invoke(
            () -> {
              detection.release(place);
              page.close();
            });
  }

  /**
   * @param page closed once its lines are cut out
   */
  private Uni<PageText> found(Asked asked, HeldPage page, Optional<Turned> turned) {
    MemoryReservation tensors = heap.openForAll(Stage.TENSORS);
    MemoryReservation lines = heap.open(asked.terms().client(), Stage.WORK);
    Reservation place = detection.reserve(asked, page.size());
    try {
      // whether its lines will be admitted, known before anything is decoded for them
      Reservation line = recognition.reserve(asked);
      try {
        tensors.grow(detection.tensorBytes(asked, page.size()));
        page.pixels();
        asked.source().letGo();
        return detection
            .lines(asked, place, page, tensors, lines)
            .onTermination()
            .invoke(
                () -> {
                  recognition.release(line);
                  tensors.close();
                  page.close();
                })
            .chain(found -> read(asked, found, turned))
            .onTermination()
            .invoke(lines::close);
      } catch (RuntimeException | Error e) {
        recognition.release(line);
        throw e;
      }
    } catch (RuntimeException | Error e) {
      detection.release(place);
      tensors.close();
      throw e;
    }
  }

  private Uni<PageText> read(Asked asked, FoundLines found, Optional<Turned> turned) {
    return orientation
        .oriented(asked, found.lines())
        .chain(
            lines -> {
              long oriented = asked.deadline().waited().toNanos();
              return recognition
                  .recognized(asked, lines)
                  .map(texts -> found.text(asked.deadline(), turned, oriented, texts));
            });
  }
}
