package dev.quire.api.paddlex;

import dev.quire.api.CpuExecutor;
import dev.quire.api.CpuWork;
import dev.quire.api.paddlex.fetch.UrlFetcher;
import dev.quire.memory.MemoryReservation;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Locale;

/** The files that clients send: in the request itself as Base64, or as a URL to fetch. */
@Singleton
class ClientFiles {

  private final UrlFetcher fetcher;
  private final CpuExecutor pool;

  ClientFiles(UrlFetcher fetcher, CpuExecutor pool) {
    this.fetcher = fetcher;
    this.pool = pool;
  }

  /** Whether a file is a URL; everything else is taken for Base64. */
  static boolean isUrl(String file) {
    String start = file.substring(0, Math.min(8, file.length())).toLowerCase(Locale.ROOT);
    return start.startsWith("http://") || start.startsWith("https://");
  }

  /**
   * A file's bytes.
   *
   * @param work for whom and until when, where it has to be decoded
   * @param held holds what a fetched file takes until its owner closes it; what comes in the
   *     request is held with its body
   * @return fails with {@link RefusedException} for what is no Base64, and as {@link UrlFetcher}
   *     and {@link CpuExecutor#prepare} do
   */
  Uni<byte[]> bytes(String file, CpuWork work, MemoryReservation held) {
    return isUrl(file)
        ? fetcher.fetch(file, held)
        : pool.prepare(work, () -> Base64Text.decode(file));
  }
}
