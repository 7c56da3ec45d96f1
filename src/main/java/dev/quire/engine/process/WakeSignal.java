package dev.quire.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Has the kernel wake a process when the service that started it ends, however it ends: a process
 * that is stopped then goes on, notices that the service is gone and sees to its own end, as others
 * do. The program {@code setpriv} of util-linux asks the kernel for that and then becomes the
 * process; where it is missing, the next service ends what was stopped.
 */
final class WakeSignal {

  private static final Logger LOG = Logger.getLogger(WakeSignal.class);
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/setpriv"), Path.of("/bin/setpriv"));
  private static final long TRY_SECONDS = 5;

  private WakeSignal() {}

  /** What is to stand before a command; nothing where that cannot be had. Takes milliseconds. */
  static List<String> prefix() {
    for (Path program : PLACES) {
      List<String> prefix = List.of(program.toString(), "--pdeathsig", "CONT");
      if (Files.isExecutable(program) && works(prefix)) {
        return prefix;
      }
    }
    LOG.debug("There is no setpriv: a stopped process of a model may outlive the service");
    return List.of();
  }

  /** Other makes of it know no such option. */
  private static boolean works(List<String> prefix) {
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
      LOG.debugf("setpriv cannot be used: %s", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
