package io.interline.ui.elements;

import com.vaadin.flow.component.AbstractSinglePropertyField;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A code editor as a field: JSON, JSLT, or JSON and text in which `${…}` is JSLT. Its value
/// follows the typing after a pause of 120 ms.
@Tag("il-code")
@JsModule("./interline/code-editor.ts")
@NpmPackage(value = "@codemirror/autocomplete", version = "6.20.4")
@NpmPackage(value = "@codemirror/commands", version = "6.11.1")
@NpmPackage(value = "@codemirror/lang-json", version = "6.0.2")
@NpmPackage(value = "@codemirror/language", version = "6.13.1")
@NpmPackage(value = "@codemirror/lint", version = "6.9.8")
@NpmPackage(value = "@codemirror/search", version = "6.7.2")
@NpmPackage(value = "@codemirror/state", version = "6.7.6")
@NpmPackage(value = "@codemirror/view", version = "6.43.15")
@NpmPackage(value = "@lezer/highlight", version = "1.2.5")
public final class CodeEditor extends AbstractSinglePropertyField<CodeEditor, String>
    implements HasSize, HasStyle, Focusable<CodeEditor> {

  /// What is written in it.
  public enum Mode {
    JSON,
    JSLT,
    TEMPLATE,
    /// JSON with `${…}` in it, or a text with `${…}` in it.
    BODY,
    TEXT
  }

  /// Something to say of a place.
  ///
  /// @param line counted from 1, as `column` is
  public record Mark(String message, int line, int column) {}

  /// @param label what is written, for screen readers
  public CodeEditor(Mode mode, String label) {
    super("value", "", false);
    getElement().setAttribute("mode", mode.name().toLowerCase(Locale.ROOT));
    getElement().setAttribute("aria-label", label);
    getElement().setAttribute("role", "group");
    addClassName("ild-code");
  }

  /// One line: no line break can be typed.
  public CodeEditor line() {
    getElement().setAttribute("line", true);
    return this;
  }

  /// Lines are numbered, and blocks can be folded.
  public CodeEditor numbers() {
    getElement().setAttribute("numbers", true);
    return this;
  }

  /// What it shows while it is empty.
  public CodeEditor placeholder(String text) {
    getElement().setAttribute("placeholder", text);
    return this;
  }

  /// Data that expressions see, for completion; JSON text.
  public void context(String json) {
    getElement().setProperty("context", json);
  }

  /// Marks a place as wrong.
  ///
  /// @param line counted from 1, as `column` is
  public void problem(String message, int line, int column) {
    getElement().setPropertyJson("problem", json(new Mark(message, line, column)));
    hints(List.of());
  }

  /// Marks places as probably not meant so.
  public void hints(List<Mark> marks) {
    var all = JsonNodeFactory.instance.arrayNode();
    for (var mark : marks) all.add(json(mark));
    getElement().setPropertyJson("hints", all);
  }

  /// Takes the marks away.
  public void noProblem() {
    getElement().setPropertyJson("problem", JsonNodeFactory.instance.nullNode());
    hints(List.of());
  }

  private static ObjectNode json(Mark mark) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("message", mark.message())
        .put("line", mark.line())
        .put("column", mark.column());
  }

  @Override
  public void setReadOnly(boolean readOnly) {
    getElement().setProperty("readonly", readOnly);
  }

  @Override
  public boolean isReadOnly() {
    return getElement().getProperty("readonly", false);
  }
}
