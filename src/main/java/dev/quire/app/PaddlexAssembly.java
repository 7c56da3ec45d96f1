package dev.quire.app;

import dev.quire.api.paddlex.PaddlexSettings;
import dev.quire.api.paddlex.fetch.AllowedHosts;
import dev.quire.api.paddlex.fetch.FetchSettings;
import dev.quire.api.paddlex.fetch.HostLookup;
import dev.quire.api.paddlex.fetch.VertxFetcher;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** Puts the parts of PaddleX's endpoints together, as the configuration says. */
class PaddlexAssembly {

  @Produces
  @Singleton
  PaddlexSettings settings(QuireConfig config) {
    OptionalInt pages = config.paddlex().pages();
    if (pages.isPresent()) {
      Range.check("quire.paddlex.pages", pages.getAsInt(), 1, 100_000);
    }
    return new PaddlexSettings(
        config.paddlex().visualize(),
        pages,
        Range.check("quire.paddlex.max-pages", config.paddlex().maxPages(), 1, 100_000));
  }

  @Produces
  @Singleton
  VertxFetcher fetcher(QuireConfig config, Vertx vertx) {
    QuireConfig.Fetch fetch = config.paddlex().fetch();
    return new VertxFetcher(
        vertx,
        new FetchSettings(
            new AllowedHosts(fetch.hosts().orElse(List.of())),
            fetch.privateAddresses(),
            (int)
                Range.check(
                    "quire.paddlex.fetch.max-bytes",
                    fetch.maxBytes().asLongValue(),
                    1,
                    Integer.MAX_VALUE - 8),
            Range.check(
                "quire.paddlex.fetch.timeout",
                fetch.timeout(),
                Duration.ofMillis(1),
                Duration.ofMinutes(10))),
        HostLookup.ofMachine());
  }

  void close(@Disposes VertxFetcher fetcher) {
    fetcher.close();
  }
}
