package dev.quire.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The command line as a process of its own, whose locale a test chooses. */
final class Called {

  private Called() {}

  public static void main(String... args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(QuireCommand.execute(new NoService(), args, out, err));
  }
}
