package dev.quire.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Hands what a worker process prints to the service's log, line by line under its name. */
final class ProcessOutput {

  private static final Logger LOG = Logger.getLogger(ProcessOutput.class);
  private static final int LONGEST = 2_000;
  private static final int MOST_ERRORS = 3;
  private static final Pattern ERROR = Pattern.compile("(Error|Exception)(:|$)|Unrecognized");

  private final String name;

  /** The last lines that speak of an error. */
  private final Deque<String> errors = new ArrayDeque<>();

  ProcessOutput(String name) {
    this.name = name;
  }

  /** Follows a stream to its end, on a thread of its own. */
  void follow(InputStream stream) {
    Thread thread = new Thread(() -> copy(stream), "quire-output-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void copy(InputStream stream) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heard(line.strip());
      }
    } catch (IOException e) {
      LOG.debugf("[%s] says no more: %s", name, e.getMessage());
    }
  }

  private void heard(String line) {
    if (line.isEmpty()) {
      return;
    }
    String cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    LOG.infof("[%s] %s", name, cut);
    if (ERROR.matcher(line).find()) {
      remember(cut);
    }
  }

  private synchronized void remember(String line) {
    errors.addLast(line);
    if (errors.size() > MOST_ERRORS) {
      errors.removeFirst();
    }
  }

  /** The last errors that it spoke of, in words to follow a reason. */
  synchronized String lastErrors() {
    return errors.isEmpty() ? "" : "; it said: " + String.join(" | ", errors);
  }
}
