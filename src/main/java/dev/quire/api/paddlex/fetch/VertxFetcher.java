package dev.quire.api.paddlex.fetch;

import dev.quire.api.paddlex.fetch.FetchException.Reason;
import dev.quire.memory.MemoryReservation;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Fetches over Vert.x's HTTP client, so that no thread waits. A host is looked up once and the
 * connection goes to the very address that was checked: a second lookup might say something else.
 * Redirects are not followed, for they would lead around the list of hosts. Thread-safe.
 */
public final class VertxFetcher implements UrlFetcher, AutoCloseable {

  private static final int MOST_CONNECTIONS_TO_A_HOST = 16;

  /** So many of them are one client's at most. */
  private static final int MOST_OF_A_CLIENT = MOST_CONNECTIONS_TO_A_HOST / 2;

  private final Vertx vertx;
  private final FetchSettings settings;
  private final HostLookup lookup;
  private final PublicAddresses publicAddresses = new PublicAddresses();
  private final HostTurns turns = new HostTurns(MOST_OF_A_CLIENT);
  private final HttpClient client;

  public VertxFetcher(Vertx vertx, FetchSettings settings, HostLookup lookup) {
    this.vertx = vertx;
    this.settings = settings;
    this.lookup = lookup;
    int millis = (int) Math.min(Integer.MAX_VALUE, settings.timeout().toMillis());
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(millis)
                .setMaxPoolSize(MOST_CONNECTIONS_TO_A_HOST)
                .setKeepAlive(false));
  }

  @Override
  public Uni<byte[]> fetch(String url, MemoryReservation held) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Target target = settings.hosts().admit(url);
              Download download = new Download(target.host(), settings.maxBytes(), held);
              return turns
                  .of(
                      held.client().orElse(""),
                      target.host() + ":" + target.port(),
                      () -> lookUp(target.host()).chain(its -> get(target, its, download)))
                  .ifNoItem()
                  .after(settings.timeout())
                  .failWith(() -> download.missed(settings.timeout()));
            });
  }

  @Override
  public void close() {
    client.close();
  }

  private Uni<InetAddress> lookUp(String host) {
    return Uni.createFrom()
        .completionStage(
            () -> vertx.executeBlocking(() -> checked(host), false).toCompletionStage());
  }

  /** One address of the host, none of whose addresses is forbidden. */
  private InetAddress checked(String host) {
    try {
      List<InetAddress> addresses = lookup.addresses(host);
      if (!settings.privateAddresses() && !addresses.stream().allMatch(publicAddresses::contains)) {
        throw new FetchException(
            Reason.NOT_ALLOWED, "The host " + host + " has an address that is not public");
      }
      return addresses.get(0);
    } catch (UnknownHostException e) {
      throw new FetchException(Reason.UNREACHABLE, "The host " + host + " is unknown");
    }
  }

  private Uni<byte[]> get(Target target, InetAddress address, Download download) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setSsl(target.secure())
            .setHost(target.host())
            .setPort(target.port())
            .setServer(
                SocketAddress.inetSocketAddress(new InetSocketAddress(address, target.port())))
            .setURI(target.resource())
            .setFollowRedirects(false);
    return Uni.createFrom()
        .completionStage(
            () -> {
              client.request(options).onSuccess(download::begin).onFailure(download::broke);
              return download.file();
            });
  }
}
