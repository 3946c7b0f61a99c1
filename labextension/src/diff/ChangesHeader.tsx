import { refreshIcon } from '@jupyterlab/ui-components';
import React from 'react';
import { historyIcon, nextChangeIcon, previousChangeIcon, swapIcon } from '../ui/icons';
import type { Which } from './choice';
import { ExportMenu } from './ExportMenu';
import { MoreMenu } from './MoreMenu';
import { SeenCount } from './SeenBox';
import type { IViewServices } from './services';
import { ShowMenu } from './ShowMenu';
import type { Layout } from './shown';
import { SideButton } from './SideButton';
import { sideWords } from './sidewords';
import { summary } from './words';

export interface IChangesHeaderProps extends IViewServices {
  readonly layout: Layout;

  /** True when there is no room for two sides, whatever the person chose. */
  readonly isNarrow: boolean;
}

/** The two sides, what changed in short, and how it is shown: one row. */
export function ChangesHeader(props: IChangesHeaderProps): React.JSX.Element {
  const { changes, trans } = props;
  const { comparison } = changes;
  return (
    <header className="mlc-ChangesHeader" role="toolbar" aria-label={trans.__('Changes')}>
      <Sides {...props} />
      <span className="mlc-ChangesHeader-summary" role="status">
        {comparison?.form === 'notebook' &&
          summary(comparison.rows, row => changes.shown.shows(row), trans)}
      </span>
      <SeenCount changes={changes} trans={trans} />
      <ShowMenu changes={changes} trans={trans} />
      <Layouts {...props} />
      {comparison !== null && <ExportMenu changes={changes} trans={trans} />}
      <IconButton
        icon={previousChangeIcon}
        label={trans.__('Previous change (P)')}
        onClick={() => changes.go(-1)}
      />
      <IconButton
        icon={nextChangeIcon}
        label={trans.__('Next change (N)')}
        onClick={() => changes.go(1)}
      />
      <MoreMenu {...props} />
    </header>
  );
}

function Sides(props: IChangesHeaderProps): React.JSX.Element {
  const { changes, tab, trans } = props;
  return (
    <span className="mlc-ChangesHeader-sides">
      <IconButton
        icon={historyIcon}
        label={trans.__('Commits of this notebook')}
        isPressed={tab.commits.isOpen}
        onClick={() => tab.commits.toggle()}
      />
      <Side {...props} which="old" />
      <span aria-label={trans.__('to')} role="img">
        →
      </span>
      <Side {...props} which="new" />
      <IconButton
        icon={swapIcon}
        label={trans.__('Swap the sides')}
        onClick={() => void changes.swap()}
      />
      <IconButton
        icon={refreshIcon}
        label={trans.__('Compare again')}
        onClick={() => void changes.refresh()}
      />
    </span>
  );
}

function Side({
  changes,
  tab,
  trans,
  which
}: IViewServices & { readonly which: Which }): React.JSX.Element {
  return (
    <SideButton
      {...sideWords(changes, which, trans)}
      name={which === 'old' ? trans.__('Old side') : trans.__('New side')}
      current={changes.sides[which === 'old' ? 0 : 1]}
      finder={tab.finder}
      isOpenAtFirst={tab.picks === which}
      trans={trans}
      onChoose={choice => changes.choose(which, choice)}
    />
  );
}

function Layouts({ changes, layout, isNarrow, trans }: IChangesHeaderProps): React.JSX.Element {
  const labels = { split: trans.__('Split'), unified: trans.__('Unified') };
  return (
    <span className="mlc-ChangesHeader-layouts" role="group" aria-label={trans.__('Layout')}>
      {(['split', 'unified'] as const).map(each => (
        <button
          key={each}
          type="button"
          className="mlc-Button"
          aria-pressed={layout === each}
          disabled={isNarrow}
          onClick={() => void changes.shown.set('layout', each)}
        >
          {labels[each]}
        </button>
      ))}
    </span>
  );
}

export interface IIconButtonProps {
  readonly icon: typeof refreshIcon;
  readonly label: string;

  /** Of a button that stays pressed. */
  readonly isPressed?: boolean;
  onClick(): void;
}

export function IconButton({
  icon,
  label,
  isPressed,
  onClick
}: IIconButtonProps): React.JSX.Element {
  return (
    <button
      type="button"
      className="mlc-Button mlc-mod-icon"
      title={label}
      aria-label={label}
      aria-pressed={isPressed}
      onClick={onClick}
    >
      <icon.react tag="span" width="16px" />
    </button>
  );
}
