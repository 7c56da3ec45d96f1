package dev.quire.document;

import java.util.Optional;

/**
 * How the processes are that draw PDF pages.
 *
 * @param idle processes that are free, at least 0
 * @param busy those that are at work, without the slow ones
 * @param slow those whose page takes so long that others are drawn beside them
 * @param starting those that are being started
 * @param waiting pages and documents that wait for a process
 * @param ended how many have ended by themselves or were ended for what they drew, ever
 * @param failedStarts how many could not be started, ever
 * @param lastFailure why the last start failed, until one succeeds
 */
public record DrawingStatus(
    int idle,
    int busy,
    int slow,
    int starting,
    int waiting,
    long ended,
    long failedStarts,
    Optional<String> lastFailure) {

  /** Whether PDF pages can be drawn. */
  public State state() {
    if (idle + busy + slow > 0) {
      return State.READY;
    }
    return lastFailure.isPresent() ? State.UNAVAILABLE : starting > 0 ? State.STARTING : State.IDLE;
  }

  /** What becomes of a PDF page that comes now. */
  public enum State {
    /** There is a process; the page is drawn when its turn comes. */
    READY,
    /** It waits until the first process is there. */
    STARTING,
    /** There is no process yet; one is started for it. */
    IDLE,
    /** The last process could not be started; one is tried for it. */
    UNAVAILABLE
  }
}
