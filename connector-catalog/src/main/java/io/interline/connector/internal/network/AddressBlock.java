package io.interline.connector.internal.network;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// A block of addresses in CIDR form, `10.0.0.0/8` or `fc00::/7`.
record AddressBlock(byte[] address, int prefix) {

  /// @throws IllegalArgumentException when the text is no block: names are not looked up
  static AddressBlock parse(String text) {
    String block = text.strip();
    int slash = block.indexOf('/');
    String literal = slash < 0 ? block : block.substring(0, slash);
    if (!literal.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*"))
      throw new IllegalArgumentException("'" + text + "' is no address block such as 10.0.0.0/8");
    try {
      var address = InetAddress.getByName(literal).getAddress();
      int prefix =
          slash < 0 ? address.length * 8 : Integer.parseInt(block.substring(slash + 1).strip());
      if (prefix < 0 || prefix > address.length * 8)
        throw new IllegalArgumentException("'" + text + "': the prefix is out of range");
      return new AddressBlock(address, prefix);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no address block such as 10.0.0.0/8", e);
    }
  }

  /// Whether an address of the same family lies in this block.
  boolean contains(byte[] other) {
    if (other.length != address.length) return false;
    int whole = prefix / 8;
    for (int i = 0; i < whole; i++) if (address[i] != other[i]) return false;
    int rest = prefix % 8;
    if (rest == 0) return true;
    int mask = 0xff << (8 - rest);
    return (address[whole] & mask) == (other[whole] & mask);
  }
}
