package dev.quire.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "quire",
    description = "Without a subcommand, serves. Settings are system properties or variables.",
    mixinStandardHelpOptions = true,
    subcommands = {SimulateCommand.class, PrecisionCommand.class})
public final class QuireCommand implements Runnable {

  @Spec private CommandSpec spec;

  /**
   * Runs a command to its end.
   *
   * @return the exit code: 0, 1 for a failure, 2 for a command line that makes no sense
   */
  public static int execute(String[] args, PrintWriter out, PrintWriter err) {
    return new CommandLine(new QuireCommand())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(new Failures())
        .execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which subcommand?");
  }
}
