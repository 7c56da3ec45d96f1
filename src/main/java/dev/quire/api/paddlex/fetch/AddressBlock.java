package dev.quire.api.paddlex.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Addresses that begin alike.
 *
 * @param network 4 or 16 bytes; never changed
 * @param prefix how many of its bits count
 */
record AddressBlock(byte[] network, int prefix) {

  /** Parses CIDR notation, such as {@code 10.0.0.0/8}. */
  static AddressBlock parse(String cidr) {
    int slash = cidr.indexOf('/');
    try {
      // a literal is not looked up
      byte[] network = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
      return new AddressBlock(network, Integer.parseInt(cidr.substring(slash + 1)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'%s' is no block of addresses".formatted(cidr), e);
    }
  }

  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
