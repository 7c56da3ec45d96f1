package dev.quire.bulk;

import dev.quire.client.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Counts the files of a job, until it ends.
 *
 * @param wanted which of them are of the job
 * @param end set once the job is at its end
 */
record FileCount(Counters tally, Predicate<Path> wanted, AtomicReference<String> end)
    implements Input.Visitor {

  @Override
  public boolean file(Path file) {
    if (wanted.test(file)) {
      tally.found();
    }
    return end.get() == null;
  }

  @Override
  public void unreadable(Path path, IOException cause) {
    // the job itself finds the same and says so
  }
}
