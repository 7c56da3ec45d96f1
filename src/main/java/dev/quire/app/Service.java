package dev.quire.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import sun.misc.Signal;

/**
 * The service once it has started, until it is told to stop. It then ends as a program does that
 * has nothing left to do: it drains, closes its models, and only then leaves the virtual machine.
 * If the signal did that, as it does unless somebody takes it, ONNX Runtime would take itself apart
 * while pages still run, and crash.
 */
public class Service implements QuarkusApplication {

  /** What shells expect of a program that Ctrl-C ended: 128 and the signal's number. */
  private static final int INTERRUPTED = 130;

  @Override
  public int run(String... args) {
    Signal.handle(new Signal("TERM"), signal -> Quarkus.asyncExit(0));
    Signal.handle(new Signal("INT"), signal -> Quarkus.asyncExit(INTERRUPTED));
    Quarkus.waitForExit();
    return 0;
  }
}
