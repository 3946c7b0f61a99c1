import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { sentenceOf } from '../core/errors';
import type { Person } from '../core/tokens';
import { revealBidi } from '../ui/bidi';
import type { Format } from './download';
import { nounLabels, type ILogFilter } from './entry';

export interface IFiltersProps {
  readonly filter: ILogFilter;
  readonly people: readonly Person[];
  readonly trans: TranslationBundle;
  onFilter(filter: ILogFilter): void;
}

/** By whom and about what: the choices that narrow the log. */
export function Filters({ filter, people, trans, onFilter }: IFiltersProps): React.JSX.Element {
  return (
    <>
      <select
        aria-label={trans.__('By whom')}
        value={filter.actor}
        onChange={event => onFilter({ ...filter, actor: event.target.value })}
      >
        <option value="">{trans.__('Everybody')}</option>
        {people.map(({ username, displayName }) => (
          <option key={username} value={username}>
            {revealBidi(displayName)}
          </option>
        ))}
      </select>
      <select
        aria-label={trans.__('About what')}
        value={filter.noun}
        onChange={event => onFilter({ ...filter, noun: event.target.value })}
      >
        <option value="">{trans.__('Everything')}</option>
        {[...nounLabels(trans)].map(([noun, label]) => (
          <option key={noun} value={noun}>
            {label}
          </option>
        ))}
      </select>
    </>
  );
}

export interface IExportProps {
  readonly filter: ILogFilter;
  readonly trans: TranslationBundle;

  /** Downloads every entry the filter keeps. */
  save(format: Format, filter: ILogFilter): Promise<void>;
}

/** The buttons that download the log, and why that failed. */
export function Export({ filter, save, trans }: IExportProps): React.JSX.Element {
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({
    busy: false,
    problem: null
  });
  const start = async (format: Format): Promise<void> => {
    setState({ busy: true, problem: null });
    const problem = await save(format, filter).then(() => null, sentenceOf);
    setState({ busy: false, problem });
  };
  const labels: Record<Format, string> = {
    csv: trans.__('Export CSV'),
    json: trans.__('Export JSON')
  };
  return (
    <span className="mlc-HistoryPanel-export">
      {state.problem && (
        <span className="mlc-HistoryPanel-problem" role="alert">
          {state.problem}
        </span>
      )}
      {(['csv', 'json'] as const).map(format => (
        <button
          key={format}
          type="button"
          className="mlc-Button"
          disabled={state.busy}
          onClick={() => void start(format)}
        >
          {labels[format]}
        </button>
      ))}
    </span>
  );
}
