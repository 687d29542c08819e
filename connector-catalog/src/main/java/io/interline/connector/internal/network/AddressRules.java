package io.interline.connector.internal.network;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which addresses may be called: public ones, and the blocks that the installation allows.
///
/// Refused are all blocks of the IANA special-purpose registries for IPv4 and IPv6
/// (https://www.iana.org/assignments/iana-ipv4-special-registry, -ipv6-special-registry), all IPv6
/// outside global unicast, every form that carries an IPv4 address inside an IPv6 one, and the
/// addresses at which clouds serve credentials to their machines.
final class AddressRules {

  private record Refused(AddressBlock block, String what) {}

  private static final List<Refused> REFUSED =
      Stream.of(
              "0.0.0.0/8 this network",
              "10.0.0.0/8 private",
              "100.64.0.0/10 carrier-grade NAT",
              "127.0.0.0/8 loopback",
              "168.63.129.16/32 cloud platform",
              "169.254.0.0/16 link-local or metadata",
              "172.16.0.0/12 private",
              "192.0.0.0/24 protocol assignments",
              "192.0.2.0/24 documentation",
              "192.88.99.0/24 6to4 relay",
              "192.168.0.0/16 private",
              "198.18.0.0/15 benchmarking",
              "198.51.100.0/24 documentation",
              "203.0.113.0/24 documentation",
              "224.0.0.0/4 multicast",
              "240.0.0.0/4 reserved or broadcast",
              "::/128 unspecified",
              "::1/128 loopback",
              "::/96 IPv4-compatible",
              "::ffff:0:0:0/96 IPv4-translated",
              "64:ff9b::/96 NAT64",
              "64:ff9b:1::/48 local NAT64",
              "100::/64 discard",
              "100:0:0:1::/64 dummy",
              "2001::/23 protocol assignments or Teredo",
              "2001:db8::/32 documentation",
              "2002::/16 6to4",
              "3fff::/20 documentation",
              "5f00::/16 segment routing",
              "fc00::/7 private",
              "fe80::/10 link-local",
              "fec0::/10 site-local",
              "ff00::/8 multicast")
          .map(AddressRules::refused)
          .toList();

  private static final AddressBlock GLOBAL_UNICAST = AddressBlock.parse("2000::/3");

  private final List<AddressBlock> allowed;

  /// @throws IllegalArgumentException for text that is no address block
  AddressRules(List<String> allowed) {
    this.allowed = allowed.stream().filter(t -> !t.isBlank()).map(AddressBlock::parse).toList();
  }

  /// Whether the installation allows more than public addresses.
  boolean allowsMore() {
    return !allowed.isEmpty();
  }

  /// Why an address may not be called; empty when it may.
  Optional<String> refusal(InetAddress address) {
    var bytes = plain(address.getAddress());
    for (var block : allowed) if (block.contains(bytes)) return Optional.empty();
    for (var refused : REFUSED)
      if (refused.block().contains(bytes)) return Optional.of(refused.what());
    if (bytes.length == 16 && !GLOBAL_UNICAST.contains(bytes))
      return Optional.of("not a public address");
    return Optional.empty();
  }

  /// An IPv4 address mapped into IPv6 (`::ffff:10.0.0.1`) is judged as the IPv4 address.
  private static byte[] plain(byte[] address) {
    if (address.length != 16) return address;
    for (int i = 0; i < 10; i++) if (address[i] != 0) return address;
    if (address[10] != -1 || address[11] != -1) return address;
    return java.util.Arrays.copyOfRange(address, 12, 16);
  }

  private static Refused refused(String line) {
    int space = line.indexOf(' ');
    return new Refused(
        AddressBlock.parse(line.substring(0, space)), line.substring(space + 1) + " address");
  }
}
