package dev.quire.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Which process a folder was made for, so that a later service can end one that outlived its own:
 * its number, the moment of its start, and the folder on its command line prove that it is the one.
 */
record ProcessRecord(long pid, Instant started) {

  private static final Logger LOG = Logger.getLogger(ProcessRecord.class);
  private static final String FILE = "process";

  /** Writes down whom a folder was made for, where the system tells when that one started. */
  static void write(Path folder, ProcessHandle process) throws IOException {
    Instant started = process.info().startInstant().orElse(null);
    if (started != null) {
      Files.writeString(
          folder.resolve(FILE), "%d %d\n".formatted(process.pid(), started.toEpochMilli()));
    }
  }

  /** Ends the process that an abandoned folder was made for, if it is still there. */
  static void end(Path folder) {
    try {
      String[] words = Files.readString(folder.resolve(FILE)).trim().split(" ");
      ProcessRecord written =
          new ProcessRecord(
              Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1])));
      ProcessHandle.of(written.pid)
          .filter(process -> written.isOf(process, folder))
          .ifPresent(
              process -> {
                LOG.warnf("Process %d outlived its service and is ended", written.pid);
                process.destroyForcibly();
              });
    } catch (NoSuchFileException e) {
      // a folder for temporary files, or its process had not been started yet
    } catch (IOException | RuntimeException e) {
      LOG.debugf("%s tells of no process: %s", folder, e);
    }
  }

  private boolean isOf(ProcessHandle process, Path folder) {
    return process.info().startInstant().filter(started::equals).isPresent()
        && process
            .info()
            .commandLine()
            .filter(line -> line.contains(folder.toString()))
            .isPresent();
  }
}
