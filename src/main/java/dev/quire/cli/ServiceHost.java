package dev.quire.cli;

import java.net.URI;

/** Runs the service within this process. */
public interface ServiceHost {

  /** Serves until the process is told to stop. */
  void serve();

  /**
   * Starts the service for this process alone, on a port of its own that other machines cannot
   * reach.
   *
   * @return its address, once it has started
   * @throws IllegalStateException if it does not start; the message says why
   */
  URI startForMyself();
}
