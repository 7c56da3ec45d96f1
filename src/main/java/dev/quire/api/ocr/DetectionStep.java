package dev.quire.api.ocr;

import dev.quire.api.CpuExecutor;
import dev.quire.api.ItemQueue;
import dev.quire.api.ItemQueue.Run;
import dev.quire.api.ocr.OcrModels.Detection;
import dev.quire.api.ocr.PageReader.Asked;
import dev.quire.image.Bitmap;
import dev.quire.memory.MemoryReservation;
import dev.quire.model.Resolution;
import dev.quire.queue.Reservation;
import dev.quire.task.ocr.detection.DbPostprocessor;
import dev.quire.task.ocr.detection.PageSize;
import dev.quire.task.ocr.detection.PreparedTextPage;
import dev.quire.task.ocr.detection.ProbabilityMap;
import dev.quire.task.ocr.detection.TextBox;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Finds the lines of a page and cuts them out. Nothing here blocks. Thread-safe. */
final class DetectionStep {

  private final Detection model;
  private final CpuExecutor pool;
  private final DbPostprocessor postprocessor = new DbPostprocessor();

  DetectionStep(Detection model, CpuExecutor pool) {
    this.model = model;
    this.pool = pool;
  }

  /**
   * Keeps a place for a page, which must be given to {@link #lines} or released.
   *
   * @throws dev.quire.queue.RequestRefusedException if it would not be admitted
   */
  Reservation reserve(Asked asked, PageSize page) {
    Resolution padded = padded(asked, page);
    return model
        .queue()
        .reserve(model.task().bucket(padded), PreparedTextPage.sizeInBytes(padded), asked.left());
  }

  /** Gives a place up; does nothing if it has ended already. */
  void release(Reservation place) {
    model.queue().release(place);
  }

  /** What the page and the map of it take, in bytes, until its lines have been found. */
  long tensorBytes(Asked asked, PageSize page) {
    Resolution padded = padded(asked, page);
    return PreparedTextPage.sizeInBytes(padded) + Float.BYTES * padded.pixels();
  }

  private Resolution padded(Asked asked, PageSize page) {
    return model.preparation().padded(page, asked.options().limit());
  }

  /**
   * Finds and cuts out a page's lines; to be called on a thread of the pool.
   *
   * @param place released when the model has run, however that ended
   * @param tensors holds {@link #tensorBytes}; closed once the map has become boxes: who waits for
   *     the memory of lines while holding that of tensors keeps those from it who hold lines
   *     already
   * @param lines grows by what the lines take
   * @return fails with the exceptions of {@link ItemQueue#run} and {@link CpuExecutor#finish}
   */
  Uni<FoundLines> lines(
      Asked asked,
      Reservation place,
      HeldPage page,
      MemoryReservation tensors,
      MemoryReservation lines) {
    PreparedTextPage prepared = model.preparation().prepare(page.pixels(), asked.options().limit());
    asked.deadline().check();
    ItemQueue<PreparedTextPage, ProbabilityMap> queue = model.queue();
    Resolution resized = prepared.resized();
    return queue
        .run(place, prepared, asked.trace())
        .onTermination()
        .invoke(() -> queue.release(place))
        .chain(run -> pool.finish(() -> found(asked, page, run, resized, tensors, lines)));
  }

  private FoundLines found(
      Asked asked,
      HeldPage held,
      Run.Done<ProbabilityMap> run,
      Resolution resized,
      MemoryReservation tensors,
      MemoryReservation lines) {
    Bitmap page = held.pixels();
    PageSize size = new PageSize(page.height(), page.width());
    List<TextBox> boxes =
        postprocessor.boxes(run.served().result(), size, asked.options().detection());
    tensors.close();
    lines.grow(LineCutter.bytes(boxes, asked.options()));
    return new FoundLines(
        size,
        page.warnings(),
        // of the map nothing is needed any more
        run.served().with(resized),
        run.createdNanos(),
        LineCutter.cut(page, boxes, asked),
        asked.deadline().waited().toNanos());
  }
}
