package dev.quire.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What the commands below {@link QuireCommand} share: each helps, shows what it assumes, reads its
 * options and then runs. What it throws ends it, as {@link Failures} says.
 */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class, showDefaultValues = true)
abstract class Subcommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  /**
   * Does what the options ask for; reads them first, by {@link #read}.
   *
   * @param out where the answer is printed; warnings and errors are not
   */
  abstract void run(PrintWriter out) throws Exception;

  @Override
  public final Integer call() throws Exception {
    run(spec.commandLine().getOut());
    return exitCode();
  }

  /** The exit code of a run that came to its end: 0 unless the command tells cases apart. */
  int exitCode() {
    return spec.exitCodeOnSuccess();
  }

  /** Where warnings are printed, and how things stand. */
  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /**
   * Makes of options what they mean.
   *
   * @param meaning throws {@link IllegalArgumentException} if the options make no sense; the
   *     message, which is printed together with the usage, says what was expected
   */
  final <T> T read(Callable<T> meaning) throws Exception {
    try {
      return meaning.call();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
