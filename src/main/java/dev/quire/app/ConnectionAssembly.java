package dev.quire.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.quire.api.problem.Problem;
import dev.quire.api.problem.ProblemType;
import dev.quire.http.ConnectionLimits;
import dev.quire.http.Connections;
import dev.quire.http.GuardedTransport;
import dev.quire.http.HeadFault;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Gives Vert.x the transport whose connections are guarded. Vert.x is there before any bean, and
 * takes this from {@code META-INF/services}.
 */
public final class ConnectionAssembly implements VertxServiceProvider {

  /** A client that reads no byte of an answer for this long has gone, or blocks the connection. */
  private static final Duration WRITE_TIMEOUT = Duration.ofMinutes(5);

  @Override
  public void init(VertxBuilder builder) {
    Optional<QuireConfig> config = config();
    if (config.isEmpty()) {
      return;
    }
    ConnectionLimits limits = limits(config.get().http());
    Map<HeadFault, byte[]> bodies = bodies();
    builder.findTransport(
        new GuardedTransport(
            builder.findTransport(),
            new Connections(limits.connections()),
            limits,
            bodies::get,
            Problem.MEDIA_TYPE));
  }

  /** None where Vert.x is used without the service. */
  private static Optional<QuireConfig> config() {
    try {
      return Optional.of(
          ConfigProvider.getConfig()
              .unwrap(SmallRyeConfig.class)
              .getConfigMapping(QuireConfig.class));
    } catch (NoSuchElementException e) {
      return Optional.empty();
    }
  }

  static ConnectionLimits limits(QuireConfig.Http settings) {
    Duration least = Duration.ofMillis(100);
    Duration most = Duration.ofDays(1);
    return new ConnectionLimits(
        Range.check(
            "quire.http.max-connections",
            settings.maxConnections().orElseGet(ConnectionAssembly::connectionsByDescriptors),
            1,
            1_000_000),
        Range.check("quire.http.header-timeout", settings.headerTimeout(), least, most),
        Range.check("quire.http.idle-timeout", settings.idleTimeout(), least, most),
        WRITE_TIMEOUT);
  }

  private static int connectionsByDescriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? ConnectionLimits.connectionsFor(unix.getMaxFileDescriptorCount())
        : ConnectionLimits.connectionsFor(Long.MAX_VALUE);
  }

  private static Map<HeadFault, byte[]> bodies() {
    ObjectMapper json = new ObjectMapper();
    Map<HeadFault, byte[]> bodies = new EnumMap<>(HeadFault.class);
    for (HeadFault fault : HeadFault.values()) {
      try {
        bodies.put(fault, json.writeValueAsBytes(problem(fault)));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
    return bodies;
  }

  private static Problem problem(HeadFault fault) {
    return switch (fault) {
      case MALFORMED ->
          ProblemType.BAD_REQUEST.because(
              "It is not well-formed HTTP, has not one Host, or a Transfer-Encoding other than"
                  + " chunked");
      case TOO_SLOW ->
          ProblemType.REQUEST_TIMEOUT.because("The head of the request did not come to its end");
      case LINE_TOO_LONG -> ProblemType.URI_TOO_LONG.because(null);
      case FIELDS_TOO_LARGE -> ProblemType.HEADERS_TOO_LARGE.because(null);
    };
  }
}
