import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, startCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json, jsonParseLinter } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { linter, setDiagnostics } from '@codemirror/lint';
import { searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, hoverTooltip, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { complete, expressionBefore, FUNCTIONS, highlighting, jsltLanguage, templateLanguage } from './jslt';

/** What a dragged or clicked entry of the data tree carries. */
export const PATH = 'application/x-interline-path';

type Problem = { message: string; line: number; column: number } | null;

const DEBOUNCE = 120;

/** The editor that had the keyboard last; the data tree writes into it. */
let lastUsed: WeakRef<CodeEditorElement> | undefined;

export const lastEditor = (): CodeEditorElement | undefined => {
  const editor = lastUsed?.deref();
  return editor?.isConnected && editor.offsetParent !== null ? editor : undefined;
};

const look = EditorView.theme({
  '&': { color: 'var(--il-ink)', backgroundColor: 'var(--il-surface)', font: 'var(--il-mono)', borderRadius: 'inherit', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { font: 'inherit', overflow: 'auto', borderRadius: 'inherit' },
  '.cm-content': { caretColor: 'var(--il-ink)', padding: '6px 0' },
  '.cm-line': { padding: '0 9px' },
  '.cm-cursor': { borderLeftColor: 'var(--il-ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--il-accent) 22%, transparent)' },
  '.cm-gutters': { backgroundColor: 'var(--il-surface)', color: 'var(--il-ink-3)', border: '0', paddingLeft: '2px' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--il-accent) 4%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--il-ink-2)' },
  '.cm-matchingBracket': { backgroundColor: 'color-mix(in srgb, var(--il-accent) 18%, transparent) !important', color: 'inherit !important' },
  '.cm-placeholder': { color: 'var(--il-ink-3)' },
  '.cm-tooltip': { backgroundColor: 'var(--il-surface)', color: 'var(--il-ink)', border: '1px solid var(--il-line-strong)', borderRadius: '8px', boxShadow: 'var(--il-shadow-2)', overflow: 'hidden' },
  '.cm-tooltip-autocomplete > ul': { font: 'var(--il-mono)', maxHeight: '15em' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '2px 9px !important', display: 'flex', gap: '10px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--il-accent-soft) !important', color: 'var(--il-ink) !important' },
  '.cm-completionDetail': { color: 'var(--il-ink-3)', fontStyle: 'normal', marginLeft: 'auto', overflow: 'hidden', textOverflow: 'ellipsis' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionInfo': { padding: '6px 10px', font: 'var(--il-f)', maxWidth: '260px' },
  '.cm-diagnostic': { font: 'var(--il-f)', padding: '6px 10px', borderLeft: '3px solid var(--il-bad)' },
  '.cm-panels': { backgroundColor: 'var(--il-surface-2)', color: 'var(--il-ink)' },
});

const functionHelp = hoverTooltip((view, pos) => {
  const line = view.state.doc.lineAt(pos);
  for (const word of line.text.matchAll(/[A-Za-z][\w-]*(?=\s*\()/g)) {
    const from = line.from + word.index;
    const help = FUNCTIONS[word[0]];
    if (!help || pos < from || pos > from + word[0].length) continue;
    return {
      pos: from,
      above: true,
      create: () => {
        const dom = document.createElement('div');
        dom.style.cssText = 'padding:6px 10px;font:var(--il-f)';
        const call = document.createElement('code');
        call.style.font = 'var(--il-mono)';
        call.textContent = help[0];
        dom.append(call, document.createElement('br'), help[1]);
        return { dom };
      },
    };
  }
  return null;
});

/**
 * `<il-code mode="json|jslt|template|text">`: CodeMirror as a field. `value-changed` follows the typing after a short
 * pause, and at once when the keyboard leaves. `context` is the data that expressions see, for completion.
 */
class CodeEditorElement extends HTMLElement {
  #view?: EditorView;
  #value = '';
  #context: unknown = {};
  #problem: Problem = null;
  #readonly = false;
  #writable = new Compartment();
  #timer?: ReturnType<typeof setTimeout>;

  get value(): string {
    return this.#view ? this.#view.state.doc.toString() : this.#value;
  }

  set value(text: string) {
    this.#value = text ?? '';
    if (this.#view && this.#view.state.doc.toString() !== this.#value) {
      this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: this.#value } });
      clearTimeout(this.#timer);
    }
  }

  get context(): unknown { return this.#context; }
  set context(context: unknown) {
    try {
      this.#context = typeof context === 'string' ? JSON.parse(context) : (context ?? {});
    } catch {
      this.#context = {};
    }
  }

  get readonly(): boolean { return this.#readonly; }
  set readonly(readonly: boolean) {
    this.#readonly = readonly;
    this.toggleAttribute('data-readonly', readonly);
    this.#view?.dispatch({ effects: this.#writable.reconfigure(EditorState.readOnly.of(readonly)) });
  }

  /** What the server found wrong, with its place. */
  get problem(): Problem { return this.#problem; }
  set problem(problem: Problem) {
    this.#problem = problem;
    this.#showProblem();
  }

  #showProblem() {
    if (!this.#view) return;
    const { doc } = this.#view.state;
    const problem = this.#problem;
    if (!problem) return this.#view.dispatch(setDiagnostics(this.#view.state, []));
    const line = doc.line(Math.max(1, Math.min(doc.lines, problem.line || 1)));
    const from = Math.min(line.to, line.from + Math.max(0, problem.column - 1));
    const to = Math.min(line.to, from + (/^[\w.-]+/.exec(line.text.slice(from - line.from))?.[0].length ?? 1));
    this.#view.dispatch(setDiagnostics(this.#view.state, [{ from, to: Math.max(from, to), severity: 'error', message: problem.message }]));
  }

  get mode(): string { return this.getAttribute('mode') ?? 'text'; }
  get isLine(): boolean { return this.hasAttribute('line'); }

  connectedCallback() {
    if (this.#view) return;
    this.#view = new EditorView({
      parent: this,
      // Without root, the styles go into the shadow root of whatever component this is slotted into.
      root: this.getRootNode() as Document | ShadowRoot,
      state: EditorState.create({ doc: this.#value, extensions: this.#extensions() }),
    });
    this.#showProblem();
  }

  disconnectedCallback() {
    this.#flush();
    this.#value = this.value;
    this.#view?.destroy();
    this.#view = undefined;
  }

  override focus() { this.#view?.focus(); }

  /** Writes a path at the caret (or at a place), in `${…}` where the text around it is no expression. */
  insertPath(path: string, at?: number) {
    const view = this.#view;
    if (!view || this.#readonly) return;
    const { from, to } = at === undefined ? view.state.selection.main : { from: at, to: at };
    const inside = this.mode === 'jslt' || (this.mode === 'template' && expressionBefore(view.state.sliceDoc(0, from)) !== null);
    const text = inside || this.mode === 'text' ? path : this.mode === 'json' ? `"\${${path}}"` : `\${${path}}`;
    view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length }, scrollIntoView: true });
    view.focus();
  }

  #extensions(): Extension[] {
    const extensions: Extension[] = [
      history(), drawSelection(), bracketMatching(), closeBrackets(), indentOnInput(), indentUnit.of('  '), highlighting, look,
      this.#writable.of(EditorState.readOnly.of(this.#readonly)),
      EditorView.contentAttributes.of({ 'aria-label': this.getAttribute('aria-label') ?? 'Editor', spellcheck: 'false', tabindex: '0' }),
      EditorView.updateListener.of((u) => {
        if (!u.docChanged) return;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#flush(), DEBOUNCE);
      }),
      EditorView.domEventHandlers({
        focus: () => { lastUsed = new WeakRef(this); },
        blur: () => this.#flush(),
        drop: (event, view) => {
          const path = event.dataTransfer?.getData(PATH);
          if (!path) return false;
          event.preventDefault();
          this.insertPath(path, view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.doc.length);
          return true;
        },
      }),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap, ...defaultKeymap]),
    ];
    const hint = this.getAttribute('placeholder');
    if (hint) extensions.push(placeholder(hint));
    if (this.isLine) {
      extensions.push(
        EditorState.transactionFilter.of((tr) => (tr.newDoc.lines > 1 ? [] : tr)),
        EditorView.theme({ '.cm-scroller': { overflow: 'hidden', scrollbarWidth: 'none' } }),
        EditorView.domEventHandlers({
          paste: (event, view) => {
            const text = event.clipboardData?.getData('text/plain') ?? '';
            if (!/[\r\n]/.test(text)) return false;
            event.preventDefault();
            view.dispatch(view.state.replaceSelection(text.replace(/\s*[\r\n]+\s*/g, ' ').trim()));
            return true;
          },
        }),
      );
    } else {
      extensions.push(EditorView.lineWrapping, Prec.low(keymap.of([indentWithTab])));
    }
    if (this.hasAttribute('numbers')) extensions.push(lineNumbers(), foldGutter(), highlightActiveLine());
    switch (this.mode) {
      case 'json':
        extensions.push(json(), linter((view) => (view.state.doc.length ? jsonParseLinter()(view) : [])));
        break;
      case 'jslt':
        extensions.push(jsltLanguage, functionHelp, autocompletion({
          override: [(c) => complete(c, c.state.sliceDoc(0, c.pos), this.#context)], icons: false,
        }));
        break;
      case 'template':
        extensions.push(templateLanguage, functionHelp, autocompletion({
          override: [(c) => {
            const expression = expressionBefore(c.state.sliceDoc(0, c.pos));
            return expression === null ? null : complete(c, expression, this.#context);
          }],
          icons: false,
        }), EditorView.inputHandler.of((view, from, to, text) => {
          // `${` closes itself and offers the data.
          if (text !== '{' || view.state.sliceDoc(from - 1, from) !== '$') return false;
          view.dispatch({ changes: { from, to, insert: '{.}' }, selection: { anchor: from + 2 }, userEvent: 'input.type' });
          startCompletion(view);
          return true;
        }));
        break;
    }
    return extensions;
  }

  #flush() {
    clearTimeout(this.#timer);
    if (!this.#view || this.value === this.#value) return;
    this.#value = this.value;
    this.dispatchEvent(new CustomEvent('value-changed'));
  }
}

if (!customElements.get('il-code')) customElements.define('il-code', CodeEditorElement);
