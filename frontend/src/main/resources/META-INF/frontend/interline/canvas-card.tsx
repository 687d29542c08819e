import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { createContext, memo, useContext, useEffect, useRef, useState } from 'react';
import { type Card, duration, isStep, type Mark, type StepState } from './canvas-model';
import { drawing } from './icons';

export type CardData = { card: Card; state?: StepState; mark?: Mark; editing: boolean };
export type CardNode = Node<CardData>;

export type CardDeed = 'test-step' | 'copy' | 'duplicate' | 'toggle' | 'remove';

/** What cards and wires ask of the canvas around them. */
export type CanvasActions = {
  readOnly: boolean;
  dropAnchor: string | null;
  dropping: boolean;
  openPalette: (anchor: string) => void;
  retitle: (step: string, title: string | null) => void;
  fold: (step: string) => void;
  /** What the bar over a card asks for. */
  act: (deed: CardDeed, step: string) => void;
  /** Steps that have others to undo them. */
  undone: Set<string>;
};

export const Actions = createContext<CanvasActions>({
  readOnly: true,
  dropAnchor: null,
  dropping: false,
  openPalette: () => {},
  retitle: () => {},
  fold: () => {},
  act: () => {},
  undone: new Set(),
});

export function Icon({ name, size = 16 }: { name: string; size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} fill="none" stroke="currentColor" strokeWidth={2} strokeLinecap="round"
      strokeLinejoin="round" aria-hidden="true" dangerouslySetInnerHTML={{ __html: drawing(name) }} />
  );
}

function StateChip({ state }: { state: StepState }) {
  const took = state.tookMillis == null ? '' : duration(state.tookMillis);
  switch (state.status) {
    case 'SUCCEEDED':
      return <span className="ilc-chip ok"><Icon name="check" size={12} /><span className="ilc-heard">succeeded </span>{state.text ?? took}</span>;
    case 'FAILED':
      return <span className="ilc-chip bad"><Icon name="x" size={12} />{state.text && <span className="ilc-heard">failed </span>}{state.text ?? 'failed'}</span>;
    case 'RETRYING':
      return <span className="ilc-chip warn"><Icon name="rotate-ccw" size={12} />{state.text ?? 'retrying'}</span>;
    case 'RUNNING':
      return <span className="ilc-chip run"><i className="ilc-pulse" />{state.text ?? 'running'}</span>;
    case 'WAITING':
      return <span className="ilc-chip warn"><Icon name="hourglass" size={12} />{state.text ? <><span className="ilc-heard">waiting </span>{state.text}</> : 'waiting'}</span>;
    case 'COMPENSATED':
      return <span className="ilc-chip"><Icon name="undo-2" size={12} />{state.text && <span className="ilc-heard">undone </span>}{state.text ?? 'undone'}</span>;
    case 'SKIPPED':
      return <span className="ilc-chip">skipped</span>;
  }
}

function TitleField({ card }: { card: Card }) {
  const { retitle } = useContext(Actions);
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => { field.current?.select(); }, []);
  const finish = (title: string | null) => {
    if (done.current) return;
    done.current = true;
    retitle(card.id, title);
  };
  return (
    <input ref={field} className="ilc-retitle nodrag nopan" aria-label="Title of the step" defaultValue={card.title} maxLength={120} autoFocus
      onBlur={(e) => finish(e.currentTarget.value)}
      onKeyDown={(e) => {
        e.stopPropagation();
        if (e.key === 'Enter') finish(e.currentTarget.value);
        if (e.key === 'Escape') finish(null);
      }} />
  );
}

/** Beside a card, as a button can hold no other: shows or hides what is inside, asks for what undoes a call. */
function CardButtons({ card, selected }: { card: Card; selected: boolean }) {
  const { readOnly, fold, openPalette, undone } = useContext(Actions);
  const stop = (work: () => void) => (e: React.MouseEvent) => { e.stopPropagation(); work(); };
  const words = `${card.fold === 'open' ? 'Hide' : 'Show'} what is inside ${card.title}`;
  return (
    <>
      {card.fold && (
        <button type="button" className="ilc-fold nodrag nopan" data-fold={card.fold} data-of={card.id} aria-expanded={card.fold === 'open'} aria-label={words}
          title={words} tabIndex={-1} onClick={stop(() => fold(card.id))} onDoubleClick={(e) => e.stopPropagation()}>
          <Icon name={card.fold === 'open' ? 'chevron-down' : 'chevron-right'} size={13} />
        </button>
      )}
      {card.kind === 'call' && selected && !readOnly && !undone.has(card.id) && (
        <button type="button" className="ilc-undo nodrag nopan" data-undo={card.id} aria-label={`Undo step for ${card.title}`} title="Undo step… (U)" tabIndex={-1}
          onClick={stop(() => openPalette(`${card.pointer}/compensate/0`))} onDoubleClick={(e) => e.stopPropagation()}>
          <Icon name="undo-2" size={13} />
        </button>
      )}
    </>
  );
}

/** Over the card that is pointed at or selected: what can be done with it, for mouse and finger; each has its key too. */
function CardBar({ card }: { card: Card }) {
  const { act } = useContext(Actions);
  const button = (deed: CardDeed, icon: string, words: string, key: string) => (
    <button type="button" data-do={deed} aria-label={`${words}: ${card.title}`} title={key ? `${words} (${key})` : words} tabIndex={-1}
      onClick={(e) => { e.stopPropagation(); act(deed, card.id); }}>
      <Icon name={icon} size={14} />
    </button>
  );
  return (
    <div className="ilc-bar nodrag nopan" data-bar={card.id} role="toolbar" aria-label={`Step ${card.title}`} onDoubleClick={(e) => e.stopPropagation()}>
      <div>
        {button('test-step', 'play', 'Test up to here', '')}
        {button('copy', 'copy', 'Copy', 'Ctrl C')}
        {button('duplicate', 'copy-plus', 'Duplicate', 'Ctrl D')}
        {button('toggle', card.disabled ? 'power' : 'power-off', card.disabled ? 'Enable' : 'Disable', 'D')}
        {button('remove', 'trash-2', 'Delete', 'Delete')}
      </div>
    </div>
  );
}

function Ports() {
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </>
  );
}

/** A step, the trigger, or one of the small marks that belong to no step. */
export const CardView = memo(({ data, selected }: NodeProps<CardNode>) => {
  const { readOnly, openPalette, dropAnchor, dropping } = useContext(Actions);
  const { card, state, mark, editing } = data;
  const [hovered, setHovered] = useState(false);
  if (card.kind === 'join' || card.kind === 'end') {
    return <div className={`ilc-${card.kind}`}>{card.kind === 'end' && <Icon name="flag" size={12} />}<Ports /></div>;
  }
  if (card.kind === 'frame') {
    return <div className="ilc-frame" data-kind={card.subtitle}><span>{card.title}</span></div>;
  }
  if (card.kind === 'slot') {
    return (
      <>
        <button type="button" className="ilc-slot nodrag" disabled={readOnly} data-plus={readOnly ? undefined : card.pointer}
          data-drop={dropAnchor === card.pointer || undefined} onClick={() => openPalette(card.pointer)}>
          <Icon name={card.icon} size={14} />{card.title}
        </button>
        <Ports />
      </>
    );
  }
  return (
    <div className="ilc-around" onPointerEnter={() => setHovered(true)} onPointerLeave={() => setHovered(false)}>
    <div id={`ilc-step-${card.id}`} className="ilc-card" data-step={card.id} data-kind={card.kind} data-selected={selected || undefined}
      data-fold={card.fold || undefined} data-disabled={card.disabled || undefined} data-state={state?.status} data-mark={mark?.severity} role={editing ? 'group' : 'button'}
      aria-pressed={editing ? undefined : Boolean(selected)}>
      <span className="ilc-tile"><Icon name={card.icon} /></span>
      <span className="ilc-words">
        {editing ? <TitleField card={card} /> : <b title={card.title}>{card.title}</b>}
        <span title={card.subtitle}>{card.disabled ? 'disabled · ' : ''}{card.subtitle}</span>
      </span>
      {card.note && <span className="ilc-aside" title="has a note" role="img" aria-label="has a note"><Icon name="sticky-note" size={14} /></span>}
      {mark && (
        <span className={`ilc-mark ${mark.severity}`} title={mark.text} role="img" aria-label={`${mark.count} problem${mark.count > 1 ? 's' : ''}`}>
          <Icon name={mark.severity === 'error' ? 'circle-alert' : 'triangle-alert'} size={15} />
        </span>
      )}
      {state && <StateChip state={state} />}
    </div>
    {(hovered || selected) && isStep(card) && !readOnly && !editing && !dropping && <CardBar card={card} />}
    <CardButtons card={card} selected={Boolean(selected)} />
    <Ports />
    </div>
  );
});
