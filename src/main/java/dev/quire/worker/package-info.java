/**
 * Runs models on devices. {@code WorkerVerticle} owns a predictor and takes batches from the queue;
 * {@code BatchExecutor} runs them, {@code FailureIsolation} acts on how the runs end, and {@code
 * Calibrator} measures a device before it serves. {@code DeviceSupervisor} replaces a worker whose
 * device failed; {@code ModelSupervisor} has one for each device of a model.
 *
 * <p>Depends on {@code queue}, {@code batch}, {@code device}, {@code engine}, {@code task} and
 * {@code tensor}; knows no HTTP, no task in particular and no settings.
 */
package dev.quire.worker;
