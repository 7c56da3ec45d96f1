package dev.quire.batch;

/**
 * Decides when a batch runs and how large it is. A policy does no I/O, starts no threads and reads
 * no clock: the queue calls it under its lock with everything it may look at, so it must be quick.
 */
public interface BatchPolicy {

  /**
   * @param view the work that waits; there is at least one request
   * @param nowNanos the queue's clock
   */
  BatchDecision decide(QueueView view, long nowNanos);
}
