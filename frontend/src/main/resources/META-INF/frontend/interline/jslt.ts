import { HighlightStyle, StreamLanguage, type StringStream, syntaxHighlighting } from '@codemirror/language';
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { tags } from '@lezer/highlight';

/** The functions built into JSLT 0.1.14: how they are called and what they answer. */
export const FUNCTIONS: Record<string, [call: string, does: string]> = {
  all: ['all(array)', 'Whether every element is true'],
  any: ['any(array)', 'Whether one element is true'],
  array: ['array(value)', 'The value as an array; an object as key and value pairs'],
  boolean: ['boolean(value)', 'The value as true or false'],
  capture: ['capture(text, pattern)', 'Named groups of a regular expression, as an object'],
  ceiling: ['ceiling(number)', 'Rounds up'],
  contains: ['contains(element, array or text)', 'Whether it is in there'],
  'ends-with': ['ends-with(text, end)', 'Whether a text ends so'],
  error: ['error(message)', 'Fails the mapping with a message'],
  fallback: ['fallback(a, b, …)', 'The first value that is not empty or null'],
  flatten: ['flatten(array)', 'Arrays within the array laid out flat'],
  floor: ['floor(number)', 'Rounds down'],
  'format-time': ['format-time(seconds, format, zone?)', 'Seconds since 1970 as text'],
  'from-json': ['from-json(text, otherwise?)', 'Reads JSON out of a text'],
  'get-key': ['get-key(object, key, otherwise?)', 'The value of a key that is worked out'],
  'hash-int': ['hash-int(value)', 'A whole number that is the same for the same value'],
  'index-of': ['index-of(array, value)', 'Where it is first, or -1'],
  'is-array': ['is-array(value)', 'Whether it is an array'],
  'is-boolean': ['is-boolean(value)', 'Whether it is true or false'],
  'is-decimal': ['is-decimal(value)', 'Whether it is a number with decimals'],
  'is-integer': ['is-integer(value)', 'Whether it is a whole number'],
  'is-number': ['is-number(value)', 'Whether it is a number'],
  'is-object': ['is-object(value)', 'Whether it is an object'],
  'is-string': ['is-string(value)', 'Whether it is a text'],
  join: ['join(array, between)', 'The elements as one text'],
  lowercase: ['lowercase(text)', 'In small letters'],
  max: ['max(a, b)', 'The greater one'],
  min: ['min(a, b)', 'The lesser one'],
  mod: ['mod(a, b)', 'What is left of a division'],
  not: ['not(value)', 'True for false, and the other way round'],
  now: ['now()', 'Seconds since 1970'],
  number: ['number(value, otherwise?)', 'The value as a number'],
  'parse-time': ['parse-time(text, format, otherwise?)', 'Text as seconds since 1970'],
  'parse-url': ['parse-url(text)', 'The parts of an address, as an object'],
  random: ['random()', 'A number from 0 to 1'],
  replace: ['replace(text, pattern, by)', 'Replaces what a regular expression finds'],
  round: ['round(number)', 'To the nearest whole number'],
  'sha256-hex': ['sha256-hex(text)', 'SHA-256 in hexadecimal'],
  size: ['size(value)', 'How many elements, keys or letters'],
  split: ['split(text, pattern)', 'Cuts a text into an array'],
  'starts-with': ['starts-with(text, begin)', 'Whether a text begins so'],
  string: ['string(value)', 'The value as text'],
  sum: ['sum(array)', 'The numbers added up'],
  test: ['test(text, pattern)', 'Whether a regular expression fits'],
  'to-json': ['to-json(value)', 'The value as JSON text'],
  trim: ['trim(text)', 'Without space at both ends'],
  uppercase: ['uppercase(text)', 'In capital letters'],
  uuid: ['uuid()', 'A new id'],
  zip: ['zip(a, b)', 'Pairs of two arrays'],
  'zip-with-index': ['zip-with-index(array)', 'Elements with their number'],
};

const KEYWORDS = new Set(['def', 'let', 'for', 'if', 'else', 'and', 'or', 'import', 'as']);
const ATOMS = new Set(['true', 'false', 'null']);

function expressionToken(stream: StringStream): string | null {
  if (stream.match('//')) {
    stream.skipToEnd();
    return 'comment';
  }
  if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) {
    return stream.match(/^\s*:/, false) ? 'propertyName' : 'string';
  }
  if (stream.match(/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/)) return 'number';
  if (stream.match(/^\$[A-Za-z_][\w-]*/)) return 'variableName';
  if (stream.match(/^\.(?:[A-Za-z_][\w-]*|"(?:[^"\\]|\\.)*")?/)) return 'labelName';
  const word = stream.match(/^[A-Za-z_][\w-]*(?::[A-Za-z_][\w-]*)?/) as RegExpMatchArray | null;
  if (word) {
    if (KEYWORDS.has(word[0])) return 'keyword';
    if (ATOMS.has(word[0])) return 'atom';
    return stream.match(/^\s*\(/, false) ? 'function' : null;
  }
  stream.next();
  return null;
}

const tokenTable = { function: tags.function(tags.variableName) };

export const jsltLanguage = StreamLanguage.define({
  name: 'jslt',
  tokenTable,
  languageData: { commentTokens: { line: '//' } },
  token: expressionToken,
});

/** Text in which `${…}` is JSLT. */
export const templateLanguage = StreamLanguage.define<{ depth: number }>({
  name: 'template',
  tokenTable,
  startState: () => ({ depth: 0 }),
  copyState: (s) => ({ ...s }),
  token(stream, state) {
    if (state.depth === 0) {
      if (stream.match('$${')) return null;
      if (stream.match('${')) {
        state.depth = 1;
        return 'processingInstruction';
      }
      stream.next();
      while (!stream.eol() && stream.peek() !== '$') stream.next();
      return null;
    }
    if (stream.peek() === '{') state.depth++;
    if (stream.peek() === '}' && --state.depth === 0) {
      stream.next();
      return 'processingInstruction';
    }
    return expressionToken(stream);
  },
});

/** Colours of the design tokens, so that dark and light follow the page by themselves. */
export const highlighting = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.keyword, color: 'var(--il-c-trigger)' },
    { tag: [tags.atom, tags.bool, tags.null], color: 'var(--il-c-trigger)' },
    { tag: tags.string, color: 'var(--il-ok)' },
    { tag: tags.propertyName, color: 'var(--il-c-call)' },
    { tag: tags.number, color: 'var(--il-warn)' },
    { tag: tags.labelName, color: 'var(--il-c-map)' },
    { tag: tags.variableName, color: 'var(--il-c-route)' },
    { tag: tags.function(tags.variableName), color: 'var(--il-accent)' },
    { tag: tags.processingInstruction, color: 'var(--il-ink-3)', fontWeight: '600' },
    { tag: tags.comment, color: 'var(--il-ink-3)', fontStyle: 'italic' },
  ]),
);

/** A key as a step of a path. */
export const step = (key: string) => (/^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `.${JSON.stringify(key)}`);

/** A value in few letters. */
export function gist(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length}]`;
  if (value !== null && typeof value === 'object') {
    const keys = Object.keys(value);
    return `{ ${keys.slice(0, 3).join(', ')}${keys.length > 3 ? ', …' : ''} }`;
  }
  const text = JSON.stringify(value) ?? 'null';
  return text.length > 42 ? `${text.slice(0, 41)}…` : text;
}

function walk(value: unknown, path: string): unknown {
  for (const part of path.matchAll(/\.("(?:[^"\\]|\\.)*"|[A-Za-z_][\w-]*)|\[(-?\d+)\]/g)) {
    if (part[2] !== undefined) value = Array.isArray(value) ? value.at(Number(part[2])) : undefined;
    else {
      const key = part[1].startsWith('"') ? (JSON.parse(part[1]) as string) : part[1];
      value = value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>)[key] : undefined;
    }
  }
  return value;
}

/** What the dot means at the end of an expression: the context, or an element inside a loop. */
function dotAt(before: string, context: unknown): unknown {
  const loops = [...before.matchAll(/[[{]\s*for\s*\(\s*((?:\.(?:[A-Za-z_][\w-]*|"[^"]*")|\[\d+\])*\.?)\s*\)/g)];
  for (const loop of loops.reverse()) {
    const rest = before.slice(loop.index + loop[0].length);
    const close = loop[0][0] === '[' ? [/\[/g, /\]/g] : [/\{/g, /\}/g];
    const open = (rest.match(close[0])?.length ?? 0) - (rest.match(close[1])?.length ?? 0);
    if (open < 0) continue;
    const outer = dotAt(before.slice(0, loop.index), context);
    const list = walk(outer, loop[1]);
    return Array.isArray(list) ? list[0] : undefined;
  }
  return context;
}

const paths = (target: object, quoted: boolean) => Object.entries(target).map(
  ([key, value]): Completion => ({
    label: quoted ? JSON.stringify(step(key)).slice(1, -1) : step(key), displayLabel: key, detail: gist(value), type: 'property', boost: 2,
  }),
);

/**
 * Completion of an expression: paths of the context, functions, words.
 * @param quoted whether a JSON string holds the expression
 */
export function complete(at: CompletionContext, expression: string, context: unknown, quoted = false): CompletionResult | null {
  const path = /(?<![\w")\]])((?:\.(?:[A-Za-z_][\w-]*|"[^"]*")|\[\d+\])*)\.([A-Za-z_][\w-]*)?$/.exec(expression);
  if (path) {
    const target = walk(dotAt(expression.slice(0, path.index), context), path[1]);
    if (target === null || typeof target !== 'object' || Array.isArray(target)) return null;
    const from = at.pos - (path[2]?.length ?? 0) - 1;
    return { from, options: paths(target, quoted), validFor: /^\.[\w-]*$/ };
  }
  const word = /[A-Za-z][\w-]*$/.exec(expression);
  if (!word && !at.explicit) return null;
  const here = word ? undefined : dotAt(expression, context);
  const options: Completion[] = here !== null && typeof here === 'object' && !Array.isArray(here) ? paths(here, quoted) : [];
  const functions: Completion[] = Object.entries(FUNCTIONS).map(([name, [call, does]]) => ({
    label: name, detail: call.slice(name.length), info: does, type: 'function', apply: `${name}(`,
  }));
  options.push(...functions);
  for (const keyword of ['if', 'else', 'for', 'let', 'def', 'and', 'or', 'true', 'false', 'null']) options.push({ label: keyword, type: 'keyword' });
  return { from: at.pos - (word?.[0].length ?? 0), options, validFor: /^[\w-]*$/ };
}
