package dev.quire.queue;

import java.time.Duration;
import java.util.Map;

/**
 * A queue at one moment.
 *
 * @param depth tickets that wait, those that are still being prepared among them
 * @param preparing tickets that are still being prepared
 * @param bytes what they hold
 * @param running tickets that workers have taken and not yet ended
 * @param clients clients with a ticket that waits or is still being prepared, counted in each class
 * @param byPriority prepared tickets by class
 * @param byBucket prepared tickets by bucket name
 * @param drainTime how long the waiting tickets will take
 */
public record QueueSnapshot(
    int depth,
    int preparing,
    long bytes,
    int running,
    int clients,
    Map<Priority, Integer> byPriority,
    Map<String, Integer> byBucket,
    Duration drainTime) {}
