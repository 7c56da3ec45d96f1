package dev.quire.process;

/** Ends of processes that never were, for tests. */
public final class LostProcesses {

  private LostProcesses() {}

  public static ProcessLostException with(int exitCode) {
    return new ProcessLostException("It ended with " + exitCode, exitCode);
  }
}
