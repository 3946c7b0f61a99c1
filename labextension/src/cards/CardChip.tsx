import type { NotebookPanel } from '@jupyterlab/notebook';
import type { IProjects } from '../core/tokens';
import { caretDownIcon, ToolbarButtonComponent } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { revealBidi } from '../ui/bidi';
import { cardIcon } from '../ui/icons';
import { openMenu } from '../ui/menu';
import { ReactPanel } from '../ui/ReactPanel';
import type { Cards } from './cards';
import type { CardRow } from './tokens';
import { statusLabel } from './words';

export interface ICardChipOptions {
  readonly cards: Cards;
  readonly projects: IProjects;
  readonly trans: TranslationBundle;
  open(path: string): void;

  /** Makes a card from the notebook in view; null when none is. */
  make(): (() => void) | null;
}

/** *Card: draft* in a notebook's toolbar, while the notebook has a card; opens the newest, or makes another. */
export function createCardChip(panel: NotebookPanel, options: ICardChipOptions): ReactPanel {
  const { cards, projects, open, make, trans } = options;
  let row: CardRow | null = null;
  const draw = (): React.JSX.Element =>
    row === null ? (
      <></>
    ) : (
      <>
        <ToolbarButtonComponent
          className="mlc-CardChipButton"
          icon={cardIcon}
          label={trans.__('Card: %1', statusLabel(row.status, trans))}
          tooltip={revealBidi(row.title)}
          onClick={() => row && open(row.path)}
        />
        <MoreButton {...{ make, trans }} open={() => row && open(row.path)} />
      </>
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

/** Opens the menu with what else can be done with the notebook's cards. */
function MoreButton({
  make,
  open,
  trans
}: Pick<ICardChipOptions, 'make' | 'trans'> & { open(): void }): React.JSX.Element {
  const label = trans.__('More about cards of this notebook');
  return (
    <button
      type="button"
      className="mlc-CardChip-more jp-ToolbarButtonComponent jp-mod-minimal jp-Button"
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded="false"
      title={label}
      onClick={event => {
        const makeCard = make();
        openMenu(event.currentTarget, [
          { label: trans.__('Open card'), run: open },
          ...(makeCard === null
            ? []
            : [{ label: trans.__('Make a card from this notebook'), run: makeCard }])
        ]);
      }}
    >
      <caretDownIcon.react tag="span" />
    </button>
  );
}
