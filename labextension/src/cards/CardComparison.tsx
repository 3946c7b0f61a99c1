import type { TranslationBundle } from '@jupyterlab/translation';
import type { ISignal } from '@lumino/signaling';
import React from 'react';
import { revealBidi } from '../ui/bidi';
import { Failure } from '../ui/Failure';
import { Skeleton } from '../ui/Skeleton';
import { CardPair } from './CardPair';
import { CardScatter } from './CardScatter';
import { ComparisonExport, type Exported, type ExportForm } from './ComparisonExport';
import {
  deltaWord,
  groupLabel,
  type Compared,
  type ComparedCard,
  type ComparedFigure,
  type ComparedValue,
  type Comparison
} from './compared';
import type { Plot } from './plotting';

export interface ICardComparisonProps {
  readonly compared: Compared;
  readonly trans: TranslationBundle;

  /** The address of a figure; null when it is none that can be shown. */
  pictureOf(card: ComparedCard, figure: ComparedFigure): string | null;

  /** Shows what changed in the notebook from one card to another; null where nothing can. */
  readonly showNotebooks: ((before: ComparedCard, after: ComparedCard) => Promise<void>) | null;

  /** The comparison as it is shown, as one text. Throws `Refused`. */
  exported(form: ExportForm): Promise<Exported>;

  /** Draws a plot; null where nothing can. */
  readonly plot: Plot | null;

  /** The colours of JupyterLab have changed; null where they never do. */
  readonly themeChanged: ISignal<unknown, unknown> | null;

  /** Shows a card by the path of its file in the project. */
  open(path: string): void;
}

/** Cards side by side: what differs between them, and how far their metrics are from those of the first. */
export function CardComparison(props: ICardComparisonProps): React.JSX.Element {
  const { compared, trans } = props;
  const { comparison, problem } = compared;
  return (
    <>
      {problem !== null && (
        <Failure
          title={trans.__('Could not compare')}
          message={problem}
          trans={trans}
          onRetry={() => void compared.load()}
        />
      )}
      {comparison === null && problem === null && <Skeleton trans={trans} rows={8} />}
      {comparison !== null && <Shown {...props} comparison={comparison} />}
    </>
  );
}

type IShownProps = ICardComparisonProps & { readonly comparison: Comparison };

function Shown(props: IShownProps): React.JSX.Element {
  const { comparison, trans } = props;
  const { cards, groups, warnings } = comparison;
  const filled = groups.filter(({ rows }) => rows.length > 0);
  const same = groups.reduce((sum, group) => sum + group.same, 0);
  return (
    <>
      <Head {...props} />
      {warnings.length > 0 && (
        <ul className="mlc-CardComparison-warnings" aria-label={trans.__('Warnings')}>
          {warnings.map(warning => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      <table>
        <Titles {...props} />
        {filled.map(group => (
          <tbody key={group.name}>
            <tr>
              <th scope="colgroup" colSpan={cards.length + 1}>
                <span>{groupLabel(group.name, trans)}</span>
              </th>
            </tr>
            {group.rows.map((row, index) => (
              <tr key={index}>
                <th scope="row">{revealBidi(row.name)}</th>
                {row.values.map((value, column) => (
                  <Value key={column} value={value} trans={trans} />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      {same > 0 && (
        <p className="mlc-Notice">
          {trans._n(
            '%1 row in which nothing differs is hidden.',
            '%1 rows in which nothing differs are hidden.',
            same
          )}
        </p>
      )}
      <CardScatter {...props} />
      <CardPair {...props} />
    </>
  );
}

function Head({ compared, comparison, exported, trans }: IShownProps): React.JSX.Element {
  return (
    <div className="mlc-CardComparison-head">
      <h2>{trans._n('%1 card compared', '%1 cards compared', comparison.cards.length)}</h2>
      <label>
        <input
          type="checkbox"
          checked={compared.showsAll}
          onChange={event => compared.showAll(event.target.checked)}
        />{' '}
        {trans.__('Show what is the same')}
      </label>
      <ComparisonExport exported={exported} trans={trans} />
    </div>
  );
}

function Titles({ compared, comparison, open, trans }: IShownProps): React.JSX.Element {
  return (
    <thead>
      <tr>
        <td />
        {comparison.cards.map(({ path, title }, index) => (
          <th key={path} scope="col">
            <button
              type="button"
              className="mlc-Link mlc-CardComparison-title"
              title={`${revealBidi(title)}\n${path}`}
              onClick={() => open(path)}
            >
              {revealBidi(title)}
            </button>
            <div className="mlc-Notice">
              {index === 0 ? (
                trans.__('measured against')
              ) : (
                <button type="button" className="mlc-Link" onClick={() => compared.begin(path)}>
                  {trans.__('Measure against this')}
                </button>
              )}
            </div>
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Characters of a value that is cut to some lines. */
const LONG = 60;

const KINDS: Record<string, string> = { better: 'better', worse: 'worse' };

function Value({
  value,
  trans
}: {
  readonly value: ComparedValue;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const delta = deltaWord(value, trans);
  const text = value.text === '' ? '–' : revealBidi(value.text);
  return (
    <td>
      {text.length > LONG ? (
        <span className="mlc-CardComparison-long" title={text}>
          {text}
        </span>
      ) : (
        text
      )}
      {value.interval !== '' && <span className="mlc-Notice"> {value.interval}</span>}
      {delta !== '' && (
        <span className="mlc-Delta" data-mlc-delta={KINDS[value.verdict ?? ''] ?? 'even'}>
          {delta}
        </span>
      )}
    </td>
  );
}
