package dev.quire.bulk;

/**
 * How a job ended that came to its end.
 *
 * @param counts of this run
 * @param problemsBefore lines with problems that were there when it began
 * @param unreadable what was left out: folders that cannot be listed, links that lead nowhere or
 *     back up, what is no file, and files that there is no memory for
 */
public record BulkReport(Counts counts, long problemsBefore, long unreadable) {

  /** Whether every page has a result. */
  public boolean isFlawless() {
    return counts.problems() + problemsBefore + unreadable == 0;
  }
}
