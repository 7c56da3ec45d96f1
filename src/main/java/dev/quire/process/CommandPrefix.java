package dev.quire.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A program that does something to itself and then becomes the command behind it.
 *
 * @param name the program's
 * @param arguments what it is told before the command
 */
record CommandPrefix(String name, List<String> arguments) {

  private static final Logger LOG = Logger.getLogger(CommandPrefix.class);
  private static final List<Path> FOLDERS = List.of(Path.of("/usr/bin"), Path.of("/bin"));
  private static final long TRY_SECONDS = 5;

  /**
   * What is to stand before a command; nothing where the program is missing, or is of a make that
   * knows no such arguments. Takes milliseconds.
   */
  List<String> find() {
    for (Path folder : FOLDERS) {
      Path program = folder.resolve(name);
      List<String> prefix = new ArrayList<>();
      prefix.add(program.toString());
      prefix.addAll(arguments);
      if (Files.isExecutable(program) && works(prefix)) {
        return List.copyOf(prefix);
      }
    }
    return List.of();
  }

  private boolean works(List<String> prefix) {
    List<String> command = new ArrayList<>(prefix);
    command.add("true");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(TRY_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
    } catch (IOException e) {
      LOG.debugf("%s cannot be used: %s", name, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
