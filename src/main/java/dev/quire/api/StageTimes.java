package dev.quire.api;

import java.util.Locale;

/**
 * Where a request's time went, in nanoseconds.
 *
 * @param prepare from the request's arrival to the ticket, the wait for a CPU thread included
 * @param queue from the ticket to the start of its run
 * @param run the run of the batch that the ticket was in
 * @param finish from the end of the run to the answer
 * @param total from the request's arrival to the answer
 */
public record StageTimes(long prepare, long queue, long run, long finish, long total) {

  /** The header that carries them. */
  public static final String HEADER = "Server-Timing";

  /** What was served; the stages add up to the total. */
  public static StageTimes served(long prepare, long queue, long run, long total) {
    return new StageTimes(prepare, queue, run, total - prepare - queue - run, total);
  }

  /** What was answered without a run of its own. */
  public static StageTimes unserved(long total) {
    return new StageTimes(0, 0, 0, 0, total);
  }

  /** The value of a {@value #HEADER} header; durations in milliseconds. */
  public String toServerTiming() {
    return String.format(
        Locale.ROOT,
        "prepare;dur=%.3f, queue;dur=%.3f, run;dur=%.3f, finish;dur=%.3f, total;dur=%.3f",
        millis(prepare),
        millis(queue),
        millis(run),
        millis(finish),
        millis(total));
  }

  /** Milliseconds, to the microsecond. */
  public static double millis(long nanos) {
    return Math.round(nanos / 1e3) / 1e3;
  }
}
