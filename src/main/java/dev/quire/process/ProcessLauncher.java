package dev.quire.process;

import dev.quire.folder.OwnFolder;
import dev.quire.folder.OwnFolders;
import dev.quire.process.WorkerProcesses.Launched;
import java.io.File;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Starts worker processes and takes up their connections. Thread-safe. */
final class ProcessLauncher {

  private static final Logger LOG = Logger.getLogger(ProcessLauncher.class);
  private static final long LOOK_MILLIS = 20;
  private static final long END_SECONDS = 2;

  /** What the JVM of a native executable is called; there is none that could run our classes. */
  private static final String NATIVE = "org.graalvm.nativeimage.imagecode";

  private final ProcessSettings settings;
  private final OwnFolders memory;
  private final OwnFolders scratch;

  private List<String> wakeSignal;
  private final Map<Integer, List<String>> niceness = new HashMap<>();

  /**
   * @param memory where folders for shared memory are made
   * @param scratch where folders for temporary files are made
   */
  ProcessLauncher(ProcessSettings settings, OwnFolders memory, OwnFolders scratch) {
    this.settings = settings;
    this.memory = memory;
    this.scratch = scratch;
  }

  /**
   * Starts a process and waits until it has connected.
   *
   * @param running where it is kept while it runs
   * @throws ProcessException if it ends before, or takes too long
   */
  <M> Launched<M> launch(
      WorkerCommand command, MessageCodec<M> codec, Set<WorkerProcess<?>> running)
      throws IOException {
    if (System.getProperty(NATIVE) != null) {
      throw new ProcessException("Worker processes need the service's JVM build");
    }
    OwnFolder shared = memory.make();
    try {
      OwnFolder files = scratch.make();
      try {
        WorkerFolders folders = new WorkerFolders(shared.path(), files.path());
        folders.prepare();
        return launch(command, codec, folders, running, () -> delete(shared, files));
      } catch (IOException | RuntimeException e) {
        delete(files);
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      delete(shared);
      throw e;
    }
  }

  private <M> Launched<M> launch(
      WorkerCommand command,
      MessageCodec<M> codec,
      WorkerFolders folders,
      Set<WorkerProcess<?>> running,
      Runnable tidyUp)
      throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      bind(server, folders);
      Process process = process(command, folders).start();
      ProcessOutput output = new ProcessOutput(command.label());
      output.follow(process.getInputStream());
      try {
        ProcessRecord.write(folders.shared(), process.toHandle());
        Connection<M> connection =
            new Connection<>(accept(command, server, process, output), codec);
        WorkerProcess<M> worker =
            new WorkerProcess<>(
                command,
                process,
                connection,
                codec.beat(),
                output,
                command.silence(),
                ended -> {
                  running.remove(ended);
                  tidyUp.run();
                });
        running.add(worker);
        return new Launched<>(worker, folders, worker.listen());
      } catch (IOException | RuntimeException e) {
        end(process);
        throw e;
      }
    }
  }

  private static void bind(ServerSocketChannel server, WorkerFolders folders) throws IOException {
    try {
      server.bind(UnixDomainSocketAddress.of(folders.socket()), 1);
    } catch (SocketException e) {
      throw new IOException(
          "No socket can be made at %s: %s; quire.process.memory names another folder"
              .formatted(folders.socket(), e.getMessage()),
          e);
    }
  }

  /** What it still writes would be in the way of deleting its folders. */
  private static void end(Process process) {
    try {
      process.destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ProcessBuilder process(WorkerCommand what, WorkerFolders folders) throws IOException {
    List<String> command = new ArrayList<>(niceness(what.niceness()));
    command.addAll(wakeSignal());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // no files of the JVM's own that a kill would leave behind, and none of the size of its memory
    command.addAll(List.of("-XX:-UsePerfData", "-XX:-CreateCoredumpOnCrash"));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    command.add("-XX:ErrorFile=" + settings.scratch().resolve("quire-error-%p.log"));
    command.addAll(what.javaOptions());
    command.add("-Djava.io.tmpdir=" + folders.scratch());
    command.add(what.main().getName());
    command.add(folders.shared().toString());
    command.add(folders.scratch().toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(new File(System.getProperty("user.dir")));
    builder.environment().putAll(what.environment());
    builder.environment().put("CLASSPATH", new ClassPath(what.main()).find());
    return builder;
  }

  private SocketChannel accept(
      WorkerCommand command, ServerSocketChannel server, Process process, ProcessOutput output)
      throws IOException {
    long end = System.nanoTime() + settings.start().toNanos();
    server.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      server.register(selector, SelectionKey.OP_ACCEPT);
      while (process.isAlive() && System.nanoTime() - end < 0) {
        selector.select(LOOK_MILLIS);
        SocketChannel channel = server.accept();
        if (channel != null) {
          channel.configureBlocking(true);
          return channel;
        }
      }
    }
    throw new ProcessException(
        "The process of %s %s before it was ready%s"
            .formatted(
                command.subject(),
                process.isAlive()
                    ? "took more than %d ms".formatted(settings.start().toMillis())
                    : new ExitReason(process.exitValue()),
                output.lastErrors()));
  }

  private static void delete(OwnFolder... folders) {
    for (OwnFolder folder : folders) {
      try {
        folder.close();
      } catch (IOException e) {
        LOG.warnf("The folder %s was not deleted: %s", folder.path(), e.getMessage());
      }
    }
  }

  private synchronized List<String> niceness(int by) {
    return by == 0
        ? List.of()
        : niceness.computeIfAbsent(
            by, level -> new CommandPrefix("nice", List.of("-n", String.valueOf(level))).find());
  }

  private synchronized List<String> wakeSignal() {
    if (wakeSignal == null) {
      wakeSignal = ParentDeathSignal.prefix();
    }
    return wakeSignal;
  }
}
