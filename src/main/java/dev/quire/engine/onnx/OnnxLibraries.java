package dev.quire.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import dev.quire.engine.EngineException;
import dev.quire.folder.OwnFolder;
import dev.quire.folder.OwnFolders;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Loads ONNX Runtime's native libraries from a folder of the program's own. ONNX Runtime itself
 * would unpack them to a folder that stays when the process is killed, and that nobody could tell
 * from others' afterwards.
 */
final class OnnxLibraries {

  private static final Logger LOG = Logger.getLogger(OnnxLibraries.class);

  /** Names a folder where ONNX Runtime finds them; who sets it keeps them. */
  private static final String FOLDER = "onnxruntime.native.path";

  private static final String RESOURCES = "/ai/onnxruntime/native/linux-x64/";
  private static final List<String> NEEDED =
      List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");

  /** Those of builds with CUDA, which ONNX Runtime loads when a GPU is first used. */
  private static final List<String> FOR_GPUS =
      List.of(
          "libonnxruntime_providers_shared.so",
          "libonnxruntime_providers_cuda.so",
          "libonnxruntime_providers_tensorrt.so");

  /** The libraries are loaded once for a class loader, and so for this class. */
  private static boolean loaded;

  private OnnxLibraries() {}

  /**
   * What this build of ONNX Runtime has; loads it.
   *
   * @throws EngineException if the libraries cannot be unpacked; the message names the folder
   */
  static Set<OrtProvider> providers() {
    load();
    return OrtEnvironment.getAvailableProviders();
  }

  /** Loads them, unless that was done. */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    if (System.getProperty(FOLDER) == null && OnnxLibraries.class.getResource(path(0)) != null) {
      loadUnpacked();
    } else {
      OrtEnvironment.getAvailableProviders();
    }
    deleteTemporaryFolder();
    loaded = true;
  }

  private static String path(int needed) {
    return RESOURCES + NEEDED.get(needed);
  }

  private static void loadUnpacked() {
    try {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
      if (OwnFolder.isMarked(temporary)) {
        // the service's, which deletes it with what is left in it
        Path natives = Files.createDirectory(temporary.resolve("natives"));
        if (!loadFrom(natives)) {
          for (String library : NEEDED) {
            Files.delete(natives.resolve(library));
          }
        }
        return;
      }
      OwnFolder folder = OwnFolders.in(temporary).make();
      boolean forGpus = false;
      try {
        forGpus = loadFrom(Files.createDirectory(folder.path().resolve("natives")));
      } finally {
        if (forGpus) {
          Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        } else {
          // mapped as they are, they need no names any more
          delete(folder);
        }
      }
    } catch (IOException e) {
      throw new EngineException(
          "ONNX Runtime's native libraries cannot be unpacked: " + e.getMessage(), e);
    }
  }

  /** Tells whether there are libraries for GPUs, which must stay. */
  private static boolean loadFrom(Path folder) throws IOException {
    for (String library : NEEDED) {
      unpack(library, folder);
    }
    boolean forGpus = false;
    for (String library : FOR_GPUS) {
      forGpus |= unpack(library, folder);
    }
    System.setProperty(FOLDER, folder.toString());
    try {
      OrtEnvironment.getAvailableProviders();
    } finally {
      System.clearProperty(FOLDER);
    }
    return forGpus;
  }

  private static boolean unpack(String library, Path folder) throws IOException {
    try (InputStream stream = OnnxLibraries.class.getResourceAsStream(RESOURCES + library)) {
      if (stream == null) {
        return false;
      }
      try {
        Files.copy(stream, folder.resolve(library));
      } catch (IOException e) {
        throw new IOException("%s in %s: %s".formatted(library, folder, e.getMessage()), e);
      }
      return true;
    }
  }

  /** ONNX Runtime makes one whether it needs it or not, and leaves it to an orderly end. */
  private static void deleteTemporaryFolder() {
    try {
      Field field = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
      field.setAccessible(true);
      if (field.get(null) instanceof Path folder) {
        OwnFolder.deleteIfEmpty(folder);
      }
    } catch (ReflectiveOperationException | RuntimeException | IOException e) {
      LOG.debugf("ONNX Runtime's empty temporary folder stays: %s", e);
    }
  }

  private static void delete(OwnFolder folder) {
    try {
      folder.close();
    } catch (IOException e) {
      LOG.warnf("The folder %s was not deleted: %s", folder.path(), e.getMessage());
    }
  }
}
