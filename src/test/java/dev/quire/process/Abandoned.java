package dev.quire.process;

import dev.quire.folder.OwnFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of processes that were killed. */
public final class Abandoned {

  private Abandoned() {}

  /** Makes one, in a process of its own that ends without deleting it. */
  public static Path in(Path root) throws IOException {
    Process maker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                Maker.class.getName(),
                root.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path made = Path.of(maker.inputReader().readLine());
    try {
      maker.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!Files.isDirectory(made)) {
      throw new IOException("No folder was made at " + made);
    }
    return made;
  }

  /** The process that makes it. */
  static final class Maker {

    public static void main(String[] args) throws IOException {
      System.out.println(OwnFolders.in(Path.of(args[0])).make().path());
      Runtime.getRuntime().halt(1);
    }
  }
}
