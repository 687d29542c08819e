/**
 * JSON as a tree of <details>. It reads the text itself, so that numbers keep every digit and keys
 * their order; what is no JSON is shown as it is. At most 2,000 values are drawn, the rest on demand.
 */
type Node =
  | { kind: 'leaf'; css: string; text: string }
  | { kind: 'object' | 'array'; items: { key: string | null; value: Node }[] };

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  read(): Node {
    const node = this.value(0);
    this.space();
    if (this.at < this.text.length) throw new Error('text after the value');
    return node;
  }

  private value(depth: number): Node {
    if (depth > 250) throw new Error('too deep');
    this.space();
    const c = this.text[this.at];
    if (c === '{' || c === '[') return this.group(c, depth);
    if (c === '"') return { kind: 'leaf', css: 's', text: this.string() };
    const match = /^(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/.exec(this.text.slice(this.at, this.at + 1100));
    if (!match) throw new Error('no value');
    this.at += match[0].length;
    return { kind: 'leaf', css: /^[tfn]/.test(match[0]) ? 'b' : 'n', text: match[0] };
  }

  private group(open: string, depth: number): Node {
    const close = open === '{' ? '}' : ']';
    const items: { key: string | null; value: Node }[] = [];
    this.at++;
    this.space();
    while (this.text[this.at] !== close) {
      let key: string | null = null;
      if (open === '{') {
        this.space();
        key = this.string();
        this.space();
        if (this.text[this.at++] !== ':') throw new Error('no colon');
      }
      items.push({ key, value: this.value(depth + 1) });
      this.space();
      if (this.text[this.at] === ',') { this.at++; this.space(); }
      else if (this.text[this.at] !== close) throw new Error('no end');
    }
    this.at++;
    return { kind: open === '{' ? 'object' : 'array', items };
  }

  private string(): string {
    if (this.text[this.at] !== '"') throw new Error('no string');
    const start = this.at++;
    while (this.at < this.text.length && this.text[this.at] !== '"') this.at += this.text[this.at] === '\\' ? 2 : 1;
    if (this.at >= this.text.length) throw new Error('no end of string');
    return this.text.slice(start, ++this.at);
  }

  private space() { while (/\s/.test(this.text[this.at] ?? 'x')) this.at++; }
}

class JsonElement extends HTMLElement {
  private source = '';
  private left = 0;
  set text(value: string) { this.source = value ?? ''; if (this.isConnected) this.draw(); }
  get text() { return this.source; }
  connectedCallback() { this.draw(); }

  private draw() {
    this.left = 2_000;
    let content: globalThis.Node;
    try {
      content = this.node(new Reader(this.source).read(), null, 0);
    } catch {
      content = document.createElement('pre');
      content.textContent = this.source;
    }
    this.replaceChildren(content);
  }

  private node(node: Node, key: string | null, depth: number): HTMLElement {
    this.left--;
    if (node.kind === 'leaf' || node.items.length === 0) {
      const leaf = document.createElement('div');
      leaf.className = 'leaf';
      this.label(leaf, key);
      leaf.append(node.kind === 'leaf' ? this.part(node.css, node.text) : this.part('p', node.kind === 'object' ? '{}' : '[]'));
      return leaf;
    }
    const details = document.createElement('details');
    const summary = document.createElement('summary');
    const one = node.items.length === 1;
    const words = node.kind === 'object' ? `{ ${node.items.length} ${one ? 'field' : 'fields'} }` : `[ ${node.items.length} ${one ? 'item' : 'items'} ]`;
    this.label(summary, key);
    summary.append(this.part('p', words));
    const body = document.createElement('div');
    let drawn = false;
    const fill = () => {
      if (drawn) return;
      drawn = true;
      node.items.forEach((item) => body.append(this.node(item.value, item.key, depth + 1)));
    };
    details.append(summary, body);
    if (depth < 3 && this.left > node.items.length && node.items.length <= 100) { details.open = true; fill(); }
    details.addEventListener('toggle', () => { if (details.open) fill(); });
    return details;
  }

  private label(target: HTMLElement, key: string | null) {
    if (key !== null) target.append(this.part('k', key.slice(1, -1)), this.part('p', ': '));
  }

  private part(css: string, text: string): HTMLElement {
    const span = document.createElement('span');
    span.className = css;
    span.textContent = text;
    return span;
  }
}
if (!customElements.get('il-json')) customElements.define('il-json', JsonElement);
export {};
