import React from 'react';
import { openModal } from '../ui/modal';
import { PublishDialog, type IPublishDialogProps } from './PublishDialog';

/** Opens the publishing of a card over JupyterLab; it closes when the person is done or gives up. */
export function openPublishDialog(props: Omit<IPublishDialogProps, 'onClose'>): void {
  const { publishing, trans } = props;
  openModal(close => <PublishDialog {...props} onClose={close} />, {
    className: 'mlc-PublishDialog',
    label: trans.__('Publish card'),
    signals: [publishing.changed],
    trans,
    // What is being written is not given up half-way.
    mayCancel: () => publishing.step !== 'saving'
  });
}
