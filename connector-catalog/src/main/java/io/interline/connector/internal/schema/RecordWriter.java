package io.interline.connector.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.connector.spi.JsonValue;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes what an action returns as a JSON tree. A component that is null is left out.
public final class RecordWriter {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final ClassValue<List<Part>> PARTS =
      new ClassValue<>() {
        @Override
        protected List<Part> computeValue(Class<?> type) {
          return parts(type);
        }
      };

  private record Part(String name, MethodHandle accessor) {}

  private RecordWriter() {}

  /// @throws IllegalArgumentException for a value that has no JSON form
  public static JsonNode write(@Nullable Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case JsonValue json -> TreeValue.tree(json);
      case String text -> NODES.textNode(text);
      case Integer number -> NODES.numberNode(number.intValue());
      case Long number -> NODES.numberNode(number.longValue());
      case Double number -> NODES.numberNode(number.doubleValue());
      case BigDecimal number -> NODES.numberNode(number);
      case Boolean truth -> NODES.booleanNode(truth);
      case Optional<?> optional -> write(optional.orElse(null));
      case Map<?, ?> map -> {
        var object = NODES.objectNode();
        map.forEach((key, item) -> object.set(key.toString(), write(item)));
        yield object;
      }
      case List<?> list -> {
        var array = NODES.arrayNode(list.size());
        list.forEach(item -> array.add(write(item)));
        yield array;
      }
      case Record record -> object(record);
      case Enum<?> constant -> NODES.textNode(constant.toString());
      case java.time.Duration duration -> NODES.textNode(duration.toString());
      default ->
          throw new IllegalArgumentException("no JSON form for " + value.getClass().getName());
    };
  }

  private static JsonNode object(Record record) {
    var object = NODES.objectNode();
    for (var part : PARTS.get(record.getClass())) {
      var value = read(part, record);
      if (value != null && !(value instanceof Optional<?> optional && optional.isEmpty()))
        object.set(part.name(), write(value));
    }
    return object;
  }

  private static @Nullable Object read(Part part, Record record) {
    try {
      return (Object) part.accessor().invokeExact(record);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("accessor " + part.name(), e);
    }
  }

  private static List<Part> parts(Class<?> type) {
    return Stream.of(type.getRecordComponents())
        .map(
            component -> {
              try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                return new Part(
                    component.getName(),
                    MethodHandles.lookup()
                        .unreflect(accessor)
                        .asType(MethodType.methodType(Object.class, Record.class)));
              } catch (IllegalAccessException e) {
                throw new IllegalArgumentException("no access to " + component, e);
              }
            })
        .toList();
  }
}
