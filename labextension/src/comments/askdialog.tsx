import { Widget } from '@lumino/widgets';
import React from 'react';
import { ReactPanel } from '../ui/ReactPanel';
import { AskForLook, type IAskForLookProps } from './AskForLook';

/**
 * Opens the question over JupyterLab, and closes it when it is answered or given up.
 *
 * JupyterLab's own dialog takes every Enter as its default button, and the names here are chosen with Enter.
 */
export function openAskForLook(props: Omit<IAskForLookProps, 'onClose'>): void {
  const dialog = document.createElement('dialog');
  dialog.className = 'mlc-AskDialog';
  // JupyterLab's shortcuts are for what lies behind.
  dialog.dataset.lmSuppressShortcuts = 'true';
  const before = document.activeElement;
  const close = (): void => dialog.close();
  const content = new ReactPanel(() => <AskForLook {...props} onClose={close} />, {
    trans: props.trans
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
