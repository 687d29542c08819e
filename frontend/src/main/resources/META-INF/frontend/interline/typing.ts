/**
 * What the code editor adds to what is typed, decided from the place of the caret alone. The rule: only where code is
 * written does a bracket or a quote close itself; within texts, strings and comments nothing but `${` does. What was
 * added is typed over, so that whoever types a whole expression gets exactly what was typed.
 */
export type Mode = 'json' | 'jslt' | 'template' | 'body' | 'text';

/** Where the caret stands. `text`, `json` and `jsonString` are outside of expressions. */
export type Place = 'text' | 'json' | 'jsonString' | 'code' | 'string' | 'comment';

/** The place at the end of a text, and the expression that is open there, decoded when a JSON string holds it. */
export type Spot = { place: Place; expression: string | null; quoted: boolean; escaped: boolean };

/** A body is JSON when it begins so, else a text. */
const isJson = (text: string) => /^\s*[[{]/.test(text);

/** Reads what stands before the caret. */
export function spotAfter(before: string, mode: Mode): Spot {
  if (mode === 'text') return { place: 'text', expression: null, quoted: false, escaped: false };
  const json = mode === 'json' || (mode === 'body' && isJson(before));
  const expressions = mode !== 'json';
  const outside = (): Place => (inString ? 'jsonString' : json ? 'json' : 'text');
  let inString = false;
  let escaped = false;
  let depth = mode === 'jslt' ? 1 : 0;
  let place: Place = mode === 'jslt' ? 'code' : outside();
  let expression = '';
  for (let i = 0; i < before.length; i++) {
    const c = before[i];
    escaped = false;
    if (depth === 0) {
      if (expressions && before.startsWith('$${', i)) i += 2;
      else if (expressions && before.startsWith('${', i)) {
        i++;
        depth = 1;
        place = 'code';
        expression = '';
        continue;
      } else if (inString && c === '\\') {
        escaped = i + 1 === before.length;
        i++;
      } else if (json && c === '"') inString = !inString;
      place = outside();
      continue;
    }
    // Within a JSON string a quote of the expression is written \" (or plain, which is read too).
    const unit = inString && c === '\\' && i + 1 < before.length ? before[++i] : c;
    if (place === 'comment') {
      if (unit === '\n') place = 'code';
    } else if (place === 'string') {
      if (unit === '\\') {
        escaped = i + 1 === before.length;
        expression += unit;
        if (++i < before.length) expression += before[i];
        continue;
      }
      if (unit === '"') place = 'code';
    } else if (unit === '"') place = 'string';
    else if (before.startsWith('//', i)) place = 'comment';
    else if (unit === '{') depth++;
    else if (unit === '}' && mode !== 'jslt' && --depth === 0) {
      place = outside();
      continue;
    }
    expression += unit;
  }
  return { place, expression: depth > 0 ? expression : null, quoted: inString, escaped };
}

const CLOSERS: Record<string, string> = { '(': ')', '[': ']', '{': '}', '"': '"' };

/** What closes an opening character that is typed here; null where it is only itself. */
export function closerOf(before: string, after: string, typed: string, mode: Mode): string | null {
  const closer = CLOSERS[typed];
  if (!closer) return null;
  const { place, quoted, escaped } = spotAfter(before, mode);
  if (escaped || place === 'string' || place === 'comment') return null;
  if (place !== 'code' && typed === '{' && mode !== 'json' && mode !== 'text' && /(?:^|[^$])\$$/.test(before)) return closer;
  if (place === 'text' || place === 'jsonString') return null;
  if (place === 'json' && typed === '(') return null;
  const next = after[0] ?? '';
  if (!/^[\s)\]},:|]?$/.test(next) && !(quoted && next === '"')) return null;
  if (typed === '"') return quoted || /[\w"\\$]$/.test(before) ? null : closer;
  return closer;
}

/** Whether a character that is typed before the same character, which was added, is that one. */
export function typesOver(before: string, after: string, typed: string, mode: Mode): boolean {
  return after[0] === typed && /[)\]}"]/.test(typed) && !spotAfter(before, mode).escaped;
}

/** What of the editor's text changes with one typed character, for an editor without a selection. */
export type Typing = { insert: string; close: string } | 'over';

/** @param added whether the character after the caret was added rather than typed */
export function typing(before: string, after: string, typed: string, mode: Mode, added: boolean): Typing {
  if (added && typesOver(before, after, typed, mode)) return 'over';
  return { insert: typed, close: closerOf(before, after, typed, mode) ?? '' };
}
