package dev.quire.api.paddlex;

import dev.quire.api.CpuPool;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.Outcomes;
import dev.quire.api.Timekeeper;
import dev.quire.api.intake.BodyCost;
import dev.quire.api.intake.RequestHold;
import dev.quire.api.layout.HeldPictures;
import dev.quire.api.layout.OpenDocument;
import dev.quire.api.layout.WarningAnswer;
import dev.quire.api.paddlex.Envelope.Success;
import dev.quire.document.Documents;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.RequestMemory;
import dev.quire.memory.Stage;
import dev.quire.model.Model;
import dev.quire.picture.SizeLimit;
import dev.quire.queue.Outcome;
import dev.quire.queue.Terms;
import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.layout.ShapeMode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * The operation of {@code POST /object-detection}: a file of one page in, its regions out. The
 * answer has no place for further pages, so a file that has some is refused. Thread-safe; nothing
 * blocks, and cancelling takes the page from the queue.
 */
@Singleton
public class ObjectDetection {

  private final LayoutParameters silent;
  private final JsonBody bodies = new JsonBody();
  private final ClientFiles files;
  private final Documents documents;
  private final PageLayouts layouts;
  private final Pictures pictures;
  private final CpuPool pool;
  private final RequestMemory memory;
  private final PaddlexSettings settings;
  private final Timekeeper time;
  private final Outcomes outcomes;

  ObjectDetection(
      Model model,
      ClientFiles files,
      Documents documents,
      PageLayouts layouts,
      Pictures pictures,
      CpuPool pool,
      RequestMemory memory,
      PaddlexSettings settings,
      Timekeeper time,
      Outcomes outcomes) {
    this.silent = LayoutParameters.paddleXAlone(model);
    this.files = files;
    this.documents = documents;
    this.layouts = layouts;
    this.pictures = pictures;
    this.pool = pool;
    this.memory = memory;
    this.settings = settings;
    this.time = time;
    this.outcomes = outcomes;
  }

  /**
   * Answers a request.
   *
   * @param body its JSON, UTF-8
   * @param hold what keeps it in memory
   * @return fails with what {@link Failures} knows
   */
  public Uni<Envelope> answer(byte[] body, RequestHold hold, Terms terms) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Deadline deadline = Deadline.in(terms.timeout(), time);
              return answer(body, hold, terms, deadline);
            });
  }

  private Uni<Envelope> answer(byte[] body, RequestHold hold, Terms terms, Deadline deadline) {
    CpuWork work = CpuWork.of(Model.LAYOUT, terms, deadline);
    MemoryReservation fetched = memory.heap().open(work.client(), Stage.BODY);
    MemoryReservation reading = memory.heap().open(work.client(), Stage.WORK);
    OpenDocument document = new OpenDocument();
    Uni<Detected> detected =
        pool.prepare(
                work,
                () -> {
                  reading.grow(BodyCost.readingBytes(body.length));
                  return ObjectDetectionRequest.of(bodies.parse(body));
                })
            .chain(request -> detected(document, request, hold, terms, work, fetched, reading));
    return outcomes
        .count(terms.client(), deadline.hold(detected), Detected::outcome)
        .onTermination()
        .invoke(
            () -> {
              document.end();
              fetched.close();
              reading.close();
            })
        .map(Detected::envelope);
  }

  private Uni<Detected> detected(
      OpenDocument document,
      ObjectDetectionRequest request,
      RequestHold hold,
      Terms terms,
      CpuWork work,
      MemoryReservation fetched,
      MemoryReservation reading) {
    // its text may be large, and the bytes are all that is needed of it
    ObjectDetectionRequest rest = request.withoutImage();
    return files
        .bytes(request.image(), work, fetched)
        .invoke(
            image -> {
              // what was fetched is counted apart
              hold.shrinkTo(fetched.bytes() > 0 ? 0 : image.length);
              reading.close();
            })
        .chain(
            image ->
                ClientDocument.open(document, documents, image, pool, memory.heap(), hold, work))
        .chain(
            opened ->
                opened
                    .onlyPage(work)
                    .chain(page -> detected(page, opened.pictures(), rest, terms, work.deadline()))
                    .onTermination()
                    .invoke(opened::end));
  }

  private Uni<Detected> detected(
      ClientPage page,
      HeldPictures held,
      ObjectDetectionRequest request,
      Terms terms,
      Deadline deadline) {
    return layouts
        .layout(page.source(), parameters(request), terms, deadline)
        .chain(
            layout -> {
              CpuWork work =
                  CpuWork.of(Model.LAYOUT, terms, deadline).weighing(page.image().decodingBytes());
              Supplier<Detected> finishing =
                  () ->
                      new Detected(
                          layout.outcome(),
                          Success.of(request.logId(), result(page, layout, request, held)));
              return work.heavy() ? pool.prepare(work, finishing) : pool.finish(finishing);
            });
  }

  private record Detected(Outcome outcome, Envelope envelope) {}

  /** Outlines have no place in the answer, so that none are computed. */
  private LayoutParameters parameters(ObjectDetectionRequest request) {
    LayoutParameters parameters = request.wishes().over(silent);
    return parameters.withRefinement(parameters.refinement().withShape(ShapeMode.RECT));
  }

  private ObjectDetectionResult result(
      ClientPage page, PageLayout layout, ObjectDetectionRequest request, HeldPictures held) {
    boolean drawn = request.visualize().orElse(settings.visualize());
    return new ObjectDetectionResult(
        layout.regions().stream().map(ObjectDetectionResult.DetectedObject::of).toList(),
        drawn
            ? held.painted(
                page.number(),
                page.image(),
                SizeLimit.paddlex(),
                () -> pictures.layout(page.image(), layout),
                file -> file.length)
            : null,
        WarningAnswer.of(layout.warnings()));
  }
}
