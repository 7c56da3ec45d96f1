package dev.quire.api;

import dev.quire.document.Documents;

/**
 * Where documents are opened and their pages made: pictures on the threads of the CPU pool; PDF
 * files on threads of their own, which wait for the processes that draw, so that nobody else waits
 * with them. Thread-safe.
 *
 * @param pool decodes
 * @param drawing waits; shared by clients as the CPU pool is. It is {@code pool} itself where this
 *     process draws
 * @param sideBySide how many pages of one PDF document are drawn at a time, at least 1
 */
public record DocumentLanes(CpuExecutor pool, CpuExecutor drawing, int sideBySide) {

  private static final int LARGE_FILE_BYTES = 1 << 20;

  /** Where this process draws itself. */
  public DocumentLanes(CpuExecutor pool) {
    this(pool, pool, 1);
  }

  /** The one for a file. */
  public CpuExecutor of(byte[] file) {
    return of(Documents.isPdf(file));
  }

  /** The one for PDF files, or for others. */
  public CpuExecutor of(boolean pdf) {
    return pdf ? drawing : pool;
  }

  /**
   * What the opening of a file counts as there: reading the structure of a large one takes long.
   */
  public CpuWork opening(CpuWork work, byte[] file) {
    boolean pdf = Documents.isPdf(file);
    return pdf || file.length <= LARGE_FILE_BYTES ? weighed(work, pdf) : work.asHeavy();
  }

  /** What the drawing of a page counts as there: where a thread only waits it is not heavy. */
  public CpuWork weighed(CpuWork work, boolean pdf) {
    return pdf && drawing == pool ? work.asHeavy() : work;
  }
}
