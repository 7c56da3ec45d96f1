package dev.quire.queue;

import java.time.Duration;
import java.util.Map;

/**
 * A queue at one moment.
 *
 * @param depth tickets that wait
 * @param bytes what they hold
 * @param running tickets that workers have taken and not yet ended
 * @param clients clients with a waiting ticket
 * @param byPriority waiting tickets by class
 * @param byBucket waiting tickets by bucket name
 * @param drainTime how long the waiting tickets will take
 */
public record QueueSnapshot(
    int depth,
    long bytes,
    int running,
    int clients,
    Map<Priority, Integer> byPriority,
    Map<String, Integer> byBucket,
    Duration drainTime) {}
