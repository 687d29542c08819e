/** What is wrong with a JSON text, and where; null when nothing is. */
export type JsonProblem = { message: string; from: number; to: number };

const WHERE = /\s*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_$][\w$-]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

class Wrong extends Error {
  readonly from: number;
  readonly to: number;
  constructor(message: string, from: number, to: number) {
    super(message);
    this.from = from;
    this.to = to;
  }
}

class Check {
  #at = 0;
  readonly text: string;
  constructor(text: string) { this.text = text; }

  whole() {
    this.#value(0);
    if (this.#peek() !== '') this.#wrong('Nothing may follow the end of the JSON.');
  }

  #peek(): string {
    this.#take(WHERE);
    return this.text[this.#at] ?? '';
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text);
    if (!found) return null;
    this.#at = pattern.lastIndex;
    return found[0];
  }

  #wrong(message: string, from = this.#at, to = Math.min(this.text.length, from + 1)): never {
    throw new Wrong(message, from, to);
  }

  #value(depth: number) {
    if (depth > 500) this.#wrong('This is nested too deep.');
    const c = this.#peek();
    if (c === '{' || c === '[') return this.#group(c, depth);
    if (c === '"') return this.#string();
    if (c === '') this.#wrong('A value is missing at the end.');
    if (c === "'") this.#wrong('Texts stand in double quotes, ", in JSON.');
    const from = this.#at;
    if (this.#take(NUMBER) !== null) return;
    const word = this.#take(WORD);
    if (word === 'true' || word === 'false' || word === 'null') return;
    if (word !== null) this.#wrong(`'${word}' is no JSON value; a text stands in double quotes.`, from, this.#at);
    this.#wrong(c === ',' || c === '}' || c === ']' ? `A value is missing before '${c}'.` : `A value cannot begin with '${c}'.`);
  }

  #string() {
    const from = this.#at;
    if (this.#take(STRING) === null) this.#wrong('This text has no end, or a character in it that JSON writes with a backslash.', from);
  }

  #group(open: string, depth: number) {
    const from = this.#at++;
    const close = open === '{' ? '}' : ']';
    if (this.#peek() === close) { this.#at++; return; }
    for (;;) {
      if (open === '{') {
        const c = this.#peek();
        const at = this.#at;
        if (c === '') this.#wrong(`This '${open}' has no '${close}'.`, from);
        if (c !== '"') {
          this.#take(WORD);
          this.#wrong('Names stand in double quotes, ", in JSON.', at, Math.max(this.#at, at + 1));
        }
        this.#string();
        if (this.#peek() !== ':') this.#wrong("A ':' is missing between the name and its value.");
        this.#at++;
      }
      this.#value(depth + 1);
      const c = this.#peek();
      if (c === '') this.#wrong(`This '${open}' has no '${close}'.`, from);
      if (c === close) { this.#at++; return; }
      if (c !== ',') this.#wrong(`A comma or '${close}' is missing here.`);
      const comma = this.#at++;
      if (this.#peek() === close) this.#wrong(`No comma may stand before '${close}'.`, comma);
    }
  }
}

export function jsonProblem(text: string): JsonProblem | null {
  try {
    new Check(text).whole();
    return null;
  } catch (wrong) {
    if (wrong instanceof Wrong) return { message: wrong.message, from: wrong.from, to: wrong.to };
    throw wrong;
  }
}
