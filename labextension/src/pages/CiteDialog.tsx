import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useMemo, useState } from 'react';
import { revealBidi } from '../ui/bidi';
import type { ICitable } from './citing';
import { FormEnd } from './FormEnd';
import type { PageRow } from './tokens';
import { useSubmit } from './useSubmit';

export interface ICiteDialogProps {
  readonly pages: readonly PageRow[];
  readonly citables: readonly ICitable[];

  /** The page the person looked at last, which is offered first. */
  readonly likely: string | null;
  readonly trans: TranslationBundle;

  /** Puts the citation into the page and shows it; fails with a sentence. */
  cite(page: string, citable: ICitable): Promise<void>;
  onClose(): void;
}

/** Asks what of the cell is cited, and in which page. */
export function CiteDialog(props: ICiteDialogProps): React.JSX.Element {
  const { cite, citables, likely, onClose, pages, trans } = props;
  const offered = useMemo(
    () => [...pages].sort((one, other) => other.changed.localeCompare(one.changed)),
    [pages]
  );
  const first = offered.find(({ path }) => path === likely) ?? offered[0];
  const [page, setPage] = useState<string | null>(null);
  const [which, setWhich] = useState(Math.max(0, citables.length - 1));
  const { isBusy, problem, run } = useSubmit(onClose);
  const chosen = page ?? first?.path ?? '';
  const citable = citables[which];
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    if (citable !== undefined) {
      run(() => cite(chosen, citable));
    }
  };
  return (
    <form className="mlc-NewPage" onSubmit={submit}>
      <h2>{trans.__('Cite in a page')}</h2>
      <CitableChoice {...{ citables, trans, which }} onChoose={setWhich} />
      <label>
        {trans.__('Page')}
        <select
          className="jp-mod-styled"
          value={chosen}
          onChange={event => setPage(event.target.value)}
        >
          {offered.map(({ path, title }) => (
            <option key={path} value={path}>
              {revealBidi(title)}
            </option>
          ))}
        </select>
      </label>
      {offered.length === 0 && (
        <p className="mlc-Notice">{trans.__('There are no pages yet. Begin one first.')}</p>
      )}
      <FormEnd
        label={trans.__('Cite')}
        isReady={!isBusy && chosen !== '' && citable !== undefined}
        problem={problem}
        trans={trans}
        onCancel={onClose}
      />
    </form>
  );
}

interface ICitableChoiceProps extends Pick<ICiteDialogProps, 'citables' | 'trans'> {
  readonly which: number;
  onChoose(which: number): void;
}

function CitableChoice({
  citables,
  onChoose,
  trans,
  which
}: ICitableChoiceProps): React.JSX.Element {
  return (
    <fieldset>
      <legend>{trans.__('What is cited')}</legend>
      {citables.map(({ excerpt, label }, index) => (
        <label key={label} className="mlc-NewPage-template">
          <input
            type="radio"
            name="citable"
            checked={which === index}
            onChange={() => onChoose(index)}
          />
          <span>{label}</span>
          <code className="mlc-NewPage-summary" dir="auto">
            {revealBidi(excerpt)}
          </code>
        </label>
      ))}
      {citables.length === 0 && (
        <p className="mlc-Notice">{trans.__('The cell is empty: there is nothing to cite.')}</p>
      )}
    </fieldset>
  );
}
