package io.interline.connector.internal.network;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/// Looks a host up once and returns only addresses that may be called, so that the address
/// checked is the address connected to. Literal addresses come through here as well.
///
/// A name that stands for a refused address fails as an unknown one does; the operator's log says
/// which it was.
final class GuardedResolver implements DnsResolver, AutoCloseable {

  private static final int MOST_ADDRESSES = 4;
  private static final long LONGEST_LOOKUP_SECONDS = 5;

  private final AddressRules rules;
  private final OwnPlaces own;
  private final Lookup lookup;
  private final RefusalLog log = new RefusalLog();

  /// A look-up blocks in the operating system, hence threads of its own that can be left behind.
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          32, Thread.ofPlatform().daemon().name("interline-dns-", 0).factory());

  /// The look-up proper.
  interface Lookup {
    InetAddress[] all(String host) throws UnknownHostException;
  }

  /// Tells where the hub itself listens.
  interface OwnPlaces {
    boolean isOwn(InetAddress address, int port);
  }

  GuardedResolver(AddressRules rules, OwnPlaces own, Lookup lookup) {
    this.rules = rules;
    this.own = own;
    this.lookup = lookup;
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    var checked = new ArrayList<InetSocketAddress>();
    String refusal = "no address";
    for (var address : lookUp(host)) {
      var refused = rules.refusal(address);
      if (refused.isPresent()) refusal = refused.get();
      else if (own.isOwn(address, port)) refusal = "the hub itself";
      else
        checked.add(
            new InetSocketAddress(InetAddress.getByAddress(host, address.getAddress()), port));
    }
    if (checked.isEmpty()) {
      log.refused(host, port, refusal);
      throw isPlain(host) ? refused(host, refusal) : new UnknownHostException(host);
    }
    return checked.size() <= MOST_ADDRESSES ? checked : checked.subList(0, MOST_ADDRESSES);
  }

  /// Without a port nothing can be said of the hub's own ones.
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    throw new UnknownHostException(host);
  }

  private static AddressRefusedException refused(String host, String refusal) {
    return new AddressRefusedException(
        "The address of '"
            + host
            + "' is not allowed ("
            + refusal
            + "). "
            + (refusal.equals("the hub itself")
                ? "Flows do not call the hub: to start another flow, use a flow step."
                : "The operator of the hub can allow address blocks: interline.network.allow."));
  }

  /// Whether everybody knows what the host stands for: an address, or the machine itself.
  private static boolean isPlain(String host) {
    return host.equals("localhost") || host.indexOf(':') >= 0 || host.matches("[0-9.]+");
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
