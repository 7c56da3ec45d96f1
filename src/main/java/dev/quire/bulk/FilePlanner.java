package dev.quire.bulk;

import java.io.IOException;

/** Decides what is to be done of files. Not thread-safe. */
interface FilePlanner {

  /** Hears of a line that was there when the job began. */
  void existing(ResultLine line);

  /**
   * Plans a file.
   *
   * @throws LeftOutException if it is to have no line
   * @throws IOException if it cannot be read
   * @throws BulkException if the job makes no sense
   */
  Plan plan(InputFile file) throws IOException;
}
