package io.interline.flow.internal.journal;

import io.interline.tenant.TextRules;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/// A one-dimensional array in PostgreSQL's binary form (`array_recv`): no conversion to text on
/// either side. The connection must have binary transfer enabled for the array's type.
@SuppressWarnings("EqualsHashCode")
final class BinaryArray extends PGobject implements PGBinaryObject {

  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final int NULL = -1;

  private byte[] bytes;
  private int size;
  private int length;

  private BinaryArray(String type, int elementOid, int sizeHint) {
    setType(type);
    bytes = new byte[20 + sizeHint];
    int4(1); // dimensions
    int4(1); // may hold nulls
    int4(elementOid);
    int4(0); // length, written at the end
    int4(1); // lower bound
  }

  static BinaryArray ofUuid(int length) {
    return new BinaryArray("_uuid", 2950, 20 * length);
  }

  static BinaryArray ofInt2(int length) {
    return new BinaryArray("_int2", 21, 6 * length);
  }

  static BinaryArray ofInt4(int length) {
    return new BinaryArray("_int4", 23, 8 * length);
  }

  static BinaryArray ofInt8(int length) {
    return new BinaryArray("_int8", 20, 12 * length);
  }

  static BinaryArray ofText(int length) {
    return new BinaryArray("_text", 25, 24 * length);
  }

  static BinaryArray ofBytes(int total, int length) {
    return new BinaryArray("_bytea", 17, total + 4 * length);
  }

  static BinaryArray ofTime(int length) {
    return new BinaryArray("_timestamptz", 1184, 12 * length);
  }

  void add(@Nullable UUID value) {
    length++;
    if (value == null) {
      int4(NULL);
      return;
    }
    int4(16);
    int8(value.getMostSignificantBits());
    int8(value.getLeastSignificantBits());
  }

  void addInt2(int value) {
    length++;
    int4(2);
    int2(value);
  }

  void addInt4(int value) {
    length++;
    int4(4);
    int4(value);
  }

  void addInt8(long value) {
    length++;
    int4(8);
    int8(value);
  }

  /// [Instant#MAX] is infinity.
  void add(Instant value) {
    addInt8(value.equals(Instant.MAX) ? Long.MAX_VALUE : EPOCH.until(value, ChronoUnit.MICROS));
  }

  /// What PostgreSQL's text cannot hold becomes U+FFFD.
  void add(@Nullable String value) {
    if (value == null) {
      length++;
      int4(NULL);
    } else {
      add(TextRules.cleaned(value).getBytes(StandardCharsets.UTF_8));
    }
  }

  void add(byte[] value) {
    length++;
    int4(value.length);
    ensure(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  @Override
  public int lengthInBytes() {
    return size;
  }

  @Override
  public void toBytes(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, size);
    target[offset + 12] = (byte) (length >> 24);
    target[offset + 13] = (byte) (length >> 16);
    target[offset + 14] = (byte) (length >> 8);
    target[offset + 15] = (byte) length;
  }

  @Override
  public void setByteValue(byte[] value, int offset) {
    throw new UnsupportedOperationException("written only");
  }

  @Override
  public Object clone() {
    throw new UnsupportedOperationException("not shared");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  private void int2(int value) {
    ensure(2);
    bytes[size++] = (byte) (value >> 8);
    bytes[size++] = (byte) value;
  }

  private void int4(int value) {
    int2(value >> 16);
    int2(value);
  }

  private void int8(long value) {
    int4((int) (value >> 32));
    int4((int) value);
  }

  private void ensure(int more) {
    if (bytes.length - size < more)
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
  }
}
