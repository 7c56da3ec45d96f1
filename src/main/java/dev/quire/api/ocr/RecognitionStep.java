package dev.quire.api.ocr;

import dev.quire.api.CpuExecutor;
import dev.quire.api.ItemQueue.Run;
import dev.quire.api.ocr.PageReader.Asked;
import dev.quire.image.LineImage;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.queue.Reservation;
import dev.quire.task.ocr.CroppedLine;
import dev.quire.task.ocr.OcrOptions;
import dev.quire.task.ocr.TextLine;
import dev.quire.task.ocr.recognition.LineCodes;
import dev.quire.task.ocr.recognition.PaddedWidth;
import dev.quire.task.ocr.recognition.PreparedLine;
import dev.quire.task.ocr.recognition.RecognizedLine;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads the lines of a page. Thread-safe; nothing blocks. */
final class RecognitionStep {

  private final OcrModels.Recognition model;
  private final CpuExecutor pool;
  private final ByteBudget heap;

  RecognitionStep(OcrModels.Recognition model, CpuExecutor pool, ByteBudget heap) {
    this.model = model;
    this.pool = pool;
    this.heap = heap;
  }

  /**
   * Keeps a place that nothing takes, so that it shows whether lines will be admitted.
   *
   * @throws dev.quire.queue.RequestRefusedException if they would not be
   */
  Reservation reserve(Asked asked) {
    return model.queue().reserve(model.task().blank(), asked.left());
  }

  /** Gives the place up; does nothing if it has ended already. */
  void release(Reservation place) {
    model.queue().release(place);
  }

  /** What the lines say; a line that the model failed on says so. */
  Uni<List<TextLine>> recognized(Asked asked, List<CroppedLine> lines) {
    if (lines.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    List<List<CroppedLine>> readings =
        lines.stream().map(line -> readings(line, asked.options())).toList();
    // the queue sees to it that clients share
    MemoryReservation tensors = heap.openForAll(Stage.TENSORS);
    return pool.finish(() -> prepared(readings, asked.options().lines().padding(), tensors))
        .chain(prepared -> model.queue().runAll(prepared, asked.left().ofBegun()))
        .onTermination()
        .invoke(tensors::close)
        .chain(runs -> pool.finish(() -> texts(asked.options(), readings, runs)));
  }

  /** The ways in which a line is read: as it is known to stand, or both ways where that is open. */
  private static List<CroppedLine> readings(CroppedLine line, OcrOptions options) {
    return line.turned().orElse(false) && options.lines().provesTurns()
        ? List.of(line, line.turnedBack())
        : List.of(line);
  }

  private List<PreparedLine> prepared(
      List<List<CroppedLine>> readings, PaddedWidth padding, MemoryReservation tensors) {
    List<LineImage> images =
        readings.stream().flatMap(List::stream).map(line -> line.crop().image()).toList();
    List<Integer> widths = padding.of(images);
    tensors.grow(
        IntStream.range(0, images.size())
            .mapToLong(at -> PreparedLine.sizeInBytes(images.get(at), widths.get(at)))
            .sum());
    return IntStream.range(0, images.size())
        .mapToObj(at -> model.task().prepare(images.get(at), widths.get(at)))
        .toList();
  }

  private List<TextLine> texts(
      OcrOptions options, List<List<CroppedLine>> readings, List<Run<LineCodes>> runs) {
    List<TextLine> texts = new ArrayList<>();
    int next = 0;
    for (List<CroppedLine> line : readings) {
      List<Run<LineCodes>> ofLine = runs.subList(next, next + line.size());
      next += line.size();
      text(options, line, ofLine).ifPresent(texts::add);
    }
    return texts;
  }

  /** The surest reading; where all failed, that the line could not be read. */
  private Optional<TextLine> text(
      OcrOptions options, List<CroppedLine> readings, List<Run<LineCodes>> runs) {
    List<Read> read = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      if (runs.get(i) instanceof Run.Done<LineCodes> done) {
        read.add(new Read(readings.get(i), model.reader().decode(done.served().result())));
      }
    }
    return read.isEmpty()
        ? Optional.of(readings.get(0).failed(((Run.Failed<LineCodes>) runs.get(0)).cause()))
        : read.stream()
            .max(Comparator.comparingDouble(one -> one.line().score()))
            .flatMap(best -> model.reader().read(best.crop(), best.line(), options.lines()));
  }

  private record Read(CroppedLine crop, RecognizedLine line) {}
}
