package dev.quire.cli;

import dev.quire.auth.KnownKey;
import dev.quire.auth.NewKey;
import java.io.PrintWriter;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code quire key}: a new API key. */
@Command(
    name = "key",
    description = {
      "Makes an API key for a client.",
      "",
      "The line for the service's file of keys goes to standard output; it has the key's hash only."
          + " The key itself goes to standard error, once: hand it to the client, who sends it as"
          + " X-API-Key. A client may have several keys. Taking a line out of the file revokes its"
          + " key."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  quire key acme >> keys",
      "  java -Dquire.auth.keys-file=keys -jar target/quarkus-app/quarkus-run.jar"
    })
final class KeyCommand extends Subcommand {

  @Parameters(
      paramLabel = "CLIENT",
      description =
          "Whose it is, for turns and metrics: letters, digits, dots, hyphens, underscores.")
  private String client;

  @Override
  void run(PrintWriter out) throws Exception {
    String name = read(() -> KnownKey.checkName(client));
    NewKey key = NewKey.random(new SecureRandom());
    out.printf("%s = %s%n", name, key.hash());
    out.flush();
    err().printf("The key of %s, shown only now: %s%n", name, key.text());
    err().flush();
  }
}
