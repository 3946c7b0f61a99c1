import type { NotebookPanel } from '@jupyterlab/notebook';
import type { IProjects } from '../core/tokens';
import { ToolbarButtonComponent } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { revealBidi } from '../ui/bidi';
import { cardIcon } from '../ui/icons';
import { ReactPanel } from '../ui/ReactPanel';
import type { Cards } from './cards';
import type { CardRow } from './tokens';
import { statusLabel } from './words';

export interface ICardChipOptions {
  readonly cards: Cards;
  readonly projects: IProjects;
  readonly trans: TranslationBundle;
  open(path: string): void;
}

/** *Card: draft* in a notebook's toolbar, while the notebook has a card; shows the newest. */
export function createCardChip(panel: NotebookPanel, options: ICardChipOptions): ReactPanel {
  const { cards, projects, open, trans } = options;
  let row: CardRow | null = null;
  const draw = (): React.JSX.Element =>
    row === null ? (
      <></>
    ) : (
      <ToolbarButtonComponent
        className="mlc-CardChipButton"
        icon={cardIcon}
        label={trans.__('Card: %1', statusLabel(row.status, trans))}
        tooltip={revealBidi(row.title)}
        onClick={() => row && open(row.path)}
      />
    );
  const chip = new ReactPanel(draw, { trans });
  const follow = (): void => {
    const { project } = cards;
    if (panel.isVisible || row === null) {
      row = project && cards.ofNotebook(projects.pathIn(project, panel.context.localPath));
      chip.setHidden(row === null);
      chip.update();
    }
  };
  cards.changed.connect(follow);
  panel.context.pathChanged.connect(follow);
  chip.disposed.connect(() => cards.changed.disconnect(follow));
  void panel.context.ready.then(() => cards.start());
  follow();
  return chip;
}
