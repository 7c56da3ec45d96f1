package dev.quire.cli;

import dev.quire.client.FileNames;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "quire",
    synopsisSubcommandLabel = "[serve|bulk|load|key|simulate|precision]",
    description = {
      "Finds the regions of document pages, in reading order.",
      "",
      "Without a subcommand, serves. Settings are system properties or variables."
    },
    footer = {
      "",
      "'quire COMMAND --help' has the options of each, with examples.",
      "'quire' stands for 'java -jar target/quarkus-app/quarkus-run.jar'."
    },
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
public final class QuireCommand implements Runnable {

  @Spec private CommandSpec spec;

  /**
   * Runs a command to its end.
   *
   * @param host runs the service, where a command needs it
   * @return the exit code: 0, 1 for a failure, 2 for a command line that makes no sense; commands
   *     may have more, which their help tells
   */
  public static int execute(ServiceHost host, String[] args, PrintWriter out, PrintWriter err) {
    String[] written;
    try {
      written = Arguments.of(args);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.flush();
      return CommandLine.ExitCode.USAGE;
    }
    CommandLine commands = new CommandLine(new QuireCommand());
    List.of(
            new ServeCommand(host),
            new BulkCommand(host),
            new LoadCommand(),
            new KeyCommand(),
            new SimulateCommand(),
            new PrecisionCommand())
        .forEach(commands::addSubcommand);
    return commands
        .registerConverter(Path.class, FileNames::path)
        .setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(new Failures())
        .execute(written);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which subcommand?");
  }
}
