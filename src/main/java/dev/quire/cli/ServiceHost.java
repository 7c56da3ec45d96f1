package dev.quire.cli;

import dev.quire.auth.NewKey;
import java.net.URI;

/** Runs the service within this process. */
public interface ServiceHost {

  /**
   * A service that works for this process alone.
   *
   * @param address where it is; other machines cannot reach it
   * @param key what it must be shown, which nobody else on this machine has
   */
  record OwnService(URI address, NewKey key) {}

  /** Serves until the process is told to stop. */
  void serve();

  /**
   * Starts the service for this process alone, on a port of its own.
   *
   * @return where it is, once it has started
   * @throws IllegalStateException if it does not start; the message says why
   */
  OwnService startForMyself();
}
