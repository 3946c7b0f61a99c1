import type { TranslationBundle } from '@jupyterlab/translation';
import type { ISignal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import type React from 'react';
import { ReactPanel } from './ReactPanel';

export interface IModalOptions {
  readonly className: string;
  readonly trans: TranslationBundle;

  /** Its name for screen readers, where what is drawn does not name it. */
  readonly label?: string;
  readonly signals?: readonly ISignal<unknown, unknown>[];

  /** Whether it may be given up with Escape now. */
  readonly mayCancel?: () => boolean;
}

/**
 * Opens a question over JupyterLab, and gives the focus back when it is closed.
 *
 * JupyterLab's own dialog takes every Enter as its default button, which whoever writes or chooses in it needs.
 */
export function openModal(
  draw: (close: () => void) => React.JSX.Element,
  { className, trans, label, signals, mayCancel }: IModalOptions
): void {
  const dialog = document.createElement('dialog');
  dialog.className = className;
  if (label !== undefined) {
    dialog.setAttribute('aria-label', label);
  }
  // JupyterLab's shortcuts are for what lies behind.
  dialog.dataset.lmSuppressShortcuts = 'true';
  const before = document.activeElement;
  const content = new ReactPanel(() => draw(() => dialog.close()), { trans, signals });
  dialog.addEventListener('cancel', event => {
    if (mayCancel?.() === false) {
      event.preventDefault();
    }
  });
  dialog.addEventListener('close', () => {
    content.dispose();
    dialog.remove();
    if (before instanceof HTMLElement) {
      before.focus();
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  Widget.attach(content, dialog);
}
