import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { closeOnEscape, closeOnLeaving } from './dropdown';
import { ONLY } from './filter';
import type { Changes } from './model';
import { FACETS, TOLERANCES } from './shown';
import { facetLabel, hiddenSentence, onlyLabel } from './words';

export interface IShowMenuProps {
  readonly changes: Changes;
  readonly trans: TranslationBundle;
}

/** *Show*: which kinds of change count, and how many are hidden. */
export function ShowMenu({ changes, trans }: IShowMenuProps): React.JSX.Element {
  const { comparison, shown } = changes;
  return (
    <details className="mlc-ShowMenu" onKeyDown={closeOnEscape} onBlur={closeOnLeaving}>
      <summary className="mlc-Button">{trans.__('Show')}</summary>
      <div className="mlc-ShowMenu-items" role="group" aria-label={trans.__('Show')}>
        {FACETS.map(facet => {
          const isShown = shown.has(facet);
          const hidden = comparison && hiddenSentence(facet, comparison, isShown, trans);
          return (
            <label key={facet} className="mlc-ShowMenu-item">
              <input
                type="checkbox"
                checked={isShown}
                onChange={() => void shown.set(facet, !isShown)}
              />
              {facetLabel(facet, trans)}
              {hidden !== null && <span className="mlc-ShowMenu-hidden">{hidden}</span>}
            </label>
          );
        })}
        <label className="mlc-ShowMenu-item">
          <input
            type="checkbox"
            checked={shown.isRendered}
            onChange={() => void shown.set('rendered', !shown.isRendered)}
          />
          {trans.__('Rendered Markdown')}
        </label>
        <label className="mlc-ShowMenu-item">
          {trans.__('Numbers within')}
          <select
            value={shown.tolerance}
            onChange={({ target }) => void shown.set('tolerance', Number(target.value))}
          >
            {[...new Set([...TOLERANCES, shown.tolerance])].map(each => (
              <option key={each} value={each}>
                {each === 0
                  ? trans.__('off')
                  : trans.__('%1 %', Number((each * 100).toPrecision(6)))}
              </option>
            ))}
          </select>
        </label>
        <OnlyChoice changes={changes} trans={trans} />
      </div>
    </details>
  );
}

/** *Only*: leaves one kind of change in the list. */
function OnlyChoice({ changes, trans }: IShowMenuProps): React.JSX.Element {
  return (
    <label className="mlc-ShowMenu-item mlc-ShowMenu-only">
      {trans.__('Only')}
      <select
        value={changes.only ?? ''}
        onChange={({ target }) => changes.filter(ONLY.find(each => each === target.value) ?? null)}
      >
        <option value="">{trans.__('all changes')}</option>
        {ONLY.map(each => (
          <option key={each} value={each}>
            {onlyLabel(each, trans)}
          </option>
        ))}
      </select>
    </label>
  );
}
