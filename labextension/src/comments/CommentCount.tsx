import { ToolbarButtonComponent } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { commentIcon } from '../ui/icons';
import { ReactPanel } from '../ui/ReactPanel';
import type { INotebookThreads } from './tokens';

/** *Comments 3* in a notebook's toolbar: how many threads are open; shows the panel. */
export function createCommentCount(
  threads: INotebookThreads,
  show: () => void,
  trans: TranslationBundle
): ReactPanel {
  const draw = (): React.JSX.Element => {
    const open = threads.threads.filter(({ thread }) => thread.status === 'open');
    const count = open.length + threads.unsent.length;
    const unread = open.some(({ thread }) => thread.unread > 0);
    return (
      <ToolbarButtonComponent
        className={`mlc-CommentCount${unread ? ' mlc-mod-unread' : ''}`}
        icon={commentIcon}
        label={count === 0 ? trans.__('Comments') : trans.__('Comments %1', count)}
        tooltip={trans.__('Show the comments on this notebook')}
        onClick={show}
      />
    );
  };
  return new ReactPanel(draw, { trans, signals: [threads.changed] });
}
