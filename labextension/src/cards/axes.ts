import type { TranslationBundle } from '@jupyterlab/translation';
import { revealBidi } from '../ui/bidi';
import type { ComparedValue, Comparison } from './compared';

/** Something that cards can be plotted by. */
export interface IAxis {
  /** The same as long as it is the same parameter or metric. */
  readonly key: string;
  readonly label: string;
  readonly kind: 'name' | 'number' | 'time';

  /** One for each card in their order; null where a card has none. */
  readonly values: readonly (number | string | null)[];
}

const CREATED = 'created';

/** The metrics, parameters and the date, each where at least two cards have a value and not all the same. */
export function axesOf({ cards, groups }: Comparison, trans: TranslationBundle): readonly IAxis[] {
  const rows = groups.filter(({ name }) => name === 'metrics' || name === 'parameters');
  const measured = rows.flatMap(({ name: group, rows: inGroup }) =>
    inGroup.map(({ name, values }): IAxis => {
      const given = values.filter(({ text }) => text !== '');
      const isNumber = given.every(({ number }) => number !== null);
      return {
        key: `${group} ${name}`,
        label: revealBidi(name),
        kind: isNumber ? 'number' : 'name',
        values: values.map(value => valueOf(value, isNumber))
      };
    })
  );
  const created: IAxis = {
    key: CREATED,
    label: trans.__('Created'),
    kind: 'time',
    values: cards.map(card => card.created)
  };
  return [...measured, created].filter(({ values }) => isSpread(values));
}

/** The axes that are chosen, else the first parameter, or the date, and the first metric. */
export function chosenAxes(
  axes: readonly IAxis[],
  across: string | undefined,
  up: string | undefined
): readonly [IAxis, IAxis] | null {
  const named = (key: string | undefined): IAxis | undefined => axes.find(axis => axis.key === key);
  const first = (kind: string): IAxis | undefined =>
    axes.find(({ key, kind: of }) => key.startsWith(kind) && of === 'number');
  const vertical = named(up) ?? first('metrics') ?? axes[0];
  const others = axes.filter(axis => axis !== vertical);
  const horizontal =
    named(across) ??
    [first('parameters'), named(CREATED), ...others].find(axis => axis && axis !== vertical);
  return vertical && horizontal ? [horizontal, vertical] : null;
}

function valueOf({ number, text }: ComparedValue, isNumber: boolean): number | string | null {
  if (isNumber) {
    return number;
  }
  return text === '' ? null : revealBidi(text);
}

function isSpread(values: IAxis['values']): boolean {
  return new Set(values.filter(value => value !== null)).size > 1;
}
