import { lastEditor, PATH } from './code-editor';
import { gist, step } from './jslt';

const MOST_CHILDREN = 60;

/**
 * `<il-data-tree>`: the data that a step can use, from the sample. A click writes the path into the editor used last;
 * an entry can be dragged into any editor. `kinds` colours the first level as the cards on the canvas.
 */
class DataTreeElement extends HTMLElement {
  #data: Record<string, unknown> = {};
  #kinds: Record<string, string> = {};
  #open = new Set<string>();

  get data(): unknown { return this.#data; }
  set data(data: unknown) {
    try {
      this.#data = (typeof data === 'string' ? JSON.parse(data) : data) as Record<string, unknown> ?? {};
    } catch {
      this.#data = {};
    }
    this.#draw();
  }

  set kinds(kinds: Record<string, string>) {
    this.#kinds = kinds ?? {};
    this.#draw();
  }

  connectedCallback() {
    this.setAttribute('role', 'tree');
    this.setAttribute('aria-label', 'Data you can use');
    this.#draw();
  }

  #draw() {
    if (!this.isConnected) return;
    const entries = Object.entries(this.#data);
    this.replaceChildren(...entries.map(([key, value], i) => this.#row(key, value, step(key), 0, i === 0)));
    if (!entries.length) this.textContent = 'No data yet: give a sample.';
  }

  #row(key: string, value: unknown, path: string, depth: number, first = false): HTMLElement {
    const group = document.createElement('div');
    group.setAttribute('role', 'treeitem');
    const row = document.createElement('div');
    row.className = 'il-tree-row';
    row.style.paddingInlineStart = `${depth * 14}px`;
    const nested = value !== null && typeof value === 'object' && Object.keys(value).length > 0;
    const open = nested && (this.#open.has(path) || (first && !this.#open.has(`-${path}`)));
    if (nested) group.setAttribute('aria-expanded', String(open));
    const toggle = document.createElement('button');
    toggle.type = 'button';
    toggle.className = 'il-tree-toggle';
    toggle.textContent = nested ? (open ? '▾' : '▸') : '';
    toggle.tabIndex = nested ? 0 : -1;
    toggle.setAttribute('aria-label', `${open ? 'Close' : 'Open'} ${key}`);
    toggle.onclick = () => {
      this.#open[open ? 'delete' : 'add'](path);
      this.#open[open ? 'add' : 'delete'](`-${path}`);
      this.#draw();
    };
    const name = document.createElement('button');
    name.type = 'button';
    name.className = 'il-tree-name';
    name.textContent = key;
    name.title = `Insert ${path}`;
    name.dataset.path = path;
    if (depth === 0) name.dataset.kind = this.#kinds[key] ?? 'call';
    name.draggable = true;
    name.onclick = () => lastEditor()?.insertPath(path);
    name.ondragstart = (e) => {
      e.dataTransfer?.setData(PATH, path);
      e.dataTransfer?.setData('text/plain', path);
    };
    const preview = document.createElement('span');
    preview.className = 'il-tree-value';
    preview.textContent = gist(value);
    row.append(toggle, name, preview);
    group.append(row);
    if (open) {
      const children = Array.isArray(value)
        ? [['[0]', value[0], `${path}[0]`] as const]
        : Object.entries(value as object).slice(0, MOST_CHILDREN).map(([k, v]) => [k, v, path + step(k)] as const);
      const inner = document.createElement('div');
      inner.setAttribute('role', 'group');
      inner.append(...children.map(([k, v, p]) => this.#row(k, v, p, depth + 1, Array.isArray(value))));
      group.append(inner);
    }
    return group;
  }
}

if (!customElements.get('il-data-tree')) customElements.define('il-data-tree', DataTreeElement);
