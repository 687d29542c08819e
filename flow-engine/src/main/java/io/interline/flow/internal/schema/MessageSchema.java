package io.interline.flow.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InvalidSchemaRefException;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.RegularExpression;
import io.interline.flow.internal.expression.BoundedRegex;
import io.interline.flow.internal.expression.MappingException;
import io.interline.flow.internal.expression.MappingException.Kind;
import io.interline.flow.internal.expression.MappingLimits;
import io.interline.flow.internal.expression.Sandbox;
import java.util.List;
import java.util.Locale;

/// A compiled JSON Schema: 2020-12, unless `$schema` names an earlier draft. Safe for use from many
/// threads, and safe to let a tenant write: nothing is fetched from anywhere, and compiling and
/// validating end within [MappingLimits]. Patterns are those of [BoundedRegex].
///
/// ```java
/// var schema = MessageSchema.compile(json("{\"type\": \"object\", \"required\": [\"id\"]}"));
/// List<SchemaViolation> wrong = schema.validate(message);
/// ```
public final class MessageSchema {

  /// Violations that one validation answers at most.
  public static final int MAX_VIOLATIONS = 50;

  private static final SpecificationVersion DEFAULT = SpecificationVersion.DRAFT_2020_12;

  /// Knows the schemas of schemas, which the library carries along.
  private static final SchemaRegistry META = SchemaRegistry.withDefaultDialect(DEFAULT);

  private static final SchemaRegistryConfig SETTINGS =
      SchemaRegistryConfig.builder()
          .pathType(PathType.JSON_POINTER)
          .locale(Locale.ENGLISH)
          .regularExpressionFactory(MessageSchema::pattern)
          .build();

  private final Schema schema;

  private MessageSchema(Schema schema) {
    this.schema = schema;
  }

  /// Compiles a schema.
  ///
  /// @throws MessageSchemaException when it is no schema, refers outside itself, or is too large
  public static MessageSchema compile(JsonNode schema) {
    var meta = META.getSchema(SchemaLocation.of(dialect(schema))); // loading it is not their time
    try {
      return Sandbox.call(
          MappingLimits.STANDARD, Kind.SYNTAX, () -> new MessageSchema(load(schema, meta)));
    } catch (MappingException e) {
      throw new MessageSchemaException("The schema " + reason(e), e.isLimit(), e);
    }
  }

  /// What is wrong with a value, at most [#MAX_VIOLATIONS]; empty when it fits.
  ///
  /// @throws MessageSchemaException when the schema takes more steps than allowed for the value
  public List<SchemaViolation> validate(JsonNode value) {
    return validate(value, MappingLimits.STANDARD);
  }

  /// What is wrong with a value, at most [#MAX_VIOLATIONS]; empty when it fits.
  ///
  /// @param limits for large messages, [MappingLimits#forMessage]
  /// @throws MessageSchemaException when the schema takes more steps than allowed for the value
  public List<SchemaViolation> validate(JsonNode value, MappingLimits limits) {
    try {
      return Sandbox.call(limits, Kind.RUNTIME, () -> errors(value));
    } catch (MappingException e) {
      if (e.isLimit()) throw new MessageSchemaException("Validating " + e.reason(), true, e);
      // The library fails for numbers beyond a double in places.
      return List.of(new SchemaViolation("", "cannot be checked: " + e.reason()));
    }
  }

  private List<SchemaViolation> errors(JsonNode value) {
    var execution = new BoundedExecution(MAX_VIOLATIONS);
    List<Error> errors = schema.validate(execution, value, OutputFormat.DEFAULT);
    return errors.stream().limit(MAX_VIOLATIONS).map(MessageSchema::violation).toList();
  }

  private static SchemaViolation violation(Error error) {
    return new SchemaViolation(error.getInstanceLocation().toString(), error.getMessage());
  }

  private static Schema load(JsonNode source, Schema meta) {
    Sandbox.measure(source);
    var wrong = meta.validate(new BoundedExecution(1), source, OutputFormat.DEFAULT);
    if (!wrong.isEmpty()) {
      var first = wrong.getFirst();
      throw new SchemaException(first.getInstanceLocation() + ": " + first.getMessage());
    }
    var schema =
        SchemaRegistry.withDefaultDialect(
                DEFAULT,
                registry ->
                    registry
                        .schemaRegistryConfig(SETTINGS)
                        .schemaLoader(loader -> loader.block(_ -> true)))
            .getSchema(source);
    schema.initializeValidators();
    return schema;
  }

  private static String dialect(JsonNode source) {
    String id = source.path("$schema").asText(DEFAULT.getDialectId());
    for (var version : SpecificationVersion.values())
      if (id.replaceFirst("#$", "").equals(version.getDialectId().replaceFirst("#$", "")))
        return version.getDialectId();
    throw new MessageSchemaException("'$schema' names '" + id + "', which is not known here");
  }

  private static RegularExpression pattern(String regexp) {
    return BoundedRegex.compile(regexp)::find;
  }

  private static String reason(MappingException e) {
    if (e.isLimit()) return e.reason();
    return switch (e.getCause()) {
      case InvalidSchemaRefException missing ->
          "refers to something that it does not contain; nothing is fetched from elsewhere: "
              + missing.getMessage();
      case SchemaException wrong -> "is not valid: " + wrong.getMessage();
      case null, default -> "is not valid: " + e.reason();
    };
  }
}
