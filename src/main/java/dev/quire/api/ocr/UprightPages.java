package dev.quire.api.ocr;

import dev.quire.api.CpuExecutor;
import dev.quire.api.Deadline;
import dev.quire.api.ItemQueue;
import dev.quire.api.ocr.OcrModels.PageOrientation;
import dev.quire.api.ocr.PageReader.Asked;
import dev.quire.image.PageTurn;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.queue.Reservation;
import dev.quire.task.ocr.detection.PageSize;
import dev.quire.task.ocr.orientation.FittedPage;
import dev.quire.task.ocr.orientation.PageOrientationScores;
import io.smallrye.mutiny.Uni;

/**
 * Turns pages upright: asked how they stand in a queue, beside those of all requests, and turned on
 * the CPU pool. Nothing here blocks. Thread-safe.
 */
final class UprightPages {

  private final PageOrientation model;
  private final CpuExecutor pool;
  private final ByteBudget heap;

  UprightPages(PageOrientation model, CpuExecutor pool, ByteBudget heap) {
    this.model = model;
    this.pool = pool;
    this.heap = heap;
  }

  /**
   * A page that stands upright now.
   *
   * @param turn how it was turned
   * @param nanos from when it waited to be told how it stands until it was turned
   */
  record Turned(PageTurn turn, long nanos) {}

  /**
   * Turns a page; to be called on a thread of the pool.
   *
   * @param page decoded and then turned; its owner closes it
   * @return fails with the exceptions of {@link ItemQueue#run}
   */
  Uni<Turned> turn(Asked asked, HeldPage page) {
    ItemQueue<FittedPage, PageOrientationScores> queue = model.queue();
    Reservation place = queue.reserve(model.task().blank(), asked.left());
    MemoryReservation tensors = heap.openForAll(Stage.TENSORS);
    try {
      tensors.grow(FittedPage.BYTES);
      PageSize sent = page.size();
      FittedPage fitted = model.task().prepare(page.pixels());
      Deadline deadline = asked.deadline();
      deadline.check();
      return queue
          .run(place, fitted, asked.trace())
          .onTermination()
          .invoke(
              () -> {
                queue.release(place);
                tensors.close();
              })
          .chain(
              run ->
                  pool.finish(
                      () -> {
                        PageTurn turn =
                            new PageTurn(
                                run.served().result().angle(), sent.width(), sent.height());
                        page.turn(turn);
                        long queued = run.createdNanos() - deadline.beganNanos();
                        return new Turned(turn, deadline.waited().toNanos() - queued);
                      }));
    } catch (RuntimeException | Error e) {
      queue.release(place);
      tensors.close();
      throw e;
    }
  }
}
