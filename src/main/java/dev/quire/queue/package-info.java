/**
 * The bounded queue of a model: admission by deadline and memory, reservations for what is still
 * being prepared, fairness between clients and priorities, and the choice of a worker's next batch.
 * Plain Java with the clock injected; depends on {@code batch} alone.
 */
package dev.quire.queue;
