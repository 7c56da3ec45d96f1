package dev.quire.process;

import dev.quire.fatal.OutOfMemoryExit;

/** A worker process has ended; whatever was asked of it has no answer. */
public final class ProcessLostException extends ProcessException {

  private static final long serialVersionUID = 1L;

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

  /** Whether it ended because its heap was full, or something larger than the heap was wanted. */
  public boolean ranOutOfMemory() {
    return exitCode == OutOfMemoryExit.CODE;
  }
}
