package dev.quire.process;

import dev.quire.fatal.OutOfMemoryExit;
import java.util.Set;

/** A worker process has ended; whatever was asked of it has no answer. */
public final class ProcessLostException extends ProcessException {

  private static final long serialVersionUID = 1L;

  /** SIGINT, SIGKILL and SIGTERM. */
  private static final Set<Integer> ENDED = Set.of(128 + 2, 128 + 9, 128 + 15);

  private final int exitCode;

  ProcessLostException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The same, for whoever asked. */
  ProcessLostException(ProcessLostException cause) {
    super(cause.getMessage(), cause);
    this.exitCode = cause.exitCode;
  }

  /** What it ended with: 128 and the number of the signal, if a signal ended it. */
  public int exitCode() {
    return exitCode;
  }

  /** Whether somebody else ended it, such as the system when its memory ran out. */
  public boolean wasEndedFromOutside() {
    return ENDED.contains(exitCode);
  }

  /** Whether it ended because its heap was full, or something larger than the heap was wanted. */
  public boolean ranOutOfMemory() {
    return exitCode == OutOfMemoryExit.CODE;
  }
}
