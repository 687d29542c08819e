package io.interline.connector.internal.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/// Looks a host up once and returns only addresses that may be called, so that the address
/// checked is the address connected to. Literal addresses come through here as well.
final class GuardedResolver implements DnsResolver, AutoCloseable {

  private static final int MOST_ADDRESSES = 4;
  private static final long LONGEST_LOOKUP_SECONDS = 5;

  private final AddressRules rules;
  private final Lookup lookup;

  /// A look-up blocks in the operating system, hence threads of its own that can be left behind.
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          32, Thread.ofPlatform().daemon().name("interline-dns-", 0).factory());

  /// The look-up proper.
  interface Lookup {
    InetAddress[] all(String host) throws UnknownHostException;
  }

  GuardedResolver(AddressRules rules, Lookup lookup) {
    this.rules = rules;
    this.lookup = lookup;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var checked = new ArrayList<InetAddress>();
    String refusal = "no address";
    for (var address : lookUp(host)) {
      var refused = rules.refusal(address);
      if (refused.isEmpty()) checked.add(InetAddress.getByAddress(host, address.getAddress()));
      else refusal = refused.get();
    }
    if (checked.isEmpty())
      throw new AddressRefusedException(
          "The address of '"
              + host
              + "' is not allowed ("
              + refusal
              + "). The operator of the hub can allow address blocks: interline.network.allow.");
    return checked.stream().limit(MOST_ADDRESSES).toArray(InetAddress[]::new);
  }

  private InetAddress[] lookUp(String host) throws UnknownHostException {
    try {
      return threads.submit(() -> lookup.all(host)).get(LONGEST_LOOKUP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw unknown(host, e);
    } catch (TimeoutException | RejectedExecutionException e) {
      throw unknown(host, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(host, e);
    }
  }

  private static UnknownHostException unknown(String host, Exception cause) {
    var unknown = new UnknownHostException(host);
    unknown.initCause(cause);
    return unknown;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
