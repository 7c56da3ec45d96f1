package dev.quire.deploy;

import dev.quire.app.QuireConfig;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings there are, and those that shape the end. */
final class Settings {

  /** Runs in progress may take so long to end after the grace period. */
  private static final int SECONDS_FOR_RUNS = 5;

  private static final Set<String> NAMES =
      ConfigMappings.getProperties(ConfigClass.configClass(QuireConfig.class)).keySet();

  private static final List<Pattern> VARIABLES =
      NAMES.stream().map(Settings::variable).map(Pattern::compile).toList();

  private Settings() {}

  /** Whether a setting is called so; a {@code *} in a setting's name stands for any word. */
  static boolean exists(String name) {
    return NAMES.stream()
        .map(known -> known.replace(".", "\\.").replace("*", "[^.]+"))
        .anyMatch(name::matches);
  }

  /** Whether an environment variable sets one of Quire's settings. */
  static boolean isVariable(String variable) {
    return VARIABLES.stream().anyMatch(pattern -> pattern.matcher(variable).matches());
  }

  /**
   * How long a service that is told to stop may take, in seconds, by the settings it comes with.
   */
  static long secondsToStop() {
    Properties properties = new Properties();
    try (Reader reader =
        Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seconds(properties.getProperty("quarkus.shutdown.delay"))
        + seconds(grace())
        + SECONDS_FOR_RUNS;
  }

  private static String grace() {
    try {
      return QuireConfig.Shutdown.class.getMethod("grace").getAnnotation(WithDefault.class).value();
    } catch (NoSuchMethodException e) {
      throw new AssertionError("quire.shutdown.grace is gone", e);
    }
  }

  /** Of a duration such as {@code 20s} or {@code 5m}. */
  static long seconds(String duration) {
    return Duration.parse("PT" + duration.toUpperCase(Locale.ROOT)).toSeconds();
  }

  private static String variable(String setting) {
    return setting
        .replaceAll("[^A-Za-z0-9*]", "_")
        .toUpperCase(Locale.ROOT)
        .replace("*", "[A-Z0-9_]+");
  }
}
