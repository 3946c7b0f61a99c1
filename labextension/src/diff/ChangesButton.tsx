import { ToolbarButtonComponent } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { changesIcon } from '../ui/icons';
import { ReactPanel } from '../ui/ReactPanel';
import type { INotebookChanges } from './tokens';

/** *Changes 3* in a notebook's toolbar: how many cells differ from the last commit; shows them. */
export function createChangesButton(
  changes: INotebookChanges,
  show: () => void,
  trans: TranslationBundle
): ReactPanel {
  const draw = (): React.JSX.Element => (
    <ToolbarButtonComponent
      className="mlc-ChangesButton"
      icon={changesIcon}
      label={changes.count ? trans.__('Changes %1', changes.count) : trans.__('Changes')}
      tooltip={trans.__('Show what changed since the last commit')}
      onClick={show}
    />
  );
  const button = new ReactPanel(draw, { trans, signals: [changes.changed] });
  const follow = (): void => button.setHidden(!changes.isComparable);
  changes.changed.connect(follow);
  follow();
  return button;
}
