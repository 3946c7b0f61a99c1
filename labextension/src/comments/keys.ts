/** Keys that mean something in a text field when pressed with Ctrl, Cmd or Alt. */
const EDITING =
  /^([acvxyz]|Arrow.*|Home|End|Page.*|Backspace|Delete|Enter|Escape|Tab|Control|Meta|Alt.*|Shift|Dead)$/i;

/** Those that mean nothing there together with Shift: Ctrl+Shift+C opens JupyterLab's palette. */
const WITHOUT_SHIFT = /^[acxy]$/i;

/**
 * Keeps keys pressed inside `node` from the notebook around it, where a letter runs or deletes a cell. Shortcuts with Ctrl,
 * Cmd or Alt that have no meaning in a text field, such as the one that saves, still work: they are told to `outside`.
 */
export function keepKeys(node: HTMLElement, outside: HTMLElement): void {
  node.dataset.lmSuppressShortcuts = 'true';
  node.dataset.jpSuppressContextMenu = 'true';
  node.addEventListener(
    'keydown',
    event => {
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
      const isEditing =
        EDITING.test(event.key) && !(event.shiftKey && WITHOUT_SHIFT.test(event.key));
      if (hasModifier && !isEditing && !event.getModifierState('AltGraph')) {
        relay(event, outside);
      }
    },
    true
  );
  for (const type of ['keydown', 'mousedown', 'dblclick'] as const) {
    node.addEventListener(type, event => event.stopPropagation());
  }
}

function relay(event: KeyboardEvent, outside: HTMLElement): void {
  // The event itself serves as the list of its properties.
  const copy = new KeyboardEvent('keydown', event);
  if (!outside.dispatchEvent(copy)) {
    event.preventDefault();
    event.stopPropagation();
  }
}
