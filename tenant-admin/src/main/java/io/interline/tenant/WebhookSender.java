package io.interline.tenant;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Sends signed messages to addresses that tenants chose, through the guarded network. A port of
/// this module, for which the module with the network and the vault has the one implementation.
public interface WebhookSender {

  /// A new signing secret, `whsec_…`, and what is kept of it.
  Secret newSecret(TenantId tenant, UUID channel);

  /// @throws DomainException INVALID, code `address-invalid`, when it is no address to send to
  void check(String url);

  /// Sends one message with the headers of Standard Webhooks.
  ///
  /// @throws DomainException UNAVAILABLE, code `webhook-not-sent`, with the reason, when it was not
  ///     taken with a status of 2xx
  void post(Target target, byte[] body, Instant now, Duration limit) throws InterruptedException;

  /// @param sealed secret as it is kept
  record Secret(String text, byte[] sealed) {
    @Override
    public String toString() {
      return "Secret";
    }
  }

  /// @param message id of the message, the same on each try
  record Target(TenantId tenant, UUID channel, byte[] sealedSecret, String url, UUID message) {
    @Override
    public String toString() {
      return "Target[channel=" + channel + "]";
    }
  }
}
