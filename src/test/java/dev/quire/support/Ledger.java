package dev.quire.support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** What became of requests: each begins once and should end once. Thread-safe. */
public final class Ledger {

  private final AtomicLong begun = new AtomicLong();
  private final Map<String, AtomicLong> ends = new ConcurrentSkipListMap<>();
  private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());
  private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

  /** One more is sent. */
  public void begin() {
    begun.incrementAndGet();
  }

  /** One has ended, such as with a status or by a connection that broke. */
  public void end(Object how) {
    ends.computeIfAbsent(String.valueOf(how), h -> new AtomicLong()).incrementAndGet();
  }

  /** One was answered with what it should be. */
  public void served(double took) {
    millis.add(took);
    end(200);
  }

  /** One was answered with something else than it should be. */
  public void wrong(String what) {
    wrong.add(what);
  }

  public long begun() {
    return begun.get();
  }

  public long ended() {
    return ends.values().stream().mapToLong(AtomicLong::get).sum();
  }

  /** How many ended in a way. */
  public long ended(Object how) {
    AtomicLong count = ends.get(String.valueOf(how));
    return count == null ? 0 : count.get();
  }

  /** Those that have not ended. */
  public long lost() {
    return begun() - ended();
  }

  public List<String> wrong() {
    synchronized (wrong) {
      return List.copyOf(wrong);
    }
  }

  /**
   * Of those that were served, in milliseconds; NaN if none was.
   *
   * @param share such as 0.99
   */
  public double percentile(double share) {
    List<Double> sorted;
    synchronized (millis) {
      sorted = new ArrayList<>(millis);
    }
    Collections.sort(sorted);
    int last = sorted.size() - 1;
    return last < 0 ? Double.NaN : sorted.get((int) Math.min(last, Math.floor(share * (last + 1))));
  }

  /** For people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "sent %d, ended %s, without an end %d, wrong %d, p50 %.0f ms, p99 %.0f ms",
        begun(),
        ends,
        lost(),
        wrong.size(),
        percentile(0.5),
        percentile(0.99));
  }
}
