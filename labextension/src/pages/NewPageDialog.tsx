import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useState } from 'react';
import { sentenceOf } from '../core/errors';
import { revealBidi } from '../ui/bidi';
import { Failure } from '../ui/Failure';
import { Skeleton } from '../ui/Skeleton';
import type { Template } from './tokens';

export interface INewPageDialogProps {
  readonly about: string | null;
  readonly trans: TranslationBundle;
  templates(): Promise<readonly Template[]>;

  /** Writes the page and opens it; fails with a sentence. */
  create(template: string, title: string, about: string | null): Promise<void>;
  onClose(): void;
}

/** Asks what a new page is for and what it is called. */
export function NewPageDialog(props: INewPageDialogProps): React.JSX.Element {
  const { about, create, onClose, templates, trans } = props;
  const [known, setKnown] = useState<readonly Template[] | null>(null);
  const [chosen, setChosen] = useState('');
  const [title, setTitle] = useState('');
  const [isAbout, setAbout] = useState(about !== null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    templates().then(
      found => {
        setKnown(found);
        setChosen(found[0]?.name ?? '');
      },
      (error: unknown) => setProblem(sentenceOf(error))
    );
  }, [templates]);
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    create(chosen, title.trim(), isAbout ? about : null).then(onClose, (error: unknown) => {
      setProblem(sentenceOf(error));
      setBusy(false);
    });
  };
  return (
    <form className="mlc-NewPage" onSubmit={submit}>
      <h2>{trans.__('New page')}</h2>
      <label>
        {trans.__('Title')}
        <input
          className="jp-mod-styled"
          autoFocus
          dir="auto"
          maxLength={200}
          value={title}
          onChange={event => setTitle(event.target.value)}
        />
      </label>
      <fieldset>
        <legend>{trans.__('Template')}</legend>
        {known === null && problem === null && <Skeleton trans={trans} />}
        {known?.map(template => (
          <label key={template.name} className="mlc-NewPage-template">
            <input
              type="radio"
              name="template"
              checked={chosen === template.name}
              onChange={() => setChosen(template.name)}
            />
            <span>{revealBidi(template.title)}</span>
            <span className="mlc-NewPage-summary">{revealBidi(template.summary)}</span>
          </label>
        ))}
      </fieldset>
      {about !== null && (
        <label className="mlc-NewPage-about">
          <input
            type="checkbox"
            checked={isAbout}
            onChange={event => setAbout(event.target.checked)}
          />
          {trans.__('About %1', revealBidi(about))}
        </label>
      )}
      {problem !== null && <Failure message={problem} trans={trans} />}
      <footer>
        <button type="button" className="mlc-Button" onClick={onClose}>
          {trans.__('Cancel')}
        </button>
        <button
          type="submit"
          className="mlc-Button mlc-mod-primary"
          disabled={isBusy || title.trim() === '' || chosen === ''}
        >
          {trans.__('Create page')}
        </button>
      </footer>
    </form>
  );
}
