package io.interline.ui.designer;

import com.vaadin.flow.component.Component;
import io.interline.flow.Problem;
import io.interline.flow.Problem.Severity;
import java.util.List;

/// Marks each field of a form with the error that the check found in it. Warnings are said by the
/// hints that the field has of itself.
final class FieldMarks {

  private FieldMarks() {}

  static void draw(DesignerSession session, Component form) {
    var errors = session.problems().stream().filter(p -> p.severity() == Severity.ERROR).toList();
    walk(session, errors, form);
  }

  private static void walk(DesignerSession session, List<Problem> errors, Component part) {
    if (part instanceof FieldRow row && row.place() != null)
      row.mark(
          errors.stream()
              .filter(error -> concerns(session, error, row.place()))
              .map(Problem::message)
              .findFirst()
              .orElse(null));
    part.getChildren().forEach(child -> walk(session, errors, child));
  }

  /// What is missing is said of that in which it is missing.
  private static boolean concerns(DesignerSession session, Problem error, FieldRow.Place place) {
    var field = session.pointerOf(place.step()) + place.pointer();
    if ((error.pointer() + "/").startsWith(field + "/")) return true;
    return place.required()
        && error.code().endsWith("-missing")
        && error.pointer().equals(field.substring(0, field.lastIndexOf('/')))
        && isEmpty(session, place);
  }

  private static boolean isEmpty(DesignerSession session, FieldRow.Place place) {
    var value = session.at(place.step(), place.pointer());
    return value.isMissingNode() || value.isNull() || value.asString("x").isEmpty();
  }
}
