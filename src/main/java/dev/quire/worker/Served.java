package dev.quire.worker;

import dev.quire.device.DeviceId;
import dev.quire.engine.Precision;

/**
 * A ticket's answer: the model's result for it, and what served it.
 *
 * @param result the item's own part of the batch's outputs
 * @param batchSize how many tickets ran together
 * @param queueNanos from the ticket's creation to the start of its run
 * @param runNanos the run of the whole batch, assembling and taking apart included
 */
public record Served<R>(
    R result,
    DeviceId device,
    Precision precision,
    int batchSize,
    long queueNanos,
    long runNanos) {}
