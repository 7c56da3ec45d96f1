package dev.quire.api.intake;

import java.time.Duration;

/**
 * What a body may take.
 *
 * @param maxBytes most bytes of a body, at least 1
 * @param memoryWait how long a body may wait for memory before it is refused, positive
 * @param timeout how long a body may take to come in, from its headers to its last byte, the wait
 *     for memory not counted; positive
 */
public record IntakeLimits(long maxBytes, Duration memoryWait, Duration timeout) {}
