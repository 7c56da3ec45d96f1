package dev.quire.bulk;

import java.time.Duration;

/** Hears how a job goes. */
public interface BulkListener {

  /** How often {@link #standing} is called. */
  Duration interval();

  /** Where the job stands. Called on one thread. */
  void standing(Counts counts);

  /**
   * Something that the user should know of and that does not end the job. May come from anywhere.
   */
  void warning(String text);
}
