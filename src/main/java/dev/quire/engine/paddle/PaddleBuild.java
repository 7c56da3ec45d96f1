package dev.quire.engine.paddle;

import dev.quire.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * A build of Paddle's native library. Looking for it loads nothing.
 *
 * @param version Paddle's, with the day of the build
 * @param flavor {@code cpu}, or {@code cu} and the version of CUDA it was built for
 */
public record PaddleBuild(String version, String flavor) {

  private static final String RESOURCE = "native/lib/paddlepaddle.properties";
  private static final String PLATFORM = "linux-x86_64";
  private static final String ARTIFACT = "paddlepaddle-native-cpu or paddlepaddle-native-cu112";

  /**
   * The first build on the class path, which is the one that is loaded.
   *
   * @throws EngineException if there is none
   */
  public static PaddleBuild onClassPath(ClassLoader loader) {
    Properties properties = new Properties();
    try (InputStream stream = loader.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new EngineException(
            "No native library of Paddle is on the class path; expected %s".formatted(ARTIFACT));
      }
      properties.load(stream);
    } catch (IOException e) {
      throw new EngineException("Cannot read %s: %s".formatted(RESOURCE, e.getMessage()), e);
    }
    String classifier = required(properties, "classifier");
    return new PaddleBuild(required(properties, "version"), classifier.replaceFirst("-.*", ""));
  }

  private static String required(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new EngineException("%s: %s is missing; found %s".formatted(RESOURCE, key, properties));
    }
    return value;
  }

  /** Whether it has code for GPUs; it runs on the CPU too, where a GPU is in sight. */
  public boolean isCuda() {
    return flavor.startsWith("cu");
  }

  /**
   * Where DJL unpacks the library to: the library for CUDA finds its parts only if this folder is
   * there and on the search path of libraries before its process starts.
   *
   * @param environment {@code DJL_CACHE_DIR} names DJL's folder
   * @param home DJL's folder is in here where the environment names none
   */
  public Path folder(Map<String, String> environment, Path home) {
    String cache = environment.get("DJL_CACHE_DIR");
    Path folder = cache == null ? home.resolve(".djl.ai") : Path.of(cache);
    return folder.resolve("paddle").resolve(version + "-" + flavor + "-" + PLATFORM);
  }
}
