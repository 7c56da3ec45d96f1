package dev.quire.document.process;

import dev.quire.process.WorkerCommand;

/**
 * How drawing processes are kept.
 *
 * @param processes how many draw pages at a time, 1 to {@value #MOST_PROCESSES}; as many again may
 *     be at work on pages that take longer than {@link DrawingProcesses#SLOW}
 * @param heapBytes what each may take for a file and its pages, at least {@value #LEAST_HEAP}; it
 *     ends when that is full
 * @param niceness by how much they give way to the service on the processors, 0 to 19
 */
public record DrawingSettings(int processes, long heapBytes, int niceness) {

  public static final int MOST_PROCESSES = 64;

  /** With less not even the process's own classes and a page would fit. */
  public static final long LEAST_HEAP = 64L << 20;

  public DrawingSettings {
    if (processes < 1 || processes > MOST_PROCESSES) {
      throw new IllegalArgumentException(
          "processes must be from 1 to %d, not %d".formatted(MOST_PROCESSES, processes));
    }
    if (heapBytes < LEAST_HEAP) {
      throw new IllegalArgumentException(
          "heapBytes must be at least %d, not %d".formatted(LEAST_HEAP, heapBytes));
    }
    if (niceness < 0 || niceness > WorkerCommand.MOST_NICENESS) {
      throw new IllegalArgumentException(
          "niceness must be from 0 to %d, not %d".formatted(WorkerCommand.MOST_NICENESS, niceness));
    }
  }
}
