package dev.quire.api.paddlex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.api.CpuExecutor;
import dev.quire.api.paddlex.Envelope.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * Turns what becomes of a request into an answer, whatever becomes of it. An answer with pictures
 * has megabytes, so JSON is written on the CPU pool and not, as the framework would, on the event
 * loop.
 */
@Singleton
@RegisterForReflection(
    targets = {
      DataInfo.ImageInfo.class,
      DataInfo.ImagesInfo.class,
      DataInfo.PageSize.class,
      DataInfo.PdfInfo.class,
      Envelope.Failure.class,
      Envelope.Success.class,
      Envelope.Word.class,
      LayoutParsingResult.class,
      LayoutParsingResult.Markdown.class,
      LayoutParsingResult.Page.class,
      ObjectDetectionResult.class,
      ObjectDetectionResult.DetectedObject.class,
      PrunedResult.class,
      PrunedResult.Block.class,
      PrunedResult.Box.class,
      PrunedResult.LayoutDetection.class,
      PrunedResult.ModelSettings.class,
      PrunedResult.TableResult.class,
      PrunedResult.TableText.class,
      PrunedText.class,
      PrunedText.DetectionSettings.class,
      PrunedText.DocPreprocessing.class,
      PrunedText.ModelSettings.class,
      PrunedText.PreprocessingSettings.class,
      TextReadingResult.class,
      TextReadingResult.Page.class,
      ValidationError.class
    })
public class Replies {

  private final ObjectMapper json;
  private final CpuExecutor pool;

  Replies(ObjectMapper json, CpuExecutor pool) {
    this.json = json;
    this.pool = pool;
  }

  /**
   * An operation's reply.
   *
   * @param operation its failures and exceptions become replies too
   * @return never fails
   */
  public Uni<Reply> to(Supplier<Uni<Envelope>> operation) {
    return written(Uni.createFrom().deferred(() -> operation.get()))
        .onFailure()
        .recoverWithUni(failure -> written(Uni.createFrom().item(Failure.of(failure))));
  }

  private Uni<Reply> written(Uni<Envelope> envelope) {
    return envelope.chain(answer -> pool.finish(() -> new Reply(answer, bytes(answer))));
  }

  private byte[] bytes(Envelope envelope) {
    try {
      return json.writeValueAsBytes(envelope);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer cannot be written as JSON", e);
    }
  }
}
