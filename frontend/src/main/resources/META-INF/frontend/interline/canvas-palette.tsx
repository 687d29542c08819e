import { useEffect, useMemo, useRef, useState } from 'react';
import { Icon } from './canvas-card';
import type { PaletteItem } from './canvas-model';

export const DRAGGED = 'application/x-interline-step';

const RECENTS = 'interline.palette.recents';
const MOST_RECENTS = 4;

function recents(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENTS) ?? '[]');
    return Array.isArray(kept) ? kept.filter((k) => typeof k === 'string') : [];
  } catch {
    return [];
  }
}

export function remember(key: string) {
  try {
    localStorage.setItem(RECENTS, JSON.stringify([key, ...recents().filter((k) => k !== key)].slice(0, MOST_RECENTS)));
  } catch {
    // A browser that keeps nothing still has a palette.
  }
}

/** How well an item answers a search; 0 for not at all. Every word must be found. */
export function score(item: PaletteItem, query: string): number {
  const title = item.title.toLowerCase();
  const rest = `${item.group} ${item.keywords} ${item.description}`.toLowerCase();
  const words = rest.split(/[\s,:]+/);
  let sum = 0;
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    if (title.startsWith(word)) sum += 100;
    else if (title.includes(` ${word}`)) sum += 80;
    else if (title.includes(word)) sum += 60;
    else if (words.includes(word)) sum += 50;
    else if (words.some((w) => w.startsWith(word))) sum += 40;
    else if (rest.includes(word)) sum += 30;
    else if (word.length > 1 && isSpread(word, title)) sum += 10;
    else return 0;
  }
  return sum;
}

function isSpread(word: string, text: string): boolean {
  let from = 0;
  for (const letter of word) {
    from = text.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}

type Row = { item: PaletteItem; group: string };

function rowsFor(items: PaletteItem[], query: string): Row[] {
  if (query.trim()) {
    return items
      .map((item) => ({ item, s: score(item, query) }))
      .filter((r) => r.s > 0)
      .sort((a, b) => b.s - a.s)
      .map(({ item }) => ({ item, group: 'Found' }));
  }
  const recent = recents().map((k) => items.find((i) => i.key === k)).filter((i) => i !== undefined);
  return [...recent.map((item) => ({ item, group: 'Recent' })), ...items.map((item) => ({ item, group: item.group }))];
}

type Props = {
  items: PaletteItem[];
  style: React.CSSProperties;
  docked: boolean;
  onChoose: (item: PaletteItem) => void;
  onClose: () => void;
  onDrag: (dragging: boolean) => void;
};

/** Search over operations and blocks; recents first; arrows and Enter, or drag an item onto a wire. */
export function Palette({ items, style, docked, onChoose, onClose, onDrag }: Props) {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const [dragging, setDragging] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const rows = useMemo(() => rowsFor(items, query), [items, query]);

  useEffect(() => { search.current?.focus({ preventScroll: true }); }, []);
  useEffect(() => {
    const outside = (e: PointerEvent) => {
      if (!docked && !e.composedPath().includes(box.current!)) onClose();
    };
    window.addEventListener('pointerdown', outside, true);
    return () => window.removeEventListener('pointerdown', outside, true);
  }, [docked]);
  useEffect(() => { box.current?.querySelector(`#ilc-palette-${active}`)?.scrollIntoView({ block: 'nearest' }); }, [active]);

  const move = (to: number) => setActive(Math.max(0, Math.min(rows.length - 1, to)));
  const onKey = (e: React.KeyboardEvent) => {
    e.stopPropagation();
    const keys: Record<string, () => void> = {
      ArrowDown: () => move(active === rows.length - 1 ? 0 : active + 1),
      ArrowUp: () => move(active === 0 ? rows.length - 1 : active - 1),
      PageDown: () => move(active + 6),
      PageUp: () => move(active - 6),
      Enter: () => rows[active] && onChoose(rows[active].item),
      Escape: onClose,
      Tab: onClose,
    };
    if (keys[e.key]) {
      e.preventDefault();
      keys[e.key]();
    }
  };

  return (
    <div ref={box} id="palette" className="ilc-palette nodrag nopan nowheel" style={{ ...style, opacity: dragging ? 0.15 : 1 }} role="dialog" aria-label="Add a step"
      onKeyDown={onKey}>
      <div className="ilc-search">
        <Icon name="search" size={15} />
        <input ref={search} id="palette-search" value={query} placeholder="Search steps and connectors" aria-label="Search steps and connectors"
          role="combobox" aria-expanded="true" aria-controls="palette-list" autoComplete="off" spellCheck={false}
          aria-activedescendant={rows.length ? `ilc-palette-${active}` : undefined}
          onChange={(e) => { setQuery(e.target.value); setActive(0); }} />
        <kbd>esc</kbd>
      </div>
      <div id="palette-list" className="ilc-list" role="listbox" aria-label="Steps">
        {rows.length === 0 && <p className="ilc-none">Nothing is called “{query}”. Any HTTP service can be reached with <b>HTTP request</b>.</p>}
        {rows.map(({ item, group }, i) => (
          <div key={group + item.key} role="presentation">
            {(i === 0 || rows[i - 1].group !== group) && <div className="ilc-group" role="presentation">{group}</div>}
            <div id={`ilc-palette-${i}`} className="ilc-item" role="option" aria-selected={i === active} data-item={item.key} data-kind={item.kind} draggable
              onPointerMove={() => active !== i && setActive(i)} onClick={() => onChoose(item)}
              onDragStart={(e) => {
                e.dataTransfer.setData(DRAGGED, item.key);
                e.dataTransfer.effectAllowed = 'copy';
                onDrag(true);
                setTimeout(() => setDragging(!docked));
              }}
              onDragEnd={() => { onDrag(false); setDragging(false); }}>
              <span className="ilc-tile"><Icon name={item.icon} size={15} /></span>
              <span className="ilc-words"><b>{item.title}</b><span>{item.description}</span></span>
            </div>
          </div>
        ))}
      </div>
      <footer><kbd>↑</kbd><kbd>↓</kbd> choose <kbd>⏎</kbd> add · drag onto a wire</footer>
    </div>
  );
}
