package dev.quire.cli;

import dev.quire.bulk.BulkException;
import dev.quire.device.gpu.DeviceNotFoundException;
import dev.quire.device.gpu.NvmlException;
import dev.quire.engine.EngineException;
import dev.quire.model.ModelException;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Ends a command that failed with exit code 1. Of failures whose message tells a user what is
 * wrong, only that is printed, in one line; all others are faults of the program, and picocli
 * prints where they come from.
 */
final class Failures implements IExecutionExceptionHandler {

  private static final List<Class<? extends Exception>> EXPLAINED =
      List.of(
          BulkException.class,
          ModelException.class,
          EngineException.class,
          DeviceNotFoundException.class,
          NvmlException.class,
          PageFiles.UnreadablePageException.class,
          UncheckedIOException.class,
          IllegalStateException.class);

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    if (EXPLAINED.stream().noneMatch(type -> type.isInstance(failure))) {
      throw failure;
    }
    command.getErr().println(oneLine(failure));
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String oneLine(Exception failure) {
    return String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
