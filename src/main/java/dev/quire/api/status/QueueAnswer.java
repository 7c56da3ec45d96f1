package dev.quire.api.status;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.queue.Priority;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.QueueSnapshot;
import dev.quire.serving.ServedModel;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One model's part of the answer of {@code GET /v1/queue}.
 *
 * @param depth pages that wait, those that are still being prepared among them
 * @param preparing pages that are still being prepared
 * @param running tickets on devices
 * @param clients clients with a waiting ticket
 * @param drainMillis how long what waits will take
 */
@JsonNaming(SnakeCaseStrategy.class)
public record QueueAnswer(
    String model,
    int depth,
    int preparing,
    int capacity,
    long bytes,
    long capacityBytes,
    int running,
    int clients,
    Map<String, Integer> byPriority,
    Map<String, Integer> byBucket,
    double drainMillis) {

  static QueueAnswer of(ServedModel model) {
    QueueSnapshot queue = model.queue().snapshot();
    QueueLimits limits = model.queue().limits();
    Map<String, Integer> byPriority = new TreeMap<>();
    for (Map.Entry<Priority, Integer> entry : queue.byPriority().entrySet()) {
      byPriority.put(entry.getKey().name().toLowerCase(Locale.ROOT), entry.getValue());
    }
    return new QueueAnswer(
        model.name(),
        queue.depth(),
        queue.preparing(),
        limits.requests(),
        queue.bytes(),
        limits.bytes(),
        queue.running(),
        queue.clients(),
        byPriority,
        queue.byBucket(),
        queue.drainTime().toNanos() / 1e6);
  }
}
