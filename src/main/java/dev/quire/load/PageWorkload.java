package dev.quire.load;

import dev.quire.client.FileType;
import dev.quire.client.ServiceAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Pages for {@code POST /v1/layout}, one after the other. Eight bytes that no decoder reads follow
 * each, so that no two are identical: the service computes identical pages only once.
 */
public final class PageWorkload implements Workload {

  private final ServiceAddress address;
  private final List<byte[]> pages;
  private final boolean identical;

  /**
   * @param pages files, at least one; not to be changed
   * @param identical sends them as they are
   */
  public PageWorkload(ServiceAddress address, List<byte[]> pages, boolean identical) {
    if (pages.isEmpty()) {
      throw new IllegalArgumentException("A load needs a page");
    }
    this.address = address;
    this.pages = List.copyOf(pages);
    this.identical = identical;
  }

  @Override
  public HttpRequest.Builder request(long number) {
    byte[] page = pages.get((int) (number % pages.size()));
    return address
        .request("/v1/layout", Optional.empty())
        .setHeader("Content-Type", FileType.of(page).mediaType())
        .POST(body(page, number));
  }

  private BodyPublisher body(byte[] page, long number) {
    BodyPublisher file = BodyPublishers.ofByteArray(page);
    byte[] mark = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    return identical ? file : BodyPublishers.concat(file, BodyPublishers.ofByteArray(mark));
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public String unit() {
    return "pages";
  }

  @Override
  public String description() {
    long bytes = pages.stream().mapToLong(page -> page.length).sum() / pages.size();
    return "%d page file(s) of %d KiB in the mean%s"
        .formatted(pages.size(), Math.round(bytes / 1024.0), identical ? ", identical" : "");
  }
}
