package dev.quire.bulk;

import java.util.concurrent.atomic.LongAdder;

/** Counts as a job goes on. Thread-safe. */
final class Counters {

  private final LongAdder files = new LongAdder();
  private final LongAdder filesPlanned = new LongAdder();
  private final LongAdder pagesPlanned = new LongAdder();
  private final LongAdder before = new LongAdder();
  private final LongAdder results = new LongAdder();
  private final LongAdder warned = new LongAdder();
  private final LongAdder problems = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private volatile boolean allFilesFound;

  void found() {
    files.increment();
  }

  void allFound() {
    allFilesFound = true;
  }

  void planned(int pages, int done) {
    pagesPlanned.add(pages);
    before.add(done);
    filesPlanned.increment();
  }

  void result(boolean withWarnings) {
    results.increment();
    if (withWarnings) {
      warned.increment();
    }
  }

  void problem() {
    problems.increment();
  }

  void retry() {
    retries.increment();
  }

  Counts counts() {
    return new Counts(
        files.sum(),
        allFilesFound,
        filesPlanned.sum(),
        pagesPlanned.sum(),
        before.sum(),
        results.sum(),
        warned.sum(),
        problems.sum(),
        retries.sum());
  }
}
