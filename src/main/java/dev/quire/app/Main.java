package dev.quire.app;

import dev.quire.cli.QuireCommand;
import dev.quire.fatal.OutOfMemoryExit;
import dev.quire.natives.JavaCpp;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintWriter;
import sun.misc.Signal;

/** The program: without arguments it serves; with a subcommand it does that and ends. */
@QuarkusMain
public class Main {

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
    try (EmbeddedService service = new EmbeddedService(Main::serve)) {
      code = QuireCommand.execute(service, args, out, err);
    }
    System.exit(code);
  }

  private static void serve() {
    endWell();
    Quarkus.run(Service.class);
  }

  /**
   * A service that was told to stop ends with 0, not with the 143 that the JVM answers a
   * termination signal with, which orchestrators report as a failure. While it starts it holds
   * nothing of anybody's and ends at once; then {@link Service} takes the signals.
   */
  private static void endWell() {
    Signal.handle(new Signal("TERM"), signal -> Runtime.getRuntime().halt(0));
  }
}
