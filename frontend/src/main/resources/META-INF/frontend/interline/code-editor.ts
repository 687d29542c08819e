import { autocompletion, completionKeymap, startCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { linter, setDiagnostics } from '@codemirror/lint';
import { searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension, Prec, StateEffect, StateField } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, hoverTooltip, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { complete, FUNCTIONS, highlighting, jsltLanguage, templateLanguage } from './jslt';
import { jsonProblem } from './json-problem';
import { closerOf, type Mode, spotAfter, typing } from './typing';

/** What a dragged or clicked entry of the data tree carries. */
export const PATH = 'application/x-interline-path';

type Mark = { message: string; line: number; column: number };
type Problem = Mark | null;

const addCloser = StateEffect.define<number>({ map: (at, changes) => changes.mapPos(at, 1) });

/** Places of the closing characters that were added, not typed; forgotten when the caret leaves their line. */
const addedClosers = StateField.define<readonly number[]>({
  create: () => [],
  update(places, tr) {
    let now = places;
    if (tr.docChanged) now = now.filter((at) => tr.changes.mapPos(at, 1) < tr.changes.mapPos(at + 1, -1)).map((at) => tr.changes.mapPos(at, 1));
    for (const effect of tr.effects) if (effect.is(addCloser)) now = [...now, effect.value];
    if (!tr.selection && !tr.docChanged) return now;
    const { head } = tr.newSelection.main;
    const end = tr.newDoc.lineAt(head).to;
    return now.filter((at) => at >= head && at < end);
  },
});

/** Closes brackets, quotes and `${` by the rule of `typing.ts`. */
function closing(mode: Mode): Extension {
  const type = EditorView.inputHandler.of((view, from, to, text) => {
    if (view.composing || view.compositionStarted || view.state.readOnly || text.length !== 1) return false;
    const { state } = view;
    if (state.selection.ranges.length > 1 || from !== state.selection.main.from || to !== state.selection.main.to) return false;
    const before = state.sliceDoc(0, from);
    if (from !== to) return wrap(view, from, to, before, text);
    const added = state.field(addedClosers).includes(from);
    const result = typing(before, state.sliceDoc(from, from + 1), text, mode, added);
    if (result === 'over') {
      view.dispatch({ selection: { anchor: from + 1 }, scrollIntoView: true, userEvent: 'input.type' });
      return true;
    }
    if (!result.close) return false;
    view.dispatch({
      changes: { from, insert: text + result.close },
      selection: { anchor: from + 1 },
      effects: addCloser.of(from + 1),
      scrollIntoView: true,
      userEvent: 'input.type',
    });
    if (text === '{' && before.endsWith('$')) startCompletion(view);
    return true;
  });
  const wrap = (view: EditorView, from: number, to: number, before: string, text: string) => {
    const closer = closerOf(before, '', text, mode);
    if (!closer) return false;
    view.dispatch({
      changes: [{ from, insert: text }, { from: to, insert: closer }],
      selection: { anchor: from + 1, head: to + 1 },
      userEvent: 'input.type',
    });
    return true;
  };
  const removePair = (view: EditorView) => {
    const { main } = view.state.selection;
    if (!main.empty || main.from === 0 || !view.state.field(addedClosers).includes(main.from)) return false;
    if (!['()', '[]', '{}', '""'].includes(view.state.sliceDoc(main.from - 1, main.from + 1))) return false;
    view.dispatch({ changes: { from: main.from - 1, to: main.from + 1 }, userEvent: 'delete.backward' });
    return true;
  };
  return [addedClosers, type, Prec.high(keymap.of([{ key: 'Backspace', run: removePair }]))];
}

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
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--il-warn)' },
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
 * `<il-code mode="json|jslt|template|body|text">`: CodeMirror as a field. `value-changed` follows the typing after a short
 * pause, and at once when the keyboard leaves. `context` is the data that expressions see, for completion.
 */
class CodeEditorElement extends HTMLElement {
  #view?: EditorView;
  #value = '';
  #context: unknown = {};
  #problem: Problem = null;
  #hints: Mark[] = [];
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

  /** What works, but is probably not meant so. */
  get hints(): Mark[] { return this.#hints; }
  set hints(hints: Mark[]) {
    this.#hints = hints ?? [];
    this.#showProblem();
  }

  #showProblem() {
    if (!this.#view) return;
    const { doc } = this.#view.state;
    const place = ({ message, line, column }: Mark, severity: 'error' | 'warning') => {
      const at = doc.line(Math.max(1, Math.min(doc.lines, line || 1)));
      const from = Math.min(at.to, at.from + Math.max(0, column - 1));
      const to = Math.min(at.to, from + (/^[\w.-]+/.exec(at.text.slice(from - at.from))?.[0].length ?? 1));
      return { from, to: Math.max(from, to), severity, message };
    };
    const marks = this.#hints.map((hint) => place(hint, 'warning'));
    if (this.#problem) marks.push(place(this.#problem, 'error'));
    this.#view.dispatch(setDiagnostics(this.#view.state, marks));
  }

  get mode(): Mode { return (this.getAttribute('mode') as Mode | null) ?? 'text'; }
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
    const spot = spotAfter(view.state.sliceDoc(0, from), this.mode);
    const inside = spot.expression !== null;
    const written = inside && spot.quoted ? JSON.stringify(path).slice(1, -1) : path;
    const wrapped = `\${${spot.quoted || spot.place === 'json' ? JSON.stringify(path).slice(1, -1) : path}}`;
    const text = inside || this.mode === 'text' ? written : spot.place === 'json' ? `"${wrapped}"` : wrapped;
    view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length }, scrollIntoView: true });
    view.focus();
  }

  #extensions(): Extension[] {
    const extensions: Extension[] = [
      history(), drawSelection(), bracketMatching(), closing(this.mode), indentOnInput(), indentUnit.of('  '), highlighting, look,
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
      keymap.of([...completionKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap, ...defaultKeymap]),
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
        extensions.push(json(), linter((view) => {
          const wrong = view.state.doc.length ? jsonProblem(view.state.doc.toString()) : null;
          return wrong ? [{ ...wrong, severity: 'error' }] : [];
        }));
        break;
      case 'jslt':
      case 'template':
      case 'body':
        extensions.push(this.mode === 'jslt' ? jsltLanguage : templateLanguage, functionHelp, autocompletion({
          override: [(c) => {
            const spot = spotAfter(c.state.sliceDoc(0, c.pos), this.mode);
            return spot.place === 'code' ? complete(c, spot.expression ?? '', this.#context, spot.quoted) : null;
          }],
          icons: false,
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
