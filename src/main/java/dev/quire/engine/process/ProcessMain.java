package dev.quire.engine.process;

import dev.quire.natives.JavaCpp;
import dev.quire.process.WorkerMain;

/** The program of worker processes that run models. It is started by the service, not by people. */
public final class ProcessMain {

  private ProcessMain() {}

  /**
   * Serves one connection, to its end or that of the standard input.
   *
   * @param args the two folders that it shares with the service
   */
  public static void main(String[] args) {
    JavaCpp.configure();
    new WorkerMain<>(args, new EngineCodec())
        .run(
            (connection, folders) -> {
              try (WorkerSession session = new WorkerSession(connection, folders)) {
                session.serve();
              }
            });
  }
}
