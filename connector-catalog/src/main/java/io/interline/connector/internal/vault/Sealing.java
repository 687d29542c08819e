package io.interline.connector.internal.vault;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// AES-256-GCM with a random nonce, which goes before the ciphertext.
final class Sealing {

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Sealing() {}

  static byte[] random(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /// @param context what the plaintext belongs to; needed again to open it
  static byte[] seal(SecretKey key, byte[] context, byte[] plain) {
    try {
      var nonce = random(NONCE);
      var cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, context);
      var sealed = cipher.doFinal(plain);
      return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-256-GCM", e);
    }
  }

  /// @throws SealBrokenException when key or context are others, or the bytes were changed
  static byte[] open(SecretKey key, byte[] context, byte[] sealed) {
    if (sealed.length < NONCE + TAG_BITS / 8) throw new SealBrokenException("too short", null);
    try {
      var nonce = ByteBuffer.wrap(sealed, 0, NONCE);
      var bytes = new byte[NONCE];
      nonce.get(bytes);
      return cipher(Cipher.DECRYPT_MODE, key, bytes, context)
          .doFinal(sealed, NONCE, sealed.length - NONCE);
    } catch (AEADBadTagException e) {
      throw new SealBrokenException("another key, another context or changed bytes", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-256-GCM", e);
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] context)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context);
    return cipher;
  }
}
