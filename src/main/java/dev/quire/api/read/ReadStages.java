package dev.quire.api.read;

import dev.quire.api.StageTimes;
import java.util.Locale;

/**
 * Where a page's time went, in nanoseconds. Layout and text are found side by side, so that both
 * may have taken nearly all of the time.
 *
 * @param decode from the request's arrival until the page is pixels
 * @param layout until its regions are known, from then on
 * @param text until its lines are known, from then on
 * @param total from the request's arrival to the answer
 */
public record ReadStages(long decode, long layout, long text, long total) {

  /** The stages that every request goes through: all that models do is one run. */
  StageTimes times() {
    long run = Math.max(layout, text);
    return new StageTimes(decode, 0, run, Math.max(0, total - decode - run), total);
  }

  /** The value of a {@value StageTimes#HEADER} header; durations in milliseconds. */
  String toServerTiming() {
    return String.format(
        Locale.ROOT,
        "decode;dur=%.3f, layout;dur=%.3f, text;dur=%.3f, total;dur=%.3f",
        StageTimes.millis(decode),
        StageTimes.millis(layout),
        StageTimes.millis(text),
        StageTimes.millis(total));
  }
}
