package dev.quire.app;

import dev.quire.cli.QuireCommand;
import dev.quire.fatal.OutOfMemoryExit;
import dev.quire.folder.OwnFolder;
import dev.quire.natives.JavaCpp;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import sun.misc.Signal;

/** The program: without arguments it serves; with a subcommand it does that and ends. */
@QuarkusMain
public class Main {

  private static final int FAILED = 1;

  public static void main(String... args) {
    new OutOfMemoryExit().takeThreads();
    JavaCpp.configure();
    if (args.length == 0) {
      serve();
      return;
    }
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    int code;
    try (EmbeddedService service = new EmbeddedService(Main::serve, Main::keepTemporaryFiles)) {
      code = QuireCommand.execute(service, args, out, err);
    }
    System.exit(code);
  }

  private static void serve() {
    try {
      endWell(keepTemporaryFiles());
    } catch (UncheckedIOException e) {
      System.err.println(e.getMessage());
      System.exit(FAILED);
    }
    Quarkus.run(Service.class, Main::ended);
  }

  /** The last line says why it did not start; the framework's traces come before. */
  private static void ended(int code, Throwable failure) {
    if (failure != null) {
      System.err.println("The service did not start: " + new StartFailure(failure));
    }
    System.exit(code);
  }

  private static OwnFolder keepTemporaryFiles() {
    try {
      return new TemporaryFiles(Path.of(System.getProperty("java.io.tmpdir"))).keep();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Temporary files have no place: %s; -Djava.io.tmpdir names another"
              .formatted(e.getMessage()),
          e);
    }
  }

  /**
   * A service that was told to stop ends with 0, not with the 143 that the JVM answers a
   * termination signal with, which orchestrators report as a failure. While it starts it holds
   * nothing of anybody's and ends at once; then {@link Service} takes the signals.
   */
  private static void endWell(OwnFolder temporary) {
    Signal.handle(
        new Signal("TERM"),
        signal -> {
          TemporaryFiles.delete(temporary);
          Runtime.getRuntime().halt(0);
        });
  }
}
