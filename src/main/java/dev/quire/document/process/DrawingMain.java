package dev.quire.document.process;

import dev.quire.process.WorkerFolders;
import dev.quire.process.WorkerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program of drawing processes. It is started by the service, not by people. */
public final class DrawingMain {

  /** How readily Linux ends this process when the machine's memory runs out, from -1000 to 1000. */
  private static final Path OOM_SCORE = Path.of("/proc/self/oom_score_adj");

  private static final String OOM_SCORE_ADJUSTMENT = "500";

  /**
   * What they say of damaged files is of no use to an operator; held, or they would be made anew.
   */
  private static final List<Logger> TALKATIVE =
      List.of(Logger.getLogger("org.apache.pdfbox"), Logger.getLogger("org.apache.fontbox"));

  private DrawingMain() {}

  /**
   * Serves one connection, to its end or that of the standard input.
   *
   * @param args the two folders that it shares with the service
   */
  public static void main(String[] args) {
    TALKATIVE.forEach(logger -> logger.setLevel(Level.OFF));
    preferAsVictim();
    new WorkerMain<>(args, new DrawingCodec())
        .run(
            (connection, folders) -> {
              keepFonts(folders);
              new DrawingSession(connection, folders).serve();
            });
  }

  /** Where PDFBox keeps the list of the fonts it found, if the service names no other place. */
  private static void keepFonts(WorkerFolders folders) throws IOException {
    if (System.getProperty(DrawingProcesses.FONT_CACHE) == null) {
      Path folder = Files.createDirectory(folders.scratch().resolve("pdfbox"));
      System.setProperty(DrawingProcesses.FONT_CACHE, folder.toString());
    }
  }

  /** Should the kernel have to end a process, this one is replaced at once, the service is not. */
  private static void preferAsVictim() {
    try {
      Files.writeString(OOM_SCORE, OOM_SCORE_ADJUSTMENT);
    } catch (IOException e) {
      // other systems have no such file
    }
  }
}
