import type React from 'react';

/** Closes a menu that is a `details` element, and gives the keyboard back to what opened it. */
export function closeOnEscape(event: React.KeyboardEvent<HTMLDetailsElement>): void {
  const menu = event.currentTarget;
  if (event.key === 'Escape' && menu.open) {
    event.stopPropagation();
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }
}

/** Closes it when the keyboard goes elsewhere. */
export function closeOnLeaving(event: React.FocusEvent<HTMLDetailsElement>): void {
  // A click on a label first takes the focus to nowhere; the menu stays for that.
  if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) {
    event.currentTarget.open = false;
  }
}
