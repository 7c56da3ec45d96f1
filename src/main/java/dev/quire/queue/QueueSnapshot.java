package dev.quire.queue;

import java.time.Duration;
import java.util.Map;

/**
 * A queue at one moment.
 *
 * @param depth requests that wait, those that are still being prepared among them
 * @param preparing requests that are still being prepared
 * @param bytes what they hold
 * @param running requests that workers have taken and not yet ended
 * @param clients clients with a request that waits or is still being prepared, counted in each
 *     class
 * @param byPriority prepared requests by class
 * @param byBucket prepared requests by bucket name
 * @param drainTime how long the waiting requests will take
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
