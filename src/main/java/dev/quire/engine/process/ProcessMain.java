package dev.quire.engine.process;

import dev.quire.natives.JavaCpp;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** The worker process's program. It is started by the service, not by people. */
public final class ProcessMain {

  private ProcessMain() {}

  /**
   * Serves one connection, to its end or that of the standard input.
   *
   * @param args the two folders that it shares with the service
   */
  public static void main(String[] args) {
    JavaCpp.configure();
    WorkerFolders folders = new WorkerFolders(Path.of(args[0]), Path.of(args[1]));
    Thread watch = new Thread(() -> endWithService(folders), "quire-watch");
    watch.setDaemon(true);
    watch.start();
    try (Connection connection = connect(folders);
        WorkerSession session = new WorkerSession(connection, folders)) {
      session.serve();
      end(folders, 0);
    } catch (IOException | RuntimeException | Error e) {
      e.printStackTrace();
      end(folders, 1);
    }
  }

  private static Connection connect(WorkerFolders folders) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(folders.socket()));
    return new Connection(channel);
  }

  /** The input is a pipe from the service: it ends when the service does, even by a kill. */
  private static void endWithService(WorkerFolders folders) {
    try {
      while (System.in.read() >= 0) {
        // nothing is ever said there
      }
    } catch (IOException e) {
      System.err.println("The standard input is broken: " + e);
    }
    end(folders, 0);
  }

  /** Native code may be at work, and has nothing left to do: nobody is waited for. */
  private static void end(WorkerFolders folders, int code) {
    try {
      folders.delete();
    } catch (IOException e) {
      System.err.println("Files were left behind: " + e);
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }
}
