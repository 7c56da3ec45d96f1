package dev.quire.api.status;

import dev.quire.device.gpu.Gpus;
import dev.quire.serving.ServedModels;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * The service's state, every second, for as many as want to see it: it is read once for all of
 * them, and not at all while nobody looks. Who reads too slowly misses some. Thread-safe.
 */
@Singleton
public class StatusEvents {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final ServedModels models;
  private final Gpus gpus;
  private final Multi<StatusEvent> events;

  StatusEvents(ServedModels models, Gpus gpus) {
    this.models = models;
    this.gpus = gpus;
    this.events =
        Multi.createFrom()
            .ticks()
            .every(PERIOD)
            .onOverflow()
            .drop()
            // reading a device's memory may be a system call
            .emitOn(Infrastructure.getDefaultWorkerPool())
            .map(tick -> StatusEvent.of(models, gpus))
            .broadcast()
            .withCancellationAfterLastSubscriberDeparture()
            .toAllSubscribers();
  }

  /** The state as it is now, then every second, without end. */
  public Multi<StatusEvent> stream() {
    Multi<StatusEvent> now =
        Multi.createFrom()
            .item(() -> StatusEvent.of(models, gpus))
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    return Multi.createBy().concatenating().streams(now, events.onOverflow().drop());
  }
}
