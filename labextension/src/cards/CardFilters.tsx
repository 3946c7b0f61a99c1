import { PathExt } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useMemo, useState } from 'react';
import { revealBidi } from '../ui/bidi';
import { choicesOf, type IChoices, type IFilter } from './filter';
import type { CardRow, Status } from './tokens';
import { statusLabel } from './words';

export interface ICardFiltersProps {
  readonly rows: readonly CardRow[];
  readonly filter: IFilter;
  readonly trans: TranslationBundle;
  onFilter(filter: IFilter): void;
}

/** The search box, and what narrows and sorts the list, which is there once it is asked for. */
export function CardFilters(props: ICardFiltersProps): React.JSX.Element {
  const { rows, filter, trans, onFilter } = props;
  const [isOpen, setOpen] = useState(false);
  const { status, tag, notebook, owner } = filter;
  const count = [status, tag, notebook, owner].filter(word => word !== '').length;
  return (
    <div className="mlc-CardFilters" role="search" aria-label={trans.__('Cards')}>
      <div className="mlc-CardFilters-line">
        <input
          type="search"
          className="jp-mod-styled"
          aria-label={trans.__('Search cards')}
          placeholder={trans._n('Search %1 card', 'Search %1 cards', rows.length)}
          value={filter.search}
          onChange={event => onFilter({ ...filter, search: event.target.value })}
        />
        <button
          type="button"
          className="mlc-Button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {count === 0 ? trans.__('Filter') : trans.__('Filter %1', count)}
        </button>
      </div>
      {isOpen && <Choices {...props} />}
    </div>
  );
}

function Choices({ rows, filter, trans, onFilter }: ICardFiltersProps): React.JSX.Element {
  const choices: IChoices = useMemo(() => choicesOf(rows), [rows]);
  const set = (change: Partial<IFilter>): void => onFilter({ ...filter, ...change });
  return (
    <div className="mlc-CardFilters-choices">
      <Choice
        label={trans.__('Status')}
        all={trans.__('Any status')}
        value={filter.status}
        names={choices.statuses}
        word={status => statusLabel(status, trans)}
        onChoose={status => set({ status })}
      />
      <Choice
        label={trans.__('Tag')}
        all={trans.__('Any tag')}
        value={filter.tag}
        names={choices.tags}
        onChoose={tag => set({ tag })}
      />
      <Choice
        label={trans.__('Notebook')}
        all={trans.__('Any notebook')}
        value={filter.notebook}
        names={choices.notebooks}
        word={path => PathExt.basename(path)}
        onChoose={notebook => set({ notebook })}
      />
      <Choice
        label={trans.__('Person')}
        all={trans.__('Anybody')}
        value={filter.owner}
        names={choices.owners}
        onChoose={owner => set({ owner })}
      />
      <Choice
        label={trans.__('Sort')}
        all={trans.__('Newest first')}
        value={filter.metric}
        names={choices.metrics}
        word={name => trans.__('Best %1 first', name)}
        onChoose={metric => set({ metric })}
      />
    </div>
  );
}

interface IChoiceProps<T extends string> {
  readonly label: string;

  /** What stands for no choice. */
  readonly all: string;
  readonly value: T | '';
  readonly names: readonly T[];
  word?(name: T): string;
  onChoose(name: T | ''): void;
}

function Choice<T extends string = Status>(props: IChoiceProps<T>): React.JSX.Element | null {
  const { label, all, value, names, word, onChoose } = props;
  return names.length === 0 ? null : (
    <select
      className="jp-mod-styled"
      aria-label={label}
      value={value}
      onChange={event => onChoose(names.find(name => name === event.target.value) ?? '')}
    >
      <option value="">{all}</option>
      {names.map(name => (
        <option key={name} value={name} title={revealBidi(name)}>
          {revealBidi(word?.(name) ?? name)}
        </option>
      ))}
    </select>
  );
}
