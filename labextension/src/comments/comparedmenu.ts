import type { TranslationBundle } from '@jupyterlab/translation';
import type { CellDetail, OutputPair, Row, SideName } from '../diff/tokens';
import type { BeginCompared } from './begincompared';
import type { IMenuItem } from '../ui/menu';
import type { Versions } from './versions';

const MOST_OUTPUTS = 20;

export interface IComparedMenu {
  readonly row: Row;
  readonly detail: CellDetail | null;
  readonly versions: Versions;
  readonly begin: BeginCompared;
  readonly trans: TranslationBundle;

  /** Does something that may be refused, and shows why. */
  attempt(action: () => Promise<void>): void;
}

/** What of a row can be commented: the cell and its outputs, on both sides where they differ. */
export function itemsOfRow(menu: IComparedMenu): IMenuItem[] {
  const { row, detail, trans } = menu;
  const outputs = (detail?.outputs ?? []).slice(0, MOST_OUTPUTS);
  return [
    ...sidesOf(row.old, row.new, row.status !== 'same').map(side => ({
      label: named(trans.__('On the cell'), side, menu),
      run: () => menu.attempt(() => menu.begin.onCell(row, side))
    })),
    ...outputs.flatMap(pair => itemsOfOutput(pair, menu))
  ];
}

/** An output that is the same on both sides is commented on the new one. */
export function itemsOfOutput(pair: OutputPair, menu: IComparedMenu): IMenuItem[] {
  const { row, begin, trans } = menu;
  const sides = sidesOf(pair.old?.index ?? null, pair.new?.index ?? null, pair.status !== 'same');
  return sides.map(side => {
    const ordinal = pair[side]?.index ?? 0;
    return {
      label: named(trans.__('On output %1', ordinal + 1), side, menu),
      run: () => menu.attempt(() => begin.onOutput(row, side, ordinal))
    };
  });
}

function sidesOf(old: number | null, now: number | null, differs: boolean): SideName[] {
  if (old === null || now === null) {
    return now === null ? ['old'] : ['new'];
  }
  return differs ? ['new', 'old'] : ['new'];
}

function named(label: string, side: SideName, { versions, trans }: IComparedMenu): string {
  const version = versions[side];
  return version === null ? label : trans.__('%1 in %2', label, version.title);
}
