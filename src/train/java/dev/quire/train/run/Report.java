package dev.quire.train.run;

import dev.quire.train.loss.DetectionLoss;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Tells how a run is going: one live line on a terminal, a line every half minute elsewhere. */
final class Report {

  private static final double KEEP = 0.98;
  private static final Duration LIVE = Duration.ofMillis(500);
  private static final Duration LOGGED = Duration.ofSeconds(30);
  private static final int BAR = 24;

  private final PrintStream out;
  private final boolean terminal;
  private double[] smooth;
  private long shown = System.nanoTime();
  private long shownImages;
  private long waited;

  Report(PrintStream out, boolean terminal, long images) {
    this.out = out;
    this.terminal = terminal;
    shownImages = images;
  }

  /** Takes note of time spent waiting for pages. */
  void waited(long nanos) {
    waited += nanos;
  }

  /** Takes note of a step and shows it if it is time. */
  void step(
      double point, Duration left, long images, int size, float rate, DetectionLoss.Parts parts) {
    double[] now = {
      parts.total(), parts.quality(), parts.giou(), parts.sides(), parts.order(), parts.iou()
    };
    if (smooth == null) {
      smooth = now;
    }
    for (int i = 0; i < now.length; i++) {
      smooth[i] = KEEP * smooth[i] + (1 - KEEP) * now[i];
    }
    long time = System.nanoTime();
    long since = time - shown;
    if (since < (terminal ? LIVE : LOGGED).toNanos()) {
      return;
    }
    String line =
        String.format(
            Locale.ROOT,
            "%5.1f %%  loss %.3f (class %.3f, box %.3f, sides %.3f, order %.3f)  IoU %.3f  "
                + "%d px  rate %.5f  %d images  %.1f/s (%.0f %% waiting)  %s left",
            100 * point,
            smooth[0],
            smooth[1],
            smooth[2],
            smooth[3],
            smooth[4],
            smooth[5],
            size,
            rate,
            images,
            (images - shownImages) * 1e9 / since,
            100.0 * waited / since,
            clock(left));
    shown = time;
    waited = 0;
    shownImages = images;
    if (terminal) {
      int full = (int) Math.round(BAR * Math.min(1, point));
      out.print("\r\u001b[K[" + "=".repeat(full) + " ".repeat(BAR - full) + "] " + line);
      out.flush();
    } else {
      say(line);
    }
  }

  /** Shows a line of its own. */
  void say(String line) {
    out.println(
        (terminal ? "\r\u001b[K" : "")
            + LocalTime.now().truncatedTo(ChronoUnit.SECONDS)
            + "  "
            + line);
  }

  private static String clock(Duration d) {
    return String.format("%d:%02d:%02d", d.toHours(), d.toMinutesPart(), d.toSecondsPart());
  }
}
