package dev.quire.app;

import dev.quire.api.paddlex.PaddlexSettings;
import dev.quire.api.paddlex.fetch.AllowedHosts;
import dev.quire.api.paddlex.fetch.FetchSettings;
import dev.quire.api.paddlex.fetch.HostLookup;
import dev.quire.api.paddlex.fetch.VertxFetcher;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the parts of PaddleX's endpoints together, as the configuration says. */
class PaddlexAssembly {

  /** Lookup, connection and transfer together; it is a part of the request's own time. */
  private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(10);

  @Produces
  @Singleton
  PaddlexSettings settings(QuireConfig config) {
    return new PaddlexSettings(
        config.paddlex().visualize(),
        Range.check("quire.paddlex.max-pages", config.paddlex().maxPages(), 1, 100_000));
  }

  @Produces
  @Singleton
  VertxFetcher fetcher(
      QuireConfig config,
      Vertx vertx,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
    QuireConfig.Fetch fetch = config.paddlex().fetch();
    return new VertxFetcher(
        vertx,
        new FetchSettings(
            new AllowedHosts(fetch.hosts().orElse(List.of())),
            fetch.privateAddresses(),
            (int) Math.min(limit.asLongValue(), Integer.MAX_VALUE - 8),
            FETCH_TIMEOUT),
        HostLookup.ofMachine());
  }

  void close(@Disposes VertxFetcher fetcher) {
    fetcher.close();
  }
}
