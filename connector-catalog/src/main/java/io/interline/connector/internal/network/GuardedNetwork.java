package io.interline.connector.internal.network;

import io.interline.connector.spi.Call.HttpResponse;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.ConnectorException.Transient;
import io.interline.tenant.Duties;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/// Sends requests to addresses that tenants chose. Every address is checked as it is connected to;
/// nothing is redirected, repeated or kept; packed answers are unpacked within bounds; an exchange
/// ends at its deadline, whatever the other side does, and an answer that is too large is cut off.
@Component
@EnableConfigurationProperties(NetworkSettings.class)
public class GuardedNetwork implements AutoCloseable {

  private final AddressRules rules;
  private final GuardedResolver resolver;
  private final GuardedResolver trialResolver;
  private final CloseableHttpClient client;

  /// For the hub's own test receiver alone, so that no connection that was opened to it is used for
  /// another of the hub's pages.
  private final CloseableHttpClient trialClient;

  private final OwnAddresses own;
  private final Deadlines deadlines;
  private final int maxResponseBytes;

  @Autowired
  public GuardedNetwork(NetworkSettings settings, OwnAddresses own, Duties duties) {
    this(settings, own, InetAddress::getAllByName, duties);
  }

  GuardedNetwork(NetworkSettings settings, OwnAddresses own, GuardedResolver.Lookup lookup) {
    this(settings, own, lookup, new Duties());
  }

  private GuardedNetwork(
      NetworkSettings settings, OwnAddresses own, GuardedResolver.Lookup lookup, Duties duties) {
    this.deadlines = new Deadlines(duties);
    this.own = own;
    this.rules = new AddressRules(settings.allow());
    this.resolver = new GuardedResolver(rules, own::isOwn, lookup);
    this.trialResolver = new GuardedResolver(rules, (_, _) -> false, lookup);
    this.client = HttpClients.guarded(resolver, settings.connectTimeout());
    this.trialClient = HttpClients.guarded(trialResolver, settings.connectTimeout());
    this.maxResponseBytes = settings.maxResponseBytes();
  }

  /// Whether the installation allows more than public addresses.
  public boolean allowsPrivateAddresses() {
    return rules.allowsMore();
  }

  /// Sends a request and reads the whole answer within `limit`.
  ///
  /// @throws Permanent for an address, header or certificate that will not do, and for an answer
  ///     that is too large
  /// @throws Transient for everything that a later try may mend
  public HttpResponse send(
      String method, Target target, Map<String, String> headers, byte[] body, Duration limit)
      throws ConnectorException, InterruptedException {
    HeaderRules.check(headers);
    boolean trial = OwnAddresses.isTrial(target.uri());
    if (!trial && own.isPublished(target))
      throw new Permanent(
          "'"
              + target.host()
              + "' is the hub itself. Flows do not call the hub: to start another flow, use a flow"
              + " step.",
          null);
    var host = new HttpHost(target.scheme(), target.host(), target.port());
    if (limit.isNegative() || limit.isZero())
      throw new Transient("No time is left for a call to " + host.toHostString(), null);
    var request = new HttpUriRequestBase(method, target.uri());
    headers.forEach(request::setHeader);
    if (body.length > 0) request.setEntity(new ByteArrayEntity(body, null));
    try (var deadline = deadlines.after(limit.toNanos(), request)) {
      try {
        return Unpacking.unpacked(
            exchange(trial ? trialClient : client, host, request), maxResponseBytes);
      } catch (IOException | RuntimeException e) {
        if (Thread.interrupted()) throw new InterruptedException("interrupted during a call");
        if (deadline.passed())
          throw new Transient(
              "No complete answer from " + host.toHostString() + " within " + words(limit), null);
        throw classed(e, host);
      }
    }
  }

  private HttpResponse exchange(
      CloseableHttpClient client, HttpHost host, HttpUriRequestBase request) throws IOException {
    try (var response = client.executeOpen(host, request, null)) {
      return new HttpResponse(response.getCode(), headers(response), body(response, request));
    }
  }

  private static Map<String, String> headers(ClassicHttpResponse response) {
    var headers = new LinkedHashMap<String, String>();
    for (var header : response.getHeaders())
      headers.merge(
          header.getName().toLowerCase(Locale.ROOT),
          header.getValue() == null ? "" : header.getValue(),
          (first, next) -> first + ", " + next);
    return headers;
  }

  private byte[] body(ClassicHttpResponse response, HttpUriRequestBase request) throws IOException {
    var entity = response.getEntity();
    if (entity == null) return new byte[0];
    InputStream content = entity.getContent();
    byte[] bytes = CallMemory.read(content, entity.getContentLength(), maxResponseBytes);
    if (bytes == null) throw tooLarge(request);
    content.close();
    return bytes;
  }

  /// The rest is not read: the connection is given up.
  private ResponseTooLargeException tooLarge(HttpUriRequestBase request) {
    request.cancel();
    return new ResponseTooLargeException(
        "The answer is larger than " + (maxResponseBytes >> 20) + " MB");
  }

  private static ConnectorException classed(Exception e, HttpHost host) {
    String name = host.toHostString();
    return switch (e) {
      case AddressRefusedException refused -> new Permanent(message(refused), null);
      case ResponseTooLargeException tooLarge -> new Permanent(message(tooLarge), null);
      case UnknownHostException unknown ->
          new Transient(
              "The host of '"
                  + name
                  + "' was not found, or its address is not allowed; the operator of the hub finds"
                  + " in its log which it was",
              null);
      case ConnectTimeoutException timeout ->
          new Transient("No connection to " + name + " in time", null);
      case HttpHostConnectException refused ->
          new Transient("Nothing answers at " + name + " (connection refused)", null);
      case SSLException tls when untrusted(tls) ->
          new Permanent("The certificate of " + name + " is not trusted", tls);
      case IOException broken ->
          new Transient("The connection to " + name + " broke: " + broken.getMessage(), broken);
      default -> new Permanent("The request to " + name + " cannot be sent", e);
    };
  }

  private static boolean untrusted(SSLException e) {
    if (e instanceof SSLPeerUnverifiedException) return true;
    for (Throwable cause = e; cause != null; cause = cause.getCause())
      if (cause instanceof CertificateException) return true;
    return false;
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }

  private static String words(Duration limit) {
    return limit.compareTo(Duration.ofSeconds(2)) < 0
        ? limit.toMillis() + " ms"
        : limit.toSeconds() + " s";
  }

  @Override
  public void close() throws IOException {
    client.close();
    trialClient.close();
    deadlines.close();
    resolver.close();
    trialResolver.close();
  }

  private static final class ResponseTooLargeException extends IOException {
    ResponseTooLargeException(@Nullable String message) {
      super(message);
    }
  }
}
