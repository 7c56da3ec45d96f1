package dev.quire.worker;

import dev.quire.batch.BatchDecision.Reason;
import dev.quire.batch.Bucket;
import dev.quire.device.DeviceId;

/**
 * A batch that ran to its end.
 *
 * @param reason why it had this size
 * @param nanos assembling and taking apart included
 */
public record BatchRun(DeviceId device, Bucket bucket, int size, Reason reason, long nanos) {}
