import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo, useContext } from 'react';
import { Actions, Icon } from './canvas-card';
import type { Wire, WireShape } from './canvas-model';

export type WireData = { wire: Wire; shape: WireShape; travelled: boolean };
export type WireEdge = Edge<WireData>;

const at = (p: { x: number; y: number }) => ({ transform: `translate(-50%, -50%) translate(${p.x}px, ${p.y}px)` });

/** A wire with its label and the `+` that opens the palette at its place. */
export const WireView = memo(({ id, data }: EdgeProps<WireEdge>) => {
  const { readOnly, dropAnchor, dropping, openPalette } = useContext(Actions);
  const { wire, shape, travelled } = data!;
  const drop = wire.anchor != null && dropAnchor === wire.anchor;
  return (
    <>
      <BaseEdge id={id} path={shape.path} interactionWidth={0}
        className={`ilc-wire${travelled ? ' travelled' : ''}${wire.dashed ? ' dashed' : ''}${drop ? ' drop' : ''}`} />
      {(wire.label || (wire.anchor && !readOnly)) && (
        <EdgeLabelRenderer>
          {wire.label && (wire.bend === 'undo'
            ? <span className="ilc-label undo" style={at(shape.label)} title="Undone by" role="img" aria-label="Undone by"><Icon name="undo-2" size={11} /></span>
            : <span className="ilc-label" style={at(shape.label)} title={wire.label}>{wire.label}</span>)}
          {wire.anchor && !readOnly && (
            <button type="button" className="ilc-plus nodrag nopan" style={at(shape.plus)} data-plus={wire.anchor} data-drop={drop || undefined}
              data-dropping={dropping || undefined} aria-label="Add a step here" title="Add a step here" tabIndex={-1}
              onClick={() => openPalette(wire.anchor!)}>
              <Icon name="plus" size={12} />
            </button>
          )}
        </EdgeLabelRenderer>
      )}
    </>
  );
});
