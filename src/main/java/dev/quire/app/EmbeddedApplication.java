package dev.quire.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import sun.misc.Signal;

/**
 * The service while it works for a command in the same process. A signal ends that process where it
 * stands, which commands are made for: an orderly exit would take ONNX Runtime apart while pages
 * still run, and crash.
 */
public class EmbeddedApplication implements QuarkusApplication {

  /** What shells expect of a program that a signal ended: 128 and the signal's number. */
  private static final int TERMINATED = 143;

  private static final int INTERRUPTED = 130;

  @Override
  public int run(String... args) {
    Signal.handle(new Signal("TERM"), signal -> Runtime.getRuntime().halt(TERMINATED));
    Signal.handle(new Signal("INT"), signal -> Runtime.getRuntime().halt(INTERRUPTED));
    Quarkus.waitForExit();
    return 0;
  }
}
