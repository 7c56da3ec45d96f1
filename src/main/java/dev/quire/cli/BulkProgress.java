package dev.quire.cli;

import dev.quire.bulk.BulkListener;
import dev.quire.bulk.Counts;
import dev.quire.bulk.PageRate;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Shows how a bulk job goes: a bar on a terminal, a line now and then elsewhere. */
final class BulkProgress implements BulkListener {

  private static final Duration OFTEN = Duration.ofMillis(250);
  private static final Duration SELDOM = Duration.ofSeconds(10);
  private static final int LONGEST_BAR = 30;
  private static final int SHORTEST_BAR = 5;

  private final Terminal terminal;
  private final String unit;
  private final PageRate pace;

  /**
   * @param unit what is counted, such as {@code pages}
   * @param clock in nanoseconds
   */
  BulkProgress(Terminal terminal, String unit, LongSupplier clock) {
    this.terminal = terminal;
    this.unit = unit;
    this.pace = new PageRate(clock);
  }

  @Override
  public Duration interval() {
    return terminal.isInteractive() ? OFTEN : SELDOM;
  }

  @Override
  public void standing(Counts counts) {
    double rate = pace.at(counts.finished());
    String text = text(counts, unit, rate);
    if (!terminal.isInteractive()) {
      terminal.standing(text);
      return;
    }
    int room = Math.min(LONGEST_BAR, terminal.columns() - text.length() - 2);
    terminal.standing(room < SHORTEST_BAR ? text : bar(counts, room) + " " + text);
    if (isOver(counts)) {
      terminal.end();
    }
  }

  @Override
  public void warning(String text) {
    terminal.line(text);
  }

  private static boolean isOver(Counts counts) {
    return counts.isExact() && counts.done() >= counts.pages();
  }

  /** Such as {@code 120 of about 400 pages, 28.4/s, 10 s left, 2 problems}. */
  static String text(Counts counts, String unit, double rate) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d of %s%,d %s, %.1f/s",
            counts.done(),
            counts.isExact() ? "" : "about ",
            counts.pages(),
            unit,
            rate));
    if (isOver(counts)) {
      text.append(", done");
    } else {
      Optional<Duration> left = PageRate.timeFor(counts.pages() - counts.done(), rate);
      left.ifPresent(time -> text.append(", ").append(time(time)).append(" left"));
    }
    if (counts.problems() > 0) {
      text.append(String.format(Locale.ROOT, ", %,d problem(s)", counts.problems()));
    }
    if (counts.warned() > 0) {
      text.append(String.format(Locale.ROOT, ", %,d with warnings", counts.warned()));
    }
    if (counts.retries() > 0) {
      text.append(String.format(Locale.ROOT, ", %,d asked again", counts.retries()));
    }
    return text.toString();
  }

  /** The two largest units, such as {@code 2 h 5 min}. */
  static String time(Duration time) {
    if (time.toDays() > 0) {
      return "%d d %d h".formatted(time.toDays(), time.toHoursPart());
    }
    if (time.toHours() > 0) {
      return "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
    }
    return time.toMinutes() > 0
        ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
        : "%d s".formatted(time.toSeconds());
  }

  /** Full blocks for what is done, and an outline of the rest. */
  static String bar(Counts counts, int width) {
    double share = counts.pages() == 0 ? 0 : (double) counts.done() / counts.pages();
    int full = (int) Math.floor(Math.min(1, share) * width);
    return "█".repeat(full) + "░".repeat(width - full);
  }
}
