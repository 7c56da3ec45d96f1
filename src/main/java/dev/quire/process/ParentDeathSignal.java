package dev.quire.process;

import java.util.List;
import org.jboss.logging.Logger;

/**
 * Has the kernel wake a process when the service that started it ends, however it ends: a process
 * that is stopped then goes on, notices that the service is gone and sees to its own end, as others
 * do. The program {@code setpriv} of util-linux asks the kernel for that and then becomes the
 * process; where it is missing, the next service ends what was stopped.
 */
public final class ParentDeathSignal {

  private static final Logger LOG = Logger.getLogger(ParentDeathSignal.class);

  private ParentDeathSignal() {}

  /** What is to stand before a command; nothing where that cannot be had. Takes milliseconds. */
  public static List<String> prefix() {
    List<String> prefix = new CommandPrefix("setpriv", List.of("--pdeathsig", "CONT")).find();
    if (prefix.isEmpty()) {
      LOG.debug("There is no setpriv: a stopped worker process may outlive the service");
    }
    return prefix;
  }
}
