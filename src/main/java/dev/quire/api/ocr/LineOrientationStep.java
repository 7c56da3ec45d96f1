package dev.quire.api.ocr;

import dev.quire.api.CpuExecutor;
import dev.quire.api.ItemQueue.Run;
import dev.quire.api.ocr.PageReader.Asked;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.task.ocr.CroppedLine;
import dev.quire.task.ocr.orientation.LineOrientationScores;
import dev.quire.task.ocr.orientation.LineOrientationTask;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Tells which lines of a page stand upside down. Thread-safe; nothing blocks. */
final class LineOrientationStep {

  private final Optional<OcrModels.LineOrientation> model;
  private final CpuExecutor pool;
  private final ByteBudget heap;

  LineOrientationStep(
      Optional<OcrModels.LineOrientation> model, CpuExecutor pool, ByteBudget heap) {
    this.model = model;
    this.pool = pool;
    this.heap = heap;
  }

  /** The lines, each with which way up it stands where that is asked for. */
  Uni<List<CroppedLine>> oriented(Asked asked, List<CroppedLine> lines) {
    Optional<OcrModels.LineOrientation> orientation =
        model.filter(any -> asked.options().lines().oriented());
    if (orientation.isEmpty() || lines.isEmpty()) {
      return Uni.createFrom().item(lines);
    }
    double above = asked.options().lines().turnedAbove();
    LineOrientationTask task = orientation.get().task();
    // the queue sees to it that clients share
    MemoryReservation tensors = heap.openForAll(Stage.TENSORS);
    return pool.finish(
            () -> {
              tensors.grow(lines.size() * task.sizeInBytes());
              return lines.stream().map(line -> task.prepare(line.crop().image())).toList();
            })
        .chain(prepared -> orientation.get().queue().runAll(prepared, asked.left().ofBegun()))
        .onTermination()
        .invoke(tensors::close)
        .chain(
            runs ->
                pool.finish(
                    () ->
                        IntStream.range(0, lines.size())
                            .mapToObj(at -> oriented(lines.get(at), runs.get(at), above))
                            .toList()));
  }

  /** A line whose orientation cannot be told is read as it stands. */
  private static CroppedLine oriented(
      CroppedLine line, Run<LineOrientationScores> run, double above) {
    return run instanceof Run.Done<LineOrientationScores> done
        ? line.oriented(done.served().result().isTurned(above))
        : line;
  }
}
