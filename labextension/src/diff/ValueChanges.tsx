import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { revealBidi } from '../ui/bidi';
import type { ValueChange } from './tokens';

export interface IValueChangesProps {
  readonly values: readonly ValueChange[];
  readonly trans: TranslationBundle;
}

/** Places in JSON that differ: *path: old → new*. */
export function ValueChanges({ values, trans }: IValueChangesProps): React.JSX.Element {
  return (
    <>
      {values.map(value => (
        <p key={value.path.join('\0')} className="mlc-ValueChange">
          <span className="mlc-ValueChange-path">{revealBidi(value.path.join('.'))}</span>:{' '}
          <del>{valueWord(value, 'old', trans)}</del> → <ins>{valueWord(value, 'new', trans)}</ins>
        </p>
      ))}
    </>
  );
}

/** What differs outside the cells. */
export function NotebookChange(props: IValueChangesProps): React.JSX.Element {
  const { trans } = props;
  return (
    <section className="mlc-CellChange mlc-mod-changed" aria-label={trans.__('Notebook')}>
      <div className="mlc-CellChange-bar">
        <span className="mlc-CellChange-heading">{trans.__('Notebook')}</span>
        <span className="mlc-CellChange-word">{trans.__('metadata')}</span>
      </div>
      <ValueChanges {...props} />
    </section>
  );
}

function valueWord(value: ValueChange, side: 'old' | 'new', trans: TranslationBundle): string {
  const isCut = side === 'old' ? value.oldCut : value.newCut;
  if (value.status === (side === 'old' ? 'added' : 'removed')) {
    return trans.__('nothing');
  }
  return isCut ? trans.__('a long value') : revealBidi(JSON.stringify(value[side]));
}
