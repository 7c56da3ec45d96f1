package dev.quire.process;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The life of a worker process: it connects to the service, gives signs of life, and ends with the
 * connection or with the service, whichever comes first.
 *
 * @param <M> the messages
 */
public final class WorkerMain<M> {

  private static final Duration BEAT = Duration.ofMillis(500);

  private final WorkerFolders folders;
  private final MessageCodec<M> codec;

  /** What the process does. */
  public interface Service<M> {

    /** Serves until the connection ends, by returning or by throwing. */
    void serve(Connection<M> connection, WorkerFolders folders) throws IOException;
  }

  /**
   * @param args those of the process's main method
   */
  public WorkerMain(String[] args, MessageCodec<M> codec) {
    this.folders = new WorkerFolders(Path.of(args[0]), Path.of(args[1]));
    this.codec = codec;
  }

  /** Serves one connection, to its end or that of the standard input; then ends the process. */
  public void run(Service<M> service) {
    Thread watch = new Thread(this::endWithService, "quire-watch");
    watch.setDaemon(true);
    watch.start();
    try (Connection<M> connection = connect()) {
      Thread beats = new Thread(() -> beat(connection), "quire-beat");
      beats.setDaemon(true);
      beats.start();
      service.serve(connection, folders);
      end(0);
    } catch (IOException | RuntimeException | Error e) {
      e.printStackTrace();
      end(1);
    }
  }

  private Connection<M> connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(folders.socket()));
    return new Connection<>(channel, codec);
  }

  private void beat(Connection<M> connection) {
    try {
      while (true) {
        Thread.sleep(BEAT.toMillis());
        connection.send(codec.beat());
      }
    } catch (IOException | InterruptedException e) {
      // the one that listens notices, too
    }
  }

  /** The input is a pipe from the service: it ends when the service does, even by a kill. */
  private void endWithService() {
    try {
      while (System.in.read() >= 0) {
        // nothing is ever said there
      }
    } catch (IOException e) {
      System.err.println("The standard input is broken: " + e);
    }
    end(0);
  }

  /** Native code may be at work, and has nothing left to do: nobody is waited for. */
  private void end(int code) {
    try {
      folders.delete();
    } catch (IOException e) {
      System.err.println("Files were left behind: " + e);
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }
}
