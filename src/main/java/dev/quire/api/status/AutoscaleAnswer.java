package dev.quire.api.status;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.serving.Autoscale;
import dev.quire.serving.Autoscale.Advice;
import dev.quire.serving.ServedModels;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer of {@code GET /v1/autoscale}. */
@JsonNaming(SnakeCaseStrategy.class)
public record AutoscaleAnswer(
    @Schema(description = "Tickets that wait, of all models") long pending,
    @Schema(description = "When the last of them will have been served, in seconds")
        double drainSeconds,
    @Schema(description = "How many instances like this one would serve them within the target")
        int replicasAdvised,
    List<QueueAdvice> queues) {

  static AutoscaleAnswer of(Autoscale autoscale, ServedModels models) {
    Advice advice = autoscale.of(models);
    return new AutoscaleAnswer(
        advice.pending(),
        advice.drainSeconds(),
        advice.replicas(),
        advice.queues().stream()
            .map(
                queue ->
                    new QueueAdvice(
                        queue.model(), queue.pending(), queue.drainSeconds(), queue.replicas()))
            .toList());
  }

  /** One model's part. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record QueueAdvice(String model, long pending, double drainSeconds, int replicasAdvised) {}
}
