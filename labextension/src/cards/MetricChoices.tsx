import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useId } from 'react';
import { revealBidi } from '../ui/bidi';
import type { IMetricChoice, Making, Offer } from './making';
import { numberWord } from './numbers';

type Goal = IMetricChoice['goal'];

const SPLITS = ['test', 'validation', 'train'];

export interface IMetricChoicesProps {
  readonly making: Making;
  readonly offer: Offer;
  readonly trans: TranslationBundle;
}

/** The values that outputs show, to be kept and named. Those that are not sure stand folded, and are not kept. */
export function MetricChoices({ making, offer, trans }: IMetricChoicesProps): React.JSX.Element {
  const splits = useId();
  const first = making.metrics.filter(
    ({ offered, index }) => offered.isSure || isKeptAtFirst(making, index)
  );
  const others = making.metrics.filter(each => !first.includes(each));
  return (
    <section aria-label={trans.__('Results')}>
      <h3>{trans.__('Results')}</h3>
      <datalist id={splits}>
        {SPLITS.map(split => (
          <option key={split} value={split} />
        ))}
      </datalist>
      {making.metrics.length === 0 && (
        <p className="mlc-Notice">
          {trans.__('No output shows a value beside its name, such as “auc: 0.87”.')}
        </p>
      )}
      <Choices {...{ making, trans, splits }} choices={first} />
      {others.length > 0 && (
        <details open={first.length === 0}>
          <summary>
            {trans._n(
              '%1 more number, perhaps no result',
              '%1 more numbers, perhaps no results',
              others.length
            )}
          </summary>
          <Choices {...{ making, trans, splits }} choices={others} />
        </details>
      )}
      {offer.leftOut > 0 && (
        <p className="mlc-Notice">{trans.__('%1 more are not listed.', offer.leftOut)}</p>
      )}
    </section>
  );
}

/** A value that the draft had before stands with those that are sure. */
function isKeptAtFirst({ offer }: Making, index: number): boolean {
  const value = offer?.metrics[index];
  const known = offer?.draft?.metrics ?? [];
  return known.some(each => each.name === value?.name && each.value === value.value);
}

interface IChoicesProps {
  readonly making: Making;
  readonly choices: readonly IMetricChoice[];
  readonly splits: string;
  readonly trans: TranslationBundle;
}

function Choices({ making, choices, splits, trans }: IChoicesProps): React.JSX.Element {
  return (
    <ul className="mlc-Make-metrics">
      {choices.map(choice => (
        <Choice key={choice.index} {...{ making, choice, splits, trans }} />
      ))}
    </ul>
  );
}

function Choice({
  making,
  choice: { index, isKept, name, offered, split, goal },
  splits,
  trans
}: Omit<IChoicesProps, 'choices'> & { readonly choice: IMetricChoice }): React.JSX.Element {
  // What is described is meant to be kept.
  const change = (changed: Parameters<Making['chooseMetric']>[1]): void =>
    making.chooseMetric(index, { isKept: true, ...changed });
  const value = `${numberWord(offered.value)}${offered.unit ?? ''}`;
  return (
    <li>
      <input
        type="checkbox"
        checked={isKept}
        aria-label={trans.__('Keep %1', `${offered.name} ${value}`)}
        onChange={event => change({ isKept: event.target.checked })}
      />
      <input
        type="text"
        className="jp-mod-styled"
        dir="auto"
        aria-label={trans.__('Name')}
        maxLength={200}
        value={name}
        onChange={event => change({ name: event.target.value })}
      />
      <strong title={String(offered.value)}>{value}</strong>
      <input
        type="text"
        className="jp-mod-styled"
        dir="auto"
        aria-label={trans.__('Split')}
        placeholder={trans.__('split')}
        list={splits}
        maxLength={200}
        value={split}
        onChange={event => change({ split: event.target.value })}
      />
      <GoalSelect goal={goal} trans={trans} onChoose={chosen => change({ goal: chosen })} />
      <span className="mlc-Make-place">{trans.__('cell %1', offered.cell + 1)}</span>
      <code title={offered.excerpt}>{revealBidi(offered.excerpt)}</code>
    </li>
  );
}

function GoalSelect({
  goal,
  trans,
  onChoose
}: {
  readonly goal: Goal;
  readonly trans: TranslationBundle;
  onChoose(goal: Goal): void;
}): React.JSX.Element {
  return (
    <select
      className="jp-mod-styled"
      aria-label={trans.__('Goal')}
      value={goal ?? ''}
      onChange={({ target: { value } }) =>
        onChoose(value === 'max' || value === 'min' ? value : null)
      }
    >
      <option value="">{trans.__('no goal')}</option>
      <option value="max">{trans.__('higher is better')}</option>
      <option value="min">{trans.__('lower is better')}</option>
    </select>
  );
}
