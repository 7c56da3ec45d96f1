package dev.quire.app;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.logging.Logger;

/** Stops the start where something is set that no setting is called, before models are opened. */
@Singleton
class SettingsCheck {

  private static final Logger LOG = Logger.getLogger(SettingsCheck.class);
  private static final int FIRST = 1;

  private final SmallRyeConfig config;

  SettingsCheck(Config config) {
    this.config = config.unwrap(SmallRyeConfig.class);
  }

  void check(@Observes @Priority(FIRST) StartupEvent event) {
    check(config);
  }

  /**
   * Looks at all that is set.
   *
   * @throws IllegalArgumentException if there is a name that no setting has; the message says what
   *     may be meant
   */
  static void check(SmallRyeConfig config) {
    List<String> keys = new ArrayList<>();
    List<String> environment = new ArrayList<>();
    for (ConfigSource source : config.getConfigSources()) {
      if (source instanceof EnvConfigSource) {
        // beside each variable it names what it takes for the key
        source.getPropertyNames().stream()
            .filter(name -> name.indexOf('.') < 0)
            .forEach(environment::add);
      } else {
        keys.addAll(source.getPropertyNames());
      }
    }
    SettingNames names = names();
    names
        .foreign(environment)
        .forEach(name -> LOG.warnf("No setting has the environment variable %s", name));
    names
        .complaint(keys, environment)
        .ifPresent(
            complaint -> {
              throw new IllegalArgumentException(complaint);
            });
  }

  private static SettingNames names() {
    return new SettingNames(
        ConfigMappings.getProperties(ConfigClass.configClass(QuireConfig.class)).keySet());
  }
}
