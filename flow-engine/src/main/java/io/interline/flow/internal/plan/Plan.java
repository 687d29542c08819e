package io.interline.flow.internal.plan;

import com.fasterxml.jackson.core.JsonPointer;
import io.interline.flow.FlowId;
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
/// @param redact pointers into the context that are masked wherever people read
public record Plan(
    FlowId flow,
    String title,
    String trigger,
    @Nullable Check messageCheck,
    List<Node> nodes,
    List<Scope> scopes,
    int errorScope,
    List<JsonPointer> redact) {

  public Plan {
    nodes = List.copyOf(nodes);
    scopes = List.copyOf(scopes);
    redact = List.copyOf(redact);
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
