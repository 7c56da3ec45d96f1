package dev.quire.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code quire serve}: the service. */
@Command(
    name = "serve",
    description = {
      "Serves over HTTP until it is told to stop; the same as no subcommand at all.",
      "",
      "Settings are system properties, which stand before -jar, or variables of the environment:",
      "  java -Dquarkus.http.port=8090 -Dquire.devices=gpu:0 -jar quarkus-run.jar serve",
      "  QUIRE_QUEUE_CAPACITY=512 java -jar quarkus-run.jar"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was told to stop, and everything admitted was answered",
      "1:it did not start; the last line says why",
      "130:Ctrl-C"
    })
final class ServeCommand extends Subcommand {

  private final ServiceHost host;

  ServeCommand(ServiceHost host) {
    this.host = host;
  }

  @Override
  void run(PrintWriter out) {
    host.serve();
  }
}
