package dev.quire.batch;

/**
 * What a policy sees of the waiting work: the tickets of the bucket whose turn it is.
 *
 * @param bucket the leading ticket's bucket
 * @param tickets how many tickets of that bucket wait, at least 1
 * @param leadingSinceNanos when the leading ticket was queued, on the queue's clock
 * @param leadingDeadlineNanos when the leading ticket must be answered, on the same clock
 * @param arrivalGapNanos the mean time until the asking worker may expect another ticket of the
 *     bucket; {@link Long#MAX_VALUE} if none is to be expected
 */
public record Pending(
    Bucket bucket,
    int tickets,
    long leadingSinceNanos,
    long leadingDeadlineNanos,
    long arrivalGapNanos) {}
