package io.interline.connector.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes records of JSON objects. Made once for each record; safe for many threads.
///
/// Numbers and booleans are taken for text, and text that reads as one for a number or boolean, as
/// forms and expressions deliver them. All wrong fields are reported at once.
public final class RecordBinder<T extends Record> {

  private final Class<T> type;
  private final List<Slot> slots;
  private final Map<String, Integer> positions;
  private final MethodHandle constructor;

  private record Slot(
      FieldSpec spec, FieldReader reader, boolean optional, @Nullable Object defaultValue) {}

  /// @throws IllegalArgumentException when a component cannot be read from JSON, or its default
  ///     does not fit
  public RecordBinder(Class<T> type) {
    this.type = type;
    var components = type.getRecordComponents();
    var specs = FieldSpec.of(type);
    this.slots =
        IntStream.range(0, components.length)
            .mapToObj(i -> slot(specs.get(i), components[i]))
            .toList();
    var names = new HashMap<String, Integer>();
    for (int i = 0; i < slots.size(); i++) names.put(slots.get(i).spec().name(), i);
    this.positions = Map.copyOf(names);
    this.constructor = constructor(type, components);
  }

  /// @throws BindException that names every field that is missing, unknown or wrong
  public T bind(JsonNode input) throws BindException {
    var problems = new FieldProblems();
    T bound = bind(input, "", problems);
    if (bound == null) throw new BindException(problems.message());
    return bound;
  }

  /// @return null when a problem was added
  @Nullable T bind(JsonNode input, String path, FieldProblems problems) {
    if (!input.isObject()) {
      problems.add(owner(path), "must be an object");
      return null;
    }
    var values = new @Nullable Object[slots.size()];
    boolean fits = unknownFields(input, path, problems);
    for (int i = 0; i < values.length; i++) {
      var slot = slots.get(i);
      var read = read(slot, input.get(slot.spec().name()), path, problems);
      fits &= read.isPresent();
      values[i] = read.orElse(null) instanceof Value value ? value.content() : null;
    }
    return fits ? construct(values, path, problems) : null;
  }

  private boolean unknownFields(JsonNode input, String path, FieldProblems problems) {
    boolean none = true;
    for (var entry : input.properties()) {
      if (positions.containsKey(entry.getKey())) continue;
      problems.add(path + entry.getKey(), "is unknown here; known are " + known());
      none = false;
    }
    return none;
  }

  private String known() {
    return String.join(", ", slots.stream().map(slot -> slot.spec().name()).toList());
  }

  private record Value(@Nullable Object content) {}

  private static Optional<Value> read(
      Slot slot, @Nullable JsonNode node, String path, FieldProblems problems) {
    String name = path + slot.spec().name();
    if (node == null || node.isNull()) {
      if (slot.defaultValue() == null && !slot.spec().nullable()) {
        problems.add(name, "is required");
        return Optional.empty();
      }
      return Optional.of(new Value(slot.optional() ? Optional.empty() : slot.defaultValue()));
    }
    var value = slot.reader().read(node, name, problems);
    if (value == null) return Optional.empty();
    return Optional.of(new Value(slot.optional() ? Optional.of(value) : value));
  }

  private @Nullable T construct(@Nullable Object[] values, String path, FieldProblems problems) {
    try {
      return type.cast((Record) constructor.invokeExact(values));
    } catch (IllegalArgumentException e) {
      problems.add(owner(path), "is wrong: " + e.getMessage());
      return null;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("constructor of " + type.getName(), e);
    }
  }

  /// The field that holds this record: `lines[0].` without its dot.
  private static String owner(String path) {
    return path.isEmpty() ? "input" : path.substring(0, path.length() - 1);
  }

  private static Slot slot(FieldSpec spec, RecordComponent component) {
    var reader = FieldReader.of(spec.type());
    var text = spec.defaultText();
    Object value = null;
    if (text.isPresent()) {
      var problems = new FieldProblems();
      value = reader.read(TextNode.valueOf(text.get()), spec.name(), problems);
      if (value == null)
        throw new IllegalArgumentException("default of " + component + ": " + problems.message());
    }
    if (component.getType().isPrimitive() && spec.nullable())
      throw new IllegalArgumentException(component + " is primitive, and nullable");
    return new Slot(spec, reader, component.getType() == Optional.class, value);
  }

  private static MethodHandle constructor(Class<?> type, RecordComponent[] components) {
    var parameters = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return MethodHandles.lookup()
          .unreflectConstructor(constructor)
          .asSpreader(Object[].class, parameters.length)
          .asType(MethodType.methodType(Record.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no canonical constructor of " + type, e);
    }
  }
}
