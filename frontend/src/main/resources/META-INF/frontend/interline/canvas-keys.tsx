/** Every key of the designer, in the order in which the sheet shows them. */
export const SHORTCUTS: [keys: string, does: string][] = [
  ['N', 'Add a step after the selected one'],
  ['Enter', 'Open the form of the step'],
  ['Esc', 'Leave the form for the canvas'],
  ['F2', 'Rename the step'],
  ['D', 'Disable or enable the step'],
  ['Delete', 'Remove the step'],
  ['U', 'Add a step that undoes the call'],
  ['F', 'Show or hide what is inside a block'],
  ['← ↑ → ↓', 'Walk the flow, empty branches too'],
  ['Shift + click', 'Select more steps'],
  ['Ctrl C · X · V', 'Copy, cut, paste steps, also into other flows'],
  ['Ctrl D', 'Duplicate'],
  ['Ctrl A', 'Select all steps'],
  ['Ctrl Z · Ctrl Shift Z', 'Undo, redo'],
  ['Ctrl S', 'Save now'],
  ['Ctrl Enter', 'Test the flow'],
  ['F8', 'Go to the next problem'],
  ['0 · + · −', 'Fit, zoom in, zoom out'],
  ['?', 'Show this sheet'],
];

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  return (
    <div className="ilc-sheet-ground" onPointerDown={onClose}>
      <div id="shortcuts" className="ilc-sheet" role="dialog" aria-modal="true" aria-label="Keyboard shortcuts" tabIndex={-1}
        ref={(e) => e?.focus()} onPointerDown={(e) => e.stopPropagation()}
        onKeyDown={(e) => { e.stopPropagation(); if (e.key === 'Escape' || e.key === '?') onClose(); }}>
        <h3>Keyboard shortcuts</h3>
        <dl>{SHORTCUTS.map(([keys, does]) => <div key={keys}><dt>{does}</dt><dd>{keys}</dd></div>)}</dl>
      </div>
    </div>
  );
}

/** Whether a key press belongs to a field or a dialog and is none of the canvas's business. */
export function isTyping(e: Event): boolean {
  const target = e.composedPath()[0];
  return target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

export function inDialog(e: Event): boolean {
  return e.composedPath().some((t) => t instanceof HTMLElement &&
    (/^VAADIN-(DIALOG|CONFIRM-DIALOG|COMBO-BOX|SELECT|MENU|CONTEXT|POPOVER)/.test(t.tagName) && /OVERLAY|LIST-BOX|DIALOG|ITEM/.test(t.tagName)));
}

/** Whether a key is pressed in the form of a step. */
export function inForm(e: Event): boolean {
  return e.composedPath().some((t) => t instanceof HTMLElement && t.classList.contains('ild-inspector'));
}
