import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Item } from './items';
import type { Changes } from './model';
import type { IAddition } from './tokens';

const STEP = 10;

export interface IFoldProps {
  readonly fold: Item & { readonly kind: 'fold' };
  readonly changes: Changes;
  readonly additions: readonly IAddition[];
  readonly trans: TranslationBundle;
}

/** A run of cells that are the same: opens as a whole, and a long one by ten from either end. */
export function Fold({ fold, changes, additions, trans }: IFoldProps): React.JSX.Element {
  const { key, first, count, isOpen } = fold;
  const rows = changes.comparison?.rows.slice(first, first + count) ?? [];
  const step = (top: number, bottom: number): void => changes.unfold(key, { top, bottom });
  return (
    <div className="mlc-FoldRow">
      <button
        type="button"
        className="mlc-Fold"
        aria-expanded={isOpen}
        onClick={() => changes.toggle(key)}
      >
        {trans._n('%1 unchanged cell', '%1 unchanged cells', count)}
      </button>
      {!isOpen && count > 2 * STEP && (
        <>
          <button
            type="button"
            className="mlc-Fold mlc-mod-step"
            title={trans.__('Show %1 cells more from above', STEP)}
            onClick={() => step(STEP, 0)}
          >
            ↓ {STEP}
          </button>
          <button
            type="button"
            className="mlc-Fold mlc-mod-step"
            title={trans.__('Show %1 cells more from below', STEP)}
            onClick={() => step(0, STEP)}
          >
            ↑ {STEP}
          </button>
        </>
      )}
      {additions.map((addition, index) => (
        <React.Fragment key={index}>{addition.inFold(rows)}</React.Fragment>
      ))}
    </div>
  );
}
