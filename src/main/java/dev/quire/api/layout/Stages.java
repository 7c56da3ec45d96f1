package dev.quire.api.layout;

import dev.quire.api.StageTimes;
import java.util.Locale;

/**
 * Where a page's time went, in nanoseconds.
 *
 * @param decode part of the preparation: encoded bytes to pixels
 * @param resize part of the preparation: pixels to the model's resolution
 * @param times the stages that every request goes through
 */
public record Stages(long decode, long resize, StageTimes times) {

  /** The value of a {@value StageTimes#HEADER} header; durations in milliseconds. */
  public String toServerTiming() {
    return String.format(
        Locale.ROOT,
        "decode;dur=%.3f, resize;dur=%.3f, %s",
        StageTimes.millis(decode),
        StageTimes.millis(resize),
        times.toServerTiming());
  }
}
