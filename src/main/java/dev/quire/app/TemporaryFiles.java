package dev.quire.app;

import dev.quire.folder.OwnFolder;
import dev.quire.folder.OwnFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where libraries put their temporary files: into a folder of the program's own, which is deleted
 * at the end, or by the next start. Elsewhere nobody could tell them from others' files, and what
 * lies under their fixed names there would be overwritten, through symbolic links, too.
 */
final class TemporaryFiles {

  private final Path root;

  /**
   * @param root the system's folder for temporary files
   */
  TemporaryFiles(Path root) {
    this.root = root;
  }

  /**
   * Makes the folder and tells the libraries, unless they were told otherwise; deletes it with the
   * virtual machine.
   *
   * @throws IOException if it cannot be made; the message names the folder
   */
  OwnFolder keep() throws IOException {
    OwnFolder folder = OwnFolders.in(root).make();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    // Vert.x appends a random name
    tell("vertx.cacheDirBase", Files.createDirectory(folder.path().resolve("vertx")), "cache");
    tell("pdfbox.fontcache", Files.createDirectory(folder.path().resolve("pdfbox")), "");
    return folder;
  }

  private static void tell(String property, Path folder, String name) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, folder.resolve(name).toString());
    }
  }

  /** The next start has another try. */
  static void delete(OwnFolder folder) {
    try {
      folder.close();
    } catch (IOException e) {
      System.err.printf("%s was not deleted: %s%n", folder.path(), e.getMessage());
    }
  }
}
