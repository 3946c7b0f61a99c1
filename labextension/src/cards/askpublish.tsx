import { Widget } from '@lumino/widgets';
import React from 'react';
import { ReactPanel } from '../ui/ReactPanel';
import { PublishDialog, type IPublishDialogProps } from './PublishDialog';

/** Opens the publishing of a card over JupyterLab; it closes when the person is done or gives up. */
export function openPublishDialog(props: Omit<IPublishDialogProps, 'onClose'>): void {
  const dialog = document.createElement('dialog');
  dialog.className = 'mlc-PublishDialog';
  dialog.setAttribute('aria-label', props.trans.__('Publish card'));
  // JupyterLab's shortcuts are for what lies behind.
  dialog.dataset.lmSuppressShortcuts = 'true';
  const before = document.activeElement;
  const content = new ReactPanel(
    () => <PublishDialog {...props} onClose={() => dialog.close()} />,
    {
      trans: props.trans,
      signals: [props.publishing.changed]
    }
  );
  // What is being written is not given up half-way.
  dialog.addEventListener('cancel', event => {
    if (props.publishing.step === 'saving') {
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
