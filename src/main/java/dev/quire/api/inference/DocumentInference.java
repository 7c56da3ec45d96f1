package dev.quire.api.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.api.CpuExecutor;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.DocumentTerms;
import dev.quire.api.SingleUse;
import dev.quire.api.Timers;
import dev.quire.api.document.PageTask;
import dev.quire.api.intake.BodyCost;
import dev.quire.api.intake.RequestHold;
import dev.quire.api.paddlex.Envelope.Failure;
import dev.quire.api.paddlex.Envelope.Success;
import dev.quire.api.paddlex.JsonBody;
import dev.quire.api.paddlex.Replies;
import dev.quire.api.paddlex.Reply;
import dev.quire.api.paddlex.WarnedResult;
import dev.quire.api.problem.ApiError;
import dev.quire.api.problem.ErrorCatalog;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.RequestMemory;
import dev.quire.memory.Stage;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * What may be asked of documents, behind the Open Inference Protocol, as PaddleX's high-performance
 * service offers it: PaddleX's request and answer travel as texts in tensors. What is wrong with a
 * document is told in PaddleX's answer, with status 200; what is wrong with the tensors, and that
 * there is no time to serve them, by the status. Thread-safe; nothing blocks.
 */
@Singleton
@RegisterForReflection(targets = {InferAnswer.class, InferAnswer.Output.class})
public class DocumentInference {

  private static final int UNAVAILABLE = 503;
  private static final int GATEWAY_TIMEOUT = 504;
  private static final int UNPROCESSABLE = 422;

  private final JsonBody bodies = new JsonBody();
  private final Replies replies;
  private final CpuExecutor pool;
  private final RequestMemory memory;
  private final ObjectMapper json;
  private final Timers time;

  DocumentInference(
      Replies replies, CpuExecutor pool, RequestMemory memory, ObjectMapper json, Timers time) {
    this.replies = replies;
    this.pool = pool;
    this.memory = memory;
    this.json = json;
    this.time = time;
  }

  /**
   * Answers a request.
   *
   * @param model what it asks for
   * @param body JSON, UTF-8
   * @param hold what keeps it in memory
   * @param terms may fail as {@code RequestTerms.ofDocument} does
   * @return JSON, UTF-8; fails with {@link InferenceException} alone
   */
  Uni<byte[]> infer(
      InferenceModel model, byte[] body, RequestHold hold, Supplier<DocumentTerms> terms) {
    PageTask task = model.operation().task();
    SingleUse<byte[]> passing = new SingleUse<>(body);
    long bytes = BodyCost.readingBytes(body.length);
    return Uni.createFrom()
        .deferred(
            () -> {
              DocumentTerms granted = terms.get();
              Deadline deadline = Deadline.in(granted.timeout(), time);
              MemoryReservation reading = memory.heap().open(granted.first().client(), Stage.WORK);
              Uni<InferRequest> asked =
                  pool.prepare(
                          CpuWork.of(task.task(), granted.first(), deadline),
                          () -> {
                            reading.grow(bytes);
                            return InferRequest.of(bodies.parse(passing.take()));
                          })
                      .onTermination()
                      .invoke(reading::close);
              return task.outcomes()
                  .opening(granted.first().client(), deadline.hold(asked))
                  .chain(request -> infer(model, request, hold, granted, deadline));
            })
        .onFailure()
        .transform(this::refusal);
  }

  private Uni<byte[]> infer(
      InferenceModel model,
      InferRequest request,
      RequestHold hold,
      DocumentTerms terms,
      Deadline deadline) {
    SingleUse<byte[]> inner = new SingleUse<>(request.json().getBytes(StandardCharsets.UTF_8));
    InferRequest rest = request.withoutJson();
    return replies
        .to(() -> model.operation().answer(inner, hold, terms, deadline))
        .chain(reply -> pool.finish(() -> answer(model.name(), rest, reply)));
  }

  private byte[] answer(String model, InferRequest request, Reply reply) {
    if (reply.envelope() instanceof Failure failure && isPassing(failure.error())) {
      throw new InferenceException(failure.error());
    }
    String text = new String(reply.json(), StandardCharsets.UTF_8);
    try {
      return json.writeValueAsBytes(
          InferAnswer.of(model, InferenceModel.VERSION, request, warnings(reply), text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer cannot be written as JSON", e);
    }
  }

  private static List<String> warnings(Reply reply) {
    return reply.envelope() instanceof Success success
            && success.result() instanceof WarnedResult result
        ? result.warningTypes()
        : List.of();
  }

  /** Whether it is the moment's fault and not the document's. */
  private static boolean isPassing(ApiError error) {
    return error.status() == UNAVAILABLE || error.status() == GATEWAY_TIMEOUT;
  }

  private InferenceException refusal(Throwable failure) {
    if (failure instanceof InferenceException known) {
      return known;
    }
    ApiError error = ErrorCatalog.report(failure);
    return error.status() == UNPROCESSABLE
        ? InferenceException.badRequest(error.message())
        : new InferenceException(error);
  }
}
