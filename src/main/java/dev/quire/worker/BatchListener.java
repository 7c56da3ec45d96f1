package dev.quire.worker;

/**
 * Hears of every batch that ran to its end, on the worker's thread; must be quick and not throw.
 */
@FunctionalInterface
public interface BatchListener {

  void ran(BatchRun run);
}
