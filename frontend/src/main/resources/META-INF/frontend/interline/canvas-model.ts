/** What the server sends to the canvas, and what the canvas says to the server. */

export type Card = {
  id: string;
  kind: string;
  icon: string;
  title: string;
  subtitle: string;
  /** JSON pointer of the step; of a slot, the place where a step goes. */
  pointer: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** `open` or `closed` of a block that has steps inside; else empty. */
  fold: '' | 'open' | 'closed';
  disabled: boolean;
  note: boolean;
};

export type Wire = {
  id: string;
  source: string;
  target: string;
  /** Place where a step goes that is put on this wire. */
  anchor?: string | null;
  label?: string | null;
  bend: 'none' | 'fork' | 'join' | 'undo';
  dashed: boolean;
};

export type Graph = { cards: Card[]; wires: Wire[]; empty: boolean };

export type StepState = {
  status: 'RUNNING' | 'RETRYING' | 'WAITING' | 'SUCCEEDED' | 'FAILED' | 'SKIPPED' | 'COMPENSATED';
  tookMillis?: number | null;
  text?: string | null;
};

export type Mark = { severity: 'error' | 'warning'; text: string; count: number };

export type PaletteItem = {
  key: string;
  title: string;
  description: string;
  group: string;
  kind: string;
  icon: string;
  keywords: string;
};

export type Command =
  | { type: 'select'; steps: string[] }
  | { type: 'open' | 'fold' | 'test-step'; step: string }
  | { type: 'insert'; anchor: string; item: string }
  | { type: 'remove' | 'duplicate' | 'toggle'; steps: string[] }
  | { type: 'move'; steps: string[]; anchor: string }
  | { type: 'retitle'; step: string; title: string }
  | { type: 'copy'; steps: string[]; cut: boolean }
  | { type: 'paste'; after: string; text: string }
  | { type: 'undo' | 'redo' | 'save' | 'test' | 'next-problem' };

export type Point = { x: number; y: number };

/** The shape of a wire, worked out once from the cards at its ends. */
export type WireShape = { path: string; plus: Point; label: Point };

const STEPS = new Set([
  'call', 'map', 'validate', 'switch', 'parallel', 'each', 'repeat', 'try', 'wait', 'flow', 'respond', 'stop', 'unknown',
]);

export const isStep = (card: Card) => STEPS.has(card.kind);
export const isSelectable = (card: Card) => isStep(card) || card.kind === 'trigger';
export const middle = (card: Card): Point => ({ x: card.x + card.width / 2, y: card.y + card.height / 2 });

/** The place right after a card. */
export function placeAfter(card: Card): string {
  if (card.kind === 'trigger') return '/steps/0';
  if (card.kind === 'error') return '/onError/0';
  if (card.kind === 'slot') return card.pointer;
  const at = card.pointer.lastIndexOf('/');
  return `${card.pointer.slice(0, at)}/${Number(card.pointer.slice(at + 1)) + 1}`;
}

const BUS = 22;
const RADIUS = 12;

/** Straight down, or down, sideways and down again with round corners; to what undoes a step, straight aside. */
export function shapeOf(wire: Wire, from: Card, to: Card): WireShape {
  if (wire.bend === 'undo') {
    const y = from.y + from.height / 2;
    const left = from.x + from.width;
    return { path: `M${left} ${y}H${to.x}`, plus: { x: to.x - 20, y }, label: { x: left + 19, y } };
  }
  const a = { x: from.x + from.width / 2, y: from.y + from.height };
  const b = { x: to.x + to.width / 2, y: to.y };
  const straight = Math.abs(a.x - b.x) < 1;
  const bus = wire.bend === 'join' ? b.y - BUS + 4 : a.y + BUS;
  const path = straight ? `M${a.x} ${a.y}V${b.y}` : elbow(a, b, bus);
  if (wire.bend === 'fork') {
    return { path, plus: { x: b.x, y: b.y - 18 }, label: { x: b.x, y: a.y + BUS + 18 } };
  }
  const plus = wire.bend === 'join' ? { x: a.x, y: a.y + 21 } : { x: a.x, y: (a.y + b.y) / 2 };
  return { path, plus, label: plus };
}

function elbow(a: Point, b: Point, bus: number): string {
  const way = Math.sign(b.x - a.x);
  const r = Math.min(RADIUS, Math.abs(b.x - a.x) / 2, Math.abs(bus - a.y), Math.abs(b.y - bus));
  return (
    `M${a.x} ${a.y}V${bus - r}Q${a.x} ${bus} ${a.x + way * r} ${bus}` +
    `H${b.x - way * r}Q${b.x} ${bus} ${b.x} ${bus + r}V${b.y}`
  );
}

/** Where the arrow keys lead from a card; with `slots` also to an empty branch, where a step can be added. */
export function neighbour(graph: Graph, from: Card, key: string, slots: boolean): Card | undefined {
  const isReachable = (card: Card) => isSelectable(card) || (slots && card.kind === 'slot');
  if (key === 'ArrowDown' || key === 'ArrowUp') return along(graph, from, key === 'ArrowDown', isReachable);
  const way = key === 'ArrowRight' ? 1 : -1;
  const here = middle(from);
  return graph.cards
    .filter((c) => isReachable(c) && (middle(c).x - here.x) * way > 1)
    .map((c) => ({ c, d: Math.abs(middle(c).x - here.x) + 2 * Math.abs(middle(c).y - here.y) }))
    .sort((p, q) => p.d - q.d)[0]?.c;
}

function along(graph: Graph, from: Card, down: boolean, isReachable: (card: Card) => boolean): Card | undefined {
  const cards = new Map(graph.cards.map((c) => [c.id, c]));
  const seen = new Set([from.id]);
  const queue = [from.id];
  while (queue.length) {
    const id = queue.shift()!;
    for (const wire of graph.wires) {
      if (down && wire.bend === 'undo') continue;
      const next = down ? wire.source === id && wire.target : wire.target === id && wire.source;
      if (!next || seen.has(next)) continue;
      const card = cards.get(next)!;
      if (isReachable(card)) return card;
      seen.add(next);
      queue.push(next);
    }
  }
  return undefined;
}

/** Milliseconds as a person says them. */
export function duration(millis: number): string {
  if (millis < 1000) return `${Math.round(millis)} ms`;
  if (millis < 60_000) return `${(millis / 1000).toFixed(millis < 10_000 ? 1 : 0)} s`;
  return `${Math.floor(millis / 60_000)} min ${Math.round((millis % 60_000) / 1000)} s`;
}
