package dev.quire.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a user reads how things stand: a line that is written over on a terminal, line below line
 * elsewhere. Thread-safe.
 */
final class Terminal {

  private static final Path ERRORS = Path.of("/proc/self/fd/2");
  private static final int USUAL_COLUMNS = 80;
  private static final String TO_THE_LEFT = "\r";
  private static final String CLEAR_THE_REST = "\u001b[K";

  private final PrintWriter out;
  private final boolean interactive;
  private final int columns;
  private boolean dirty;

  /**
   * @param interactive whether it is a terminal
   * @param columns how wide it is
   */
  Terminal(PrintWriter out, boolean interactive, int columns) {
    this.out = out;
    this.interactive = interactive;
    this.columns = columns;
  }

  /** Standard error, which may be a terminal. */
  static Terminal ofErrors(PrintWriter out) {
    return new Terminal(out, isTerminal(), columns(System.getenv("COLUMNS")));
  }

  /** Java tells only whether input and output both are one. */
  private static boolean isTerminal() {
    try {
      String name = Files.readSymbolicLink(ERRORS).toString();
      return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return System.console() != null;
    }
  }

  private static int columns(String variable) {
    try {
      return variable == null ? USUAL_COLUMNS : Math.max(1, Integer.parseInt(variable.trim()));
    } catch (NumberFormatException e) {
      return USUAL_COLUMNS;
    }
  }

  boolean isInteractive() {
    return interactive;
  }

  /** How many characters a line has room for. */
  int columns() {
    return columns;
  }

  /** Shows a line that the next one takes the place of, where that is possible. */
  synchronized void standing(String line) {
    if (interactive) {
      out.print(TO_THE_LEFT + line + CLEAR_THE_REST);
    } else {
      out.println(line);
    }
    dirty = interactive;
    out.flush();
  }

  /** Prints a line that stays. */
  synchronized void line(String line) {
    if (dirty) {
      out.print(TO_THE_LEFT + CLEAR_THE_REST);
      dirty = false;
    }
    out.println(line);
    out.flush();
  }

  /** Ends the line that stands, so that it stays. */
  synchronized void end() {
    if (dirty) {
      out.println();
      dirty = false;
      out.flush();
    }
  }
}
