import { type ReactElement, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { ReactAdapterElement, type RenderHooks } from 'Frontend/generated/flow/ReactAdapter';
import {
  Background, BackgroundVariant, MiniMap, type NodeChange, type OnNodeDrag, ReactFlow, ReactFlowProvider, SelectionMode, useNodesState, useReactFlow,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import './flow-canvas.css';
import { Actions, type CardDeed, type CardNode, CardView, Icon } from './canvas-card';
import { inDialog, inForm, isTyping, ShortcutSheet } from './canvas-keys';
import {
  type Card, type Command, type Graph, isSelectable, isStep, type Mark, middle, neighbour, type PaletteItem, placeAfter, type Point, shapeOf,
  type StepState, type Wire,
} from './canvas-model';
import { DRAGGED, Palette, remember } from './canvas-palette';
import { type WireEdge, WireView } from './canvas-wire';
import { isDark, onColorScheme } from './color-scheme';

const nodeTypes = { card: CardView };
const edgeTypes = { wire: WireView };
const EMPTY: Graph = { cards: [], wires: [], empty: false };
const MARGIN = 28;
/** On the left stand the tools; no card is put under them. */
const TOOLS = 64;
const NEAREST = 16;
const NEAR = 80;
const READABLE = 0.85;
/** A flow that is a little too wide for its place gets this small, so that no card lies under the tools. */
const SMALLEST = 0.75;
/** From here on only what is in view is drawn. */
const MANY = 150;
const PALETTE = { width: 348, height: 430 };

type Props = {
  graph: Graph;
  states: Record<string, StepState>;
  problems: Record<string, Mark>;
  palette: PaletteItem[];
  readOnly: boolean;
  selection: { steps: string[]; request: number };
  show: { step: string; request: number } | null;
  openPalette: { step: string; request: number } | null;
  send: (command: Command) => void;
};

/** Nodes of the cards; one that says the same as before is the same object, so that it is not drawn again. */
function useCardNodes(props: Props, selection: string[], editing: string | null): CardNode[] {
  const kept = useRef(new Map<string, { key: string; node: CardNode }>());
  const { graph, states, problems, readOnly } = props;
  return useMemo(() => {
    const chosen = new Set(selection);
    const next = new Map<string, { key: string; node: CardNode }>();
    for (const card of graph.cards) {
      const data = { card, state: states[card.id], mark: problems[card.id], editing: editing === card.id };
      const selected = chosen.has(card.id);
      const key = JSON.stringify([data, selected, readOnly]);
      const before = kept.current.get(card.id);
      next.set(card.id, before?.key === key ? before : { key, node: nodeOf(card, data, selected, readOnly) });
    }
    kept.current = next;
    return [...next.values()].map((n) => n.node);
  }, [graph, states, problems, readOnly, selection, editing]);
}

function nodeOf(card: Card, data: CardNode['data'], selected: boolean, readOnly: boolean): CardNode {
  return {
    id: card.id,
    type: 'card',
    position: { x: card.x, y: card.y },
    width: card.width,
    height: card.height,
    data,
    selected,
    draggable: !readOnly && isStep(card) && !data.editing,
    selectable: isSelectable(card),
    focusable: false,
    // Frames lie under the wires and are no target: the ground behind them can be dragged.
    zIndex: card.kind === 'frame' ? -1 : selected ? 2 : 1,
    style: card.kind === 'frame' ? { pointerEvents: 'none' } : undefined,
  };
}

function edgesOf(graph: Graph, states: Record<string, StepState>): WireEdge[] {
  const cards = new Map(graph.cards.map((c) => [c.id, c]));
  const status = (id: string) => states[/^(join|meet):/.test(id) ? id.slice(5) : id]?.status;
  const reached = (id: string) => ![undefined, 'SKIPPED'].includes(status(id));
  const over = (id: string) => ['SUCCEEDED', 'FAILED', 'COMPENSATED'].includes(status(id) ?? '');
  // From a step that failed, the wire to what was done about it; the end is reached by success alone.
  const left = (wire: Wire) => (wire.bend === 'fork' ? reached(wire.source) : over(wire.source));
  return graph.wires.map((wire) => {
    const source = cards.get(wire.source)!;
    const target = cards.get(wire.target)!;
    return {
      id: wire.id,
      source: wire.source,
      target: wire.target,
      type: 'wire',
      focusable: false,
      selectable: false,
      data: {
        wire,
        shape: shapeOf(wire, source, target),
        travelled: left(wire) && (reached(wire.target) || (target.kind === 'end' && status(wire.source) !== 'FAILED')),
      },
    };
  });
}

function Canvas(props: Props) {
  const { graph, readOnly, send } = props;
  const flow = useReactFlow<CardNode, WireEdge>();
  const box = useRef<HTMLDivElement>(null);
  const [dark, setDark] = useState(isDark());
  const [selection, setSelection] = useState<string[]>([]);
  const [editing, setEditing] = useState<string | null>(null);
  const [palette, setPalette] = useState<{ anchor: string | null; at: Point } | null>(null);
  const [dropping, setDropping] = useState(false);
  const [dropAnchor, setDropAnchor] = useState<string | null>(null);
  const [sheet, setSheet] = useState(false);
  const cards = useMemo(() => new Map(graph.cards.map((c) => [c.id, c])), [graph]);
  const edges = useMemo(() => edgesOf(graph, props.states), [graph, props.states]);
  const cardNodes = useCardNodes(props, selection, editing);
  const [nodes, setNodes, applyChanges] = useNodesState<CardNode>(cardNodes);

  useEffect(() => onColorScheme(setDark), []);
  useLayoutEffect(() => { setNodes(cardNodes); }, [cardNodes]);
  useEffect(() => setSelection(props.selection.steps), [props.selection.request]);

  // -- view

  const fit = useCallback((animated: boolean) => {
    const area = box.current?.getBoundingClientRect();
    if (!area?.width || graph.cards.length === 0) return;
    const left = Math.min(...graph.cards.map((c) => c.x));
    const right = Math.max(...graph.cards.map((c) => c.x + c.width));
    const bottom = Math.max(...graph.cards.map((c) => c.y + c.height));
    const room = area.width - TOOLS - MARGIN;
    const whole = Math.min(room / (right - left), (area.height - 2 * MARGIN) / bottom);
    // A tall flow begins at its trigger and can be read; only the fit button shrinks it as a whole.
    const readable = Math.max(SMALLEST, Math.min(READABLE, room / (right - left)));
    const zoom = Math.min(1, animated ? whole : Math.max(whole, readable));
    const tall = bottom * zoom > area.height - 2 * MARGIN;
    const y = tall ? MARGIN : Math.max(MARGIN, Math.min(48, (area.height - bottom * zoom) / 2));
    // What is too wide is centred on its trigger, which stands at 0; what fits is in the middle, or as far right as the tools need.
    const tooWide = (right - left) * zoom > room + 1;
    const x = tooWide ? area.width / 2 : Math.max(area.width / 2 - ((left + right) / 2) * zoom, TOOLS - left * zoom);
    void flow.setViewport({ x, y, zoom }, { duration: animated ? 200 : 0 });
  }, [graph, flow]);

  const fitted = useRef(false);
  const touched = useRef(false);
  useEffect(() => {
    if (fitted.current || graph.cards.length === 0) return;
    fitted.current = true;
    fit(false);
  }, [graph]);

  const revealNow = useRef(() => {});
  const before = useRef<ReturnType<typeof flow.getViewport> | null>(null);
  const fitNow = useRef(fit);
  fitNow.current = fit;
  useEffect(() => {
    let width = box.current!.clientWidth;
    let height = box.current!.clientHeight;
    const observer = new ResizeObserver(() => {
      const now = box.current?.clientWidth ?? 0;
      const high = box.current?.clientHeight ?? 0;
      if (now && now !== width) {
        const { x, y, zoom } = flow.getViewport();
        if (width && touched.current) void flow.setViewport({ x: x + (now - width) / 2, y, zoom });
        else fitNow.current(false);
        width = now;
        before.current = null;
      }
      // A panel opened below: the selected step stays in view, and goes back when the panel closes.
      if (high && high < height) {
        before.current ??= flow.getViewport();
        revealNow.current();
      } else if (high > height && before.current) {
        void flow.setViewport(before.current, { duration: 180 });
        before.current = null;
      }
      height = high;
    });
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);

  const reveal = useCallback((id: string) => {
    const card = cards.get(id);
    const area = box.current?.getBoundingClientRect();
    if (!card || !area?.width) return;
    const { x, y, zoom } = flow.getViewport();
    const at = { left: card.x * zoom + x, top: card.y * zoom + y, right: (card.x + card.width) * zoom + x, bottom: (card.y + card.height) * zoom + y };
    // As little as it takes, with room around; the lower left corner is the tools'.
    const left = at.bottom > area.height - 230 ? TOOLS : NEAREST;
    const shift = (low: number, high: number, from: number, to: number) => (low < from ? from - low : Math.max(Math.min(0, to - high), from - low));
    const dx = shift(at.left, at.right, left, area.width - NEAREST);
    const dy = shift(at.top, at.bottom, NEAREST, area.height - NEAREST);
    if (!dx && !dy) return;
    touched.current = true;
    void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: 180 });
  }, [cards, flow]);
  revealNow.current = () => { if (selection.length) reveal(selection[selection.length - 1]); };

  // -- selection

  const select = useCallback((ids: string[]) => {
    setSelection(ids);
    send({ type: 'select', steps: ids });
    if (ids.length) reveal(ids[ids.length - 1]);
  }, [send, reveal]);

  const lastShown = useRef(0);
  useEffect(() => {
    if (!props.show || props.show.request === lastShown.current || !cards.has(props.show.step)) return;
    lastShown.current = props.show.request;
    reveal(props.show.step);
  }, [props.show, cards]);

  // -- palette

  const openPalette = useCallback((anchor: string | null) => {
    const area = box.current!.getBoundingClientRect();
    const { x, y, zoom } = flow.getViewport();
    const edge = edges.find((e) => e.data!.wire.anchor === anchor);
    const slot = graph.cards.find((c) => c.kind === 'slot' && c.pointer === anchor);
    const undone = graph.cards.find((c) => isStep(c) && `${c.pointer}/compensate/0` === anchor);
    const point = edge?.data!.shape.plus ?? (slot && middle(slot)) ?? (undone && { x: undone.x + undone.width, y: middle(undone).y });
    const width = Math.min(PALETTE.width, area.width - 16);
    const height = Math.min(PALETTE.height, area.height - 16);
    const at = point
      ? { x: point.x * zoom + x + 18, y: point.y * zoom + y - 24 }
      : { x: 12, y: 12 };
    setPalette({
      anchor,
      at: { x: Math.max(8, Math.min(at.x, area.width - width - 8)), y: Math.max(8, Math.min(at.y, area.height - height - 8)) },
    });
  }, [edges, graph, flow]);

  const lastOpened = useRef(0);
  useEffect(() => {
    if (!props.openPalette || props.openPalette.request === lastOpened.current) return;
    lastOpened.current = props.openPalette.request;
    openPalette(props.openPalette.step);
  }, [props.openPalette, openPalette]);

  const placeForNew = useCallback((): string => {
    const chosen = cards.get(selection[selection.length - 1] ?? '');
    if (chosen) return placeAfter(chosen);
    return graph.wires.find((w) => w.target === 'end')?.anchor ?? '/steps/0';
  }, [cards, selection, graph]);

  const closePalette = useCallback(() => {
    setPalette(null);
    box.current?.focus({ preventScroll: true });
  }, []);

  const choose = useCallback((item: PaletteItem) => {
    remember(item.key);
    send({ type: 'insert', anchor: palette?.anchor ?? placeForNew(), item: item.key });
    closePalette();
  }, [palette, placeForNew, send]);

  // -- places to drop on

  const nearestPlace = useCallback((p: Point, dragged?: Card): string | null => {
    const places = [
      ...edges.filter((e) => e.data!.wire.anchor).map((e) => ({ anchor: e.data!.wire.anchor!, p: e.data!.shape.plus })),
      ...graph.cards.filter((c) => c.kind === 'slot').map((c) => ({ anchor: c.pointer, p: middle(c) })),
    ];
    let best: string | null = null;
    let near = NEAR;
    for (const place of places) {
      if (dragged && (place.anchor.startsWith(`${dragged.pointer}/`) || place.anchor === dragged.pointer || place.anchor === placeAfter(dragged))) continue;
      const d = Math.hypot((place.p.x - p.x) * 0.7, place.p.y - p.y);
      if (d < near) {
        near = d;
        best = place.anchor;
      }
    }
    return best;
  }, [edges, graph]);

  const onNodeDrag = useCallback<OnNodeDrag<CardNode>>((_e, node) => {
    setDropping(true);
    const { card } = node.data;
    setDropAnchor(nearestPlace({ x: node.position.x + card.width / 2, y: node.position.y + card.height / 2 }, card));
  }, [nearestPlace]);

  const onNodeDragStop = useCallback<OnNodeDrag<CardNode>>((_e, node) => {
    const { card } = node.data;
    const anchor = nearestPlace({ x: node.position.x + card.width / 2, y: node.position.y + card.height / 2 }, card);
    setDropping(false);
    setDropAnchor(null);
    setNodes((all) => all.map((n) => (n.id === node.id ? { ...n, position: { x: card.x, y: card.y }, dragging: false } : n)));
    if (anchor) send({ type: 'move', steps: [card.id], anchor });
  }, [nearestPlace, send]);

  const dropPoint = (e: React.DragEvent) => flow.screenToFlowPosition({ x: e.clientX, y: e.clientY });

  // -- selecting with a box (Shift and drag): the library marks the nodes, we take them over at the end

  const onNodesChange = useCallback((changes: NodeChange<CardNode>[]) => {
    applyChanges(changes.filter((c) => c.type === 'position' || c.type === 'dimensions' || (c.type === 'select' && boxing.current)));
  }, [applyChanges]);
  const boxing = useRef(false);

  // -- keys

  const walkTo = useCallback((card: Card) => {
    if (card.kind === 'slot') return box.current?.querySelector<HTMLElement>(`.ilc-slot[data-plus="${card.pointer}"]`)?.focus();
    box.current?.focus({ preventScroll: true });
    select([card.id]);
  }, [select]);

  const onKey = useCallback((e: KeyboardEvent) => {
    if (!box.current?.isConnected || sheet || inDialog(e)) return;
    const command = e.ctrlKey || e.metaKey;
    const typing = isTyping(e);
    const act = (work: () => void) => {
      e.preventDefault();
      work();
    };
    if (!readOnly) {
      if (command && e.key.toLowerCase() === 's') return act(() => send({ type: 'save' }));
      if (command && e.key === 'Enter') return act(() => send({ type: 'test' }));
      if (e.key === 'F8') return act(() => send({ type: 'next-problem' }));
    }
    // Out of the form, unless that closed something in it.
    if (e.key === 'Escape' && !e.defaultPrevented && !palette && inForm(e)) return act(() => box.current?.focus({ preventScroll: true }));
    if (typing || palette) return;
    const steps = selection.filter((id) => isStep(cards.get(id) ?? ({ kind: '' } as Card)));
    const last = cards.get(selection[selection.length - 1] ?? '');
    if (e.key.startsWith('Arrow') && !command && !e.altKey) {
      const place = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>('.ilc-slot')?.dataset.plus;
      const from = graph.cards.find((c) => c.kind === 'slot' && c.pointer === place) ?? last;
      const next = from ? neighbour(graph, from, e.key, !readOnly) : graph.cards.find((c) => c.kind === 'trigger');
      return act(() => next && walkTo(next));
    }
    if (e.key === 'Escape') return select([]);
    if (e.key.toLowerCase() === 'f' && !command && !e.altKey && last?.fold) return act(() => send({ type: 'fold', step: last.id }));
    if (e.key === '?') return act(() => setSheet(true));
    if (e.key === '0' && !command) return act(() => fit(true));
    if ((e.key === '+' || e.key === '=') && !command) return act(() => void flow.zoomIn({ duration: 120 }));
    if (e.key === '-' && !command) return act(() => void flow.zoomOut({ duration: 120 }));
    if (command && e.key.toLowerCase() === 'a') {
      return act(() => select(graph.cards.filter(isStep).map((c) => c.id)));
    }
    if (readOnly) return;
    if (command) {
      const key = e.key.toLowerCase();
      if (key === 'z') return act(() => send({ type: e.shiftKey ? 'redo' : 'undo' }));
      if (key === 'y') return act(() => send({ type: 'redo' }));
      if (!steps.length) return;
      if (key === 'd') return act(() => send({ type: 'duplicate', steps }));
      if ((key === 'c' || key === 'x') && getSelection()?.isCollapsed !== false) {
        return act(() => send({ type: 'copy', steps, cut: key === 'x' }));
      }
      return;
    }
    if (e.altKey) return;
    if (e.key.toLowerCase() === 'n') return act(() => openPalette(placeForNew()));
    if (e.key === 'Enter' && (e.target as HTMLElement).closest('button')) return;
    if (e.key === 'Enter' && last && box.current.contains(e.target as Node)) return act(() => send({ type: 'open', step: last.id }));
    if (!steps.length) return;
    if (e.key.toLowerCase() === 'u' && last?.kind === 'call') return act(() => openPalette(`${last.pointer}/compensate/0`));
    if (e.key === 'F2') return act(() => setEditing(steps[steps.length - 1]));
    if (e.key.toLowerCase() === 'd') return act(() => send({ type: 'toggle', steps }));
    if (e.key === 'Delete' || e.key === 'Backspace') return act(() => send({ type: 'remove', steps }));
  }, [readOnly, send, selection, cards, graph, select, fit, flow, openPalette, placeForNew, palette, sheet, walkTo]);

  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onKey]);

  useEffect(() => {
    if (readOnly) return;
    const onPaste = (e: ClipboardEvent) => {
      if (isTyping(e) || inDialog(e)) return;
      e.preventDefault();
      send({ type: 'paste', after: selection[selection.length - 1] ?? '', text: e.clipboardData?.getData('text/plain') ?? '' });
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, [readOnly, send, selection]);

  const undone = useMemo(() => new Set(graph.wires.filter((w) => w.bend === 'undo').map((w) => w.source)), [graph]);
  const actions = useMemo(() => ({
    readOnly,
    undone,
    fold: (step: string) => {
      touched.current = true;
      send({ type: 'fold', step });
    },
    act: (deed: CardDeed, step: string) => {
      box.current?.focus({ preventScroll: true });
      if (deed === 'test-step') return send({ type: 'test-step', step });
      // On one of several that are selected it does all of them.
      const steps = selection.includes(step) ? selection.filter((id) => isStep(cards.get(id) ?? ({ kind: '' } as Card))) : [step];
      send(deed === 'copy' ? { type: 'copy', steps, cut: false } : { type: deed, steps });
    },
    dropAnchor,
    dropping,
    openPalette,
    retitle: (step: string, title: string | null) => {
      setEditing(null);
      box.current?.focus({ preventScroll: true });
      if (title?.trim()) send({ type: 'retitle', step, title: title.trim() });
    },
  }), [readOnly, dropAnchor, dropping, openPalette, send, undone, selection, cards]);

  const last = selection[selection.length - 1];
  return (
    <Actions.Provider value={actions}>
      <div ref={box} className={`ilc${readOnly ? ' read-only' : ''}`} tabIndex={0} role="application" aria-roledescription="flow"
        aria-label={readOnly ? 'The flow' : 'The flow. Arrow keys walk it, N adds a step, question mark shows all keys.'}
        aria-activedescendant={last ? `ilc-step-${last}` : undefined}
        onDragOver={(e) => {
          if (readOnly || !e.dataTransfer.types.includes(DRAGGED)) return;
          e.preventDefault();
          e.dataTransfer.dropEffect = 'copy';
          setDropAnchor(nearestPlace(dropPoint(e)));
        }}
        onDrop={(e) => {
          const item = e.dataTransfer.getData(DRAGGED);
          const anchor = nearestPlace(dropPoint(e));
          setDropAnchor(null);
          setDropping(false);
          if (!item || !anchor) return;
          e.preventDefault();
          remember(item);
          send({ type: 'insert', anchor, item });
          closePalette();
        }}>
        <ReactFlow<CardNode, WireEdge> nodes={nodes} edges={edges} nodeTypes={nodeTypes} edgeTypes={edgeTypes} onNodesChange={onNodesChange}
          colorMode={dark ? 'dark' : 'light'} onlyRenderVisibleElements={graph.cards.length > MANY} minZoom={0.08} maxZoom={1.6} nodesConnectable={false}
          nodesFocusable={false} edgesFocusable={false} disableKeyboardA11y deleteKeyCode={null} multiSelectionKeyCode={null}
          selectionKeyCode={readOnly ? null : 'Shift'} selectionMode={SelectionMode.Partial} panOnScroll zoomOnDoubleClick={false} nodeDragThreshold={5} selectNodesOnDrag={false}
          proOptions={{ hideAttribution: true }} elevateNodesOnSelect={false}
          onMoveStart={(e) => { if (e) { touched.current = true; before.current = null; } }}
          onNodeClick={(e, node) => {
            box.current?.focus({ preventScroll: true });
            if (!isSelectable(node.data.card)) return;
            const more = !readOnly && (e.shiftKey || e.ctrlKey || e.metaKey);
            if (!more) return select([node.id]);
            select(selection.includes(node.id) ? selection.filter((id) => id !== node.id) : [...selection, node.id]);
          }}
          onNodeDoubleClick={(_e, node) => isSelectable(node.data.card) && send({ type: 'open', step: node.id })}
          onPaneClick={() => { box.current?.focus({ preventScroll: true }); if (selection.length) select([]); }}
          onSelectionStart={() => { boxing.current = true; }}
          onSelectionEnd={() => setTimeout(() => {
            boxing.current = false;
            select(flow.getNodes().filter((n) => n.selected && isSelectable(n.data.card)).map((n) => n.id));
          })}
          onNodeDrag={onNodeDrag} onNodeDragStop={onNodeDragStop}>
          <Background variant={BackgroundVariant.Dots} gap={18} size={1.6} />
          <MiniMap<CardNode> pannable zoomable ariaLabel="Overview" nodeBorderRadius={6} nodeClassName={(n) => `ilc-mini ${n.data.card.kind}`} />
        </ReactFlow>
        <div className="ilc-tools" role="toolbar" aria-label="View">
          {!readOnly && (
            <button type="button" id="add-step" title="Add a step (N)" aria-label="Add a step" onClick={() => openPalette(null)}><Icon name="plus" size={17} /></button>
          )}
          <button type="button" title="Zoom in (+)" aria-label="Zoom in" onClick={() => void flow.zoomIn({ duration: 120 })}><Icon name="zoom-in" /></button>
          <button type="button" title="Zoom out (−)" aria-label="Zoom out" onClick={() => void flow.zoomOut({ duration: 120 })}><Icon name="zoom-out" /></button>
          <button type="button" title="Fit (0)" aria-label="Fit the flow" onClick={() => { touched.current = false; fit(true); }}><Icon name="scan" /></button>
          {!readOnly && (
            <button type="button" title="Keyboard shortcuts (?)" aria-label="Keyboard shortcuts" onClick={() => setSheet(true)}><Icon name="keyboard" /></button>
          )}
        </div>
        {graph.empty && !readOnly && !palette && (
          <div className="ilc-empty">
            <h3>What shall happen with each message?</h3>
            <p>Press <kbd>N</kbd> or the <b>+</b> under the trigger. Map the message, check it, send it on, or choose a way.</p>
            <button type="button" id="first-step" onClick={() => openPalette('/steps/0')}><Icon name="plus" size={15} />Add the first step</button>
          </div>
        )}
        {palette && (
          <Palette key={palette.anchor ?? 'docked'} items={props.palette} docked={palette.anchor === null} onChoose={choose} onClose={closePalette} onDrag={setDropping}
            style={{ left: palette.at.x, top: palette.at.y, width: PALETTE.width, maxHeight: PALETTE.height }} />
        )}
        {sheet && <ShortcutSheet onClose={() => { setSheet(false); box.current?.focus({ preventScroll: true }); }} />}
      </div>
    </Actions.Provider>
  );
}

const NO_STATES: Record<string, StepState> = {};
const NO_MARKS: Record<string, Mark> = {};
const NO_ITEMS: PaletteItem[] = [];
const NO_SELECTION: Props['selection'] = { steps: [], request: 0 };

class FlowCanvasElement extends ReactAdapterElement {
  protected override render(hooks: RenderHooks): ReactElement | null {
    const [graph] = hooks.useState<Graph | null>('graph', null);
    const [states] = hooks.useState<Record<string, StepState> | null>('states', null);
    const [problems] = hooks.useState<Record<string, Mark> | null>('problems', null);
    const [palette] = hooks.useState<PaletteItem[] | null>('palette', null);
    const [readOnly] = hooks.useState<boolean>('readOnly', true);
    const [selection] = hooks.useState<Props['selection'] | null>('selection', null);
    const [show] = hooks.useState<Props['show']>('show', null);
    const [openPalette] = hooks.useState<Props['openPalette']>('openPalette', null);
    const fire = hooks.useCustomEvent<Command>('canvas-command');
    const send = useCallback((command: Command) => void fire(command), [fire]);
    return (
      <ReactFlowProvider>
        <Canvas graph={graph ?? EMPTY} states={states ?? NO_STATES} problems={problems ?? NO_MARKS} palette={palette ?? NO_ITEMS} readOnly={readOnly}
          selection={selection ?? NO_SELECTION} show={show} openPalette={openPalette} send={send} />
      </ReactFlowProvider>
    );
  }
}

if (!customElements.get('interline-flow-canvas')) customElements.define('interline-flow-canvas', FlowCanvasElement);
