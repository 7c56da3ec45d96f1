package dev.quire.api.paddlex.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Where a host is. */
@FunctionalInterface
public interface HostLookup {

  /**
   * All of its addresses; may block.
   *
   * @param host a name, or an address as it stands in a URL
   * @throws UnknownHostException if it has none
   */
  List<InetAddress> addresses(String host) throws UnknownHostException;

  /** As the machine looks hosts up. */
  static HostLookup ofMachine() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
