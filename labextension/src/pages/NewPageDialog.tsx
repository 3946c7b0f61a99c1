import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useState } from 'react';
import { revealBidi } from '../ui/bidi';
import { Skeleton } from '../ui/Skeleton';
import { FormEnd } from './FormEnd';
import type { Template } from './tokens';
import { useSubmit } from './useSubmit';

/** Templates of pages that a project has one of, be they begun beside one of its notebooks. */
const OF_THE_PROJECT: ReadonlySet<string> = new Set(['project-charter', 'glossary', 'onboarding']);

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
  const [choice, setChosen] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  const [isAboutThis, setAboutThis] = useState<boolean | null>(null);
  const { fail, isBusy, problem, run } = useSubmit(onClose);
  const known = useTemplates(templates, fail);
  const chosen = choice ?? known?.[0]?.name ?? '';
  const isAbout = isAboutThis ?? !OF_THE_PROJECT.has(chosen);
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    run(() => create(chosen, title.trim(), isAbout ? about : null));
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
      <TemplateChoice
        {...{ chosen, known, trans }}
        isLoading={problem === null}
        onChoose={setChosen}
      />
      {about !== null && (
        <label className="mlc-NewPage-about">
          <input type="checkbox" checked={isAbout} onChange={() => setAboutThis(!isAbout)} />
          <span>{trans.__('About %1', revealBidi(about))}</span>
          <span className="mlc-NewPage-summary">{trans.__('Else about the whole project')}</span>
        </label>
      )}
      <FormEnd
        label={trans.__('Create page')}
        isReady={!isBusy && title.trim() !== '' && chosen !== ''}
        problem={problem}
        trans={trans}
        onCancel={onClose}
      />
    </form>
  );
}

/** The templates, asked for once, when the form is opened; null until known. */
function useTemplates(
  templates: INewPageDialogProps['templates'],
  fail: (problem: unknown) => void
): readonly Template[] | null {
  const [known, setKnown] = useState<readonly Template[] | null>(null);
  useEffect(() => {
    templates().then(setKnown, fail);
  }, []);
  return known;
}

interface ITemplateChoiceProps {
  readonly chosen: string;
  readonly isLoading: boolean;
  readonly known: readonly Template[] | null;
  readonly trans: TranslationBundle;
  onChoose(name: string): void;
}

function TemplateChoice({
  chosen,
  isLoading,
  known,
  onChoose,
  trans
}: ITemplateChoiceProps): React.JSX.Element {
  return (
    <fieldset>
      <legend>{trans.__('Template')}</legend>
      {known === null && isLoading && <Skeleton trans={trans} />}
      {known?.map(template => (
        <label key={template.name} className="mlc-NewPage-template">
          <input
            type="radio"
            name="template"
            checked={chosen === template.name}
            onChange={() => onChoose(template.name)}
          />
          <span>{revealBidi(template.title)}</span>
          <span className="mlc-NewPage-summary">{revealBidi(template.summary)}</span>
        </label>
      ))}
    </fieldset>
  );
}
