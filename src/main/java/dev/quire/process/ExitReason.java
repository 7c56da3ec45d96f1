package dev.quire.process;

import java.util.Map;

/** How a process ended, in words. */
record ExitReason(int code) {

  /** What the JVM adds to a signal's number to make an exit code of it. */
  private static final int SIGNALLED = 128;

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9,
          "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

  @Override
  public String toString() {
    int signal = code - SIGNALLED;
    return signal > 0
        ? "was ended by signal %d (%s)".formatted(signal, SIGNALS.getOrDefault(signal, "unknown"))
        : "ended with exit code " + code;
  }
}
