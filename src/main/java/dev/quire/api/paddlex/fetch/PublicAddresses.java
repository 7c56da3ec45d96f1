package dev.quire.api.paddlex.fetch;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from those that lead to this machine, its network or
 * nowhere, by IANA's special-purpose address registries (RFC 6890 and its updates). Of IPv6 only
 * global unicast (2000::/3) is public, and addresses that wrap an IPv4 address are as public as
 * that is.
 */
final class PublicAddresses {

  private static final int IPV6_BYTES = 16;

  private final List<AddressBlock> specialIpv4 =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  private final List<AddressBlock> globalIpv6 = blocks("2000::/3");

  /** Protocol assignments with Teredo among them, and documentation. */
  private final List<AddressBlock> specialIpv6 = blocks("2001::/23", "2001:db8::/32", "3fff::/20");

  /** NAT64 holds an IPv4 address in its last bytes, 6to4 in those after the prefix. */
  private final AddressBlock nat64 = AddressBlock.parse("64:ff9b::/96");

  private final AddressBlock sixToFour = AddressBlock.parse("2002::/16");

  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length < IPV6_BYTES) {
      return !in(specialIpv4, bytes);
    }
    if (nat64.contains(bytes)) {
      return !in(specialIpv4, Arrays.copyOfRange(bytes, 12, 16));
    }
    if (sixToFour.contains(bytes)) {
      return !in(specialIpv4, Arrays.copyOfRange(bytes, 2, 6));
    }
    return in(globalIpv6, bytes) && !in(specialIpv6, bytes);
  }

  private static boolean in(List<AddressBlock> blocks, byte[] address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  private static List<AddressBlock> blocks(String... cidrs) {
    return Stream.of(cidrs).map(AddressBlock::parse).toList();
  }
}
