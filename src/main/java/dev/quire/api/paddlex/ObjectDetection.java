package dev.quire.api.paddlex;

import dev.quire.api.CpuPool;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.Outcomes;
import dev.quire.api.Timekeeper;
import dev.quire.api.intake.RequestHold;
import dev.quire.api.layout.HeldPictures;
import dev.quire.api.layout.WarningAnswer;
import dev.quire.api.paddlex.Envelope.Success;
import dev.quire.api.paddlex.RequestIntakes.Intake;
import dev.quire.model.Model;
import dev.quire.picture.SizeLimit;
import dev.quire.queue.Outcome;
import dev.quire.queue.Terms;
import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.layout.ShapeMode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * The operation of {@code POST /object-detection}: a file of one page in, its regions out. The
 * answer has no place for further pages, so a file that has some is refused. Thread-safe; nothing
 * blocks, and cancelling takes the page from the queue.
 */
@Singleton
public class ObjectDetection {

  private final LayoutParameters silent;
  private final RequestIntakes intakes;
  private final PageLayouts layouts;
  private final Pictures pictures;
  private final CpuPool pool;
  private final PaddlexSettings settings;
  private final Timekeeper time;
  private final Outcomes outcomes;

  ObjectDetection(
      Model model,
      RequestIntakes intakes,
      PageLayouts layouts,
      Pictures pictures,
      CpuPool pool,
      PaddlexSettings settings,
      Timekeeper time,
      Outcomes outcomes) {
    this.silent = LayoutParameters.paddleXAlone(model);
    this.intakes = intakes;
    this.layouts = layouts;
    this.pictures = pictures;
    this.pool = pool;
    this.settings = settings;
    this.time = time;
    this.outcomes = outcomes;
  }

  /**
   * Answers a request.
   *
   * @param body its JSON, UTF-8
   * @param hold what keeps it in memory
   * @return fails with what {@link dev.quire.api.problem.ErrorCatalog} knows
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
    Intake intake = intakes.begin(hold, work);
    Uni<Detected> detected =
        intake
            .read(body, ObjectDetectionRequest::of)
            .chain(request -> detected(intake, request, terms, work));
    return outcomes
        .count(terms.client(), deadline.hold(detected), Detected::outcome)
        .onTermination()
        .invoke(intake::close)
        .map(Detected::envelope);
  }

  private Uni<Detected> detected(
      Intake intake, ObjectDetectionRequest request, Terms terms, CpuWork work) {
    // its text may be large, and the bytes are all that is needed of it
    ObjectDetectionRequest rest = request.withoutImage();
    return intake
        .open(request.image())
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
              return pool.finish(
                  work,
                  () ->
                      new Detected(
                          layout.outcome(),
                          Success.of(request.logId(), result(page, layout, request, held))));
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
