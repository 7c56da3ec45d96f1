package dev.quire.batch;

/**
 * What a policy sees of the waiting work: the requests of the bucket whose turn it is.
 *
 * @param bucket the leading request's bucket
 * @param requests how many requests of that bucket wait, at least 1
 * @param leadingSinceNanos when the leading request was queued, on the queue's clock
 * @param leadingDeadlineNanos when the leading request must be answered, on the same clock
 * @param arrivalGapNanos the mean time until the asking worker may expect another request of the
 *     bucket; {@link Long#MAX_VALUE} if none is to be expected
 */
public record QueueView(
    Bucket bucket,
    int requests,
    long leadingSinceNanos,
    long leadingDeadlineNanos,
    long arrivalGapNanos) {}
