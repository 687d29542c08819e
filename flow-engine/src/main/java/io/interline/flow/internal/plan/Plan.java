package io.interline.flow.internal.plan;

import com.fasterxml.jackson.core.JsonPointer;
import io.interline.flow.FlowId;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// A flow version compiled once: steps by index, expressions compiled, jumps resolved. Immutable.
///
/// @param trigger id under which expressions find the message
/// @param messageCheck absent when any JSON is taken
/// @param nodes in the order of the document
/// @param scopes the first is the flow's own
/// @param errorScope index of the scope of `onError`, or [Place#END]
/// @param bodies of loops; the first is the flow's own
/// @param redact pointers into the context that are masked wherever people read
public record Plan(
    FlowId flow,
    String title,
    String trigger,
    @Nullable Check messageCheck,
    List<Node> nodes,
    List<Scope> scopes,
    List<Body> bodies,
    int errorScope,
    List<JsonPointer> redact,
    @Nullable Dedupe dedupe,
    @Nullable Order order) {

  public Plan {
    nodes = List.copyOf(nodes);
    scopes = List.copyOf(scopes);
    bodies = List.copyOf(bodies);
    redact = List.copyOf(redact);
  }

  /// @param key of a message; may give null
  /// @param window how long it is remembered
  public record Dedupe(Expression key, Duration window) {}

  /// @param key of a message; may give null
  /// @param blocks whether a dead letter holds up those of its key that came after it
  public record Order(Expression key, boolean blocks) {}

  /// Whether it answers the caller who sent the message.
  public boolean responds() {
    return nodes.stream().anyMatch(node -> node instanceof Node.Respond && isEnabled(node));
  }

  private static boolean isEnabled(Node node) {
    return !node.place().disabled();
  }

  public Body body(int index) {
    return bodies.get(index);
  }

  public Node node(int index) {
    return nodes.get(index);
  }

  public Scope scope(int index) {
    return scopes.get(index);
  }

  /// Index of a step by its id.
  ///
  /// @throws NoSuchElementException when the flow has no such step
  public int indexOf(String id) {
    for (var node : nodes) if (node.id().equals(id)) return node.place().index();
    throw new NoSuchElementException("no step " + id + " in flow " + flow);
  }
}
