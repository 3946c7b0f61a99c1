import React from 'react';
import { openModal } from '../ui/modal';
import { AskForLook, type IAskForLookProps } from './AskForLook';

/** Opens the question over JupyterLab, and closes it when it is answered or given up. */
export function openAskForLook(props: Omit<IAskForLookProps, 'onClose'>): void {
  openModal(close => <AskForLook {...props} onClose={close} />, {
    className: 'mlc-AskDialog',
    trans: props.trans
  });
}
