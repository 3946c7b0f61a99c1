import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useMemo, useState } from 'react';
import { sentenceOf } from '../core/errors';
import { revealBidi } from '../ui/bidi';
import { Failure } from '../ui/Failure';
import type { ICitable } from './citing';
import type { PageRow } from './tokens';

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
  const [page, setPage] = useState(first?.path ?? '');
  const [which, setWhich] = useState(Math.max(0, citables.length - 1));
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const citable = citables[which];
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    if (citable !== undefined) {
      setBusy(true);
      setProblem(null);
      cite(page, citable).then(onClose, (error: unknown) => {
        setProblem(sentenceOf(error));
        setBusy(false);
      });
    }
  };
  return (
    <form className="mlc-NewPage" onSubmit={submit}>
      <h2>{trans.__('Cite in a page')}</h2>
      <fieldset>
        <legend>{trans.__('What is cited')}</legend>
        {citables.map(({ excerpt, label }, index) => (
          <label key={label} className="mlc-NewPage-template">
            <input
              type="radio"
              name="citable"
              checked={which === index}
              onChange={() => setWhich(index)}
            />
            <span>{label}</span>
            <code className="mlc-NewPage-summary" dir="auto">
              {revealBidi(excerpt)}
            </code>
          </label>
        ))}
      </fieldset>
      <label>
        {trans.__('Page')}
        <select
          className="jp-mod-styled"
          value={page}
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
      {problem !== null && <Failure message={problem} trans={trans} />}
      <footer>
        <button type="button" className="mlc-Button" onClick={onClose}>
          {trans.__('Cancel')}
        </button>
        <button
          type="submit"
          className="mlc-Button mlc-mod-primary"
          disabled={isBusy || page === '' || citable === undefined}
        >
          {trans.__('Cite')}
        </button>
      </footer>
    </form>
  );
}
