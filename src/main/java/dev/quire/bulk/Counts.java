package dev.quire.bulk;

/**
 * Where a job stands.
 *
 * @param files of the job, as far as they were found
 * @param allFilesFound whether there are no more
 * @param filesPlanned of which it is known how many pages they have
 * @param pagesPlanned the pages of these
 * @param before pages of these that had their line when the job began
 * @param results pages that were laid out
 * @param warned those of them that have warnings: something on them was not shown faithfully
 * @param problems pages, and files as a whole, that could not be
 * @param retries questions that had to be asked again
 */
public record Counts(
    long files,
    boolean allFilesFound,
    long filesPlanned,
    long pagesPlanned,
    long before,
    long results,
    long warned,
    long problems,
    long retries) {

  /** Pages that have their line. */
  public long done() {
    return before + results + problems;
  }

  /** Pages that got their line since the job began. */
  public long finished() {
    return results + problems;
  }

  /** Whether {@link #pages} is exact. */
  public boolean isExact() {
    return allFilesFound && filesPlanned >= files;
  }

  /** Pages of all files; of those that are not planned yet, as many as the others have. */
  public long pages() {
    if (filesPlanned == 0 || isExact()) {
      return pagesPlanned;
    }
    double each = (double) pagesPlanned / filesPlanned;
    return pagesPlanned + Math.round(each * Math.max(0, files - filesPlanned));
  }
}
