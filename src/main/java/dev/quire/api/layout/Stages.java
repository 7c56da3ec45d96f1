package dev.quire.api.layout;

/**
 * Where a page's time went, in nanoseconds.
 *
 * @param decode part of {@code prepare}: encoded bytes to pixels
 * @param resize part of {@code prepare}: pixels to the model's resolution
 * @param prepare from the request's arrival to the ticket, the wait for a CPU thread included
 * @param queue from the ticket to the start of its run
 * @param run the run of the batch that the page was in
 * @param finish from the end of the run to the answer
 * @param total from the request's arrival to the answer
 */
public record Stages(
    long decode, long resize, long prepare, long queue, long run, long finish, long total) {

  /** The value of a {@code Server-Timing} header; durations in milliseconds. */
  public String toServerTiming() {
    return "decode;dur=%.3f, resize;dur=%.3f, prepare;dur=%.3f, queue;dur=%.3f, run;dur=%.3f, finish;dur=%.3f, total;dur=%.3f"
        .formatted(
            millis(decode),
            millis(resize),
            millis(prepare),
            millis(queue),
            millis(run),
            millis(finish),
            millis(total));
  }

  static double millis(long nanos) {
    return Math.round(nanos / 1e3) / 1e3;
  }
}
