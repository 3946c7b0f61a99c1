import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { sentenceOf } from '../core/errors';
import { Failure } from '../ui/Failure';
import type { ICardPageProps } from './CardPage';
import type { Act, CardFile } from './requests';

export interface ICardActionsProps extends Pick<
  ICardPageProps,
  'compare' | 'open' | 'openNotebook' | 'showChanges' | 'showFile' | 'trans'
> {
  readonly file: CardFile;
  onPublish(): void;
}

/** What the person may do with a card, in a row above it, and why the last thing they did failed. */
export function CardActions(props: ICardActionsProps): React.JSX.Element {
  const { compare, file, onPublish, open, showFile, trans } = props;
  const { baseline } = file;
  const { can } = file.standing;
  const [problem, setProblem] = useState<string | null>(null);
  const step = (act: Act): void => {
    setProblem(null);
    open.step(act).catch((error: unknown) => setProblem(sentenceOf(error)));
  };
  const steps = can.filter(act => act !== 'publish');
  return (
    <>
      <div className="mlc-CardPage-actions" role="toolbar" aria-label={trans.__('Card')}>
        <Action label={trans.__('Edit')} onClick={() => open.edit()} />
        {can.includes('publish') && (
          <Action label={trans.__('Publish…')} isPrimary onClick={onPublish} />
        )}
        {steps.map(act => (
          <Action key={act} label={actLabel(act, trans)} onClick={() => step(act)} />
        ))}
        <span className="mlc-CardPage-gap" />
        {baseline !== null && (
          <Action
            label={trans.__('Compare with baseline')}
            title={baseline.title}
            onClick={() => compare(baseline.path, file.path)}
          />
        )}
        <NotebookActions {...props} />
        <Action label={trans.__('Show file')} onClick={showFile} />
      </div>
      {problem !== null && <Failure message={problem} trans={trans} />}
    </>
  );
}

/** Ways to the notebook, and to what changed in it where something did. */
function NotebookActions({
  file,
  openNotebook,
  showChanges,
  trans
}: ICardActionsProps): React.JSX.Element {
  const notebook = file.card.code?.notebook ?? null;
  const commit = file.card.code?.commit ?? null;
  if (notebook === null) {
    return <></>;
  }
  return (
    <>
      <Action
        label={trans.__('Open notebook')}
        title={notebook}
        onClick={() => openNotebook(notebook)}
      />
      {commit !== null && showChanges !== null && file.notebookChanged !== false && (
        <Action
          label={trans.__('Changes since')}
          title={trans.__('What changed in the notebook since commit %1', commit.slice(0, 7))}
          onClick={() => showChanges(notebook, commit)}
        />
      )}
    </>
  );
}

function Action({
  label,
  title,
  isPrimary,
  onClick
}: {
  readonly label: string;
  readonly title?: string;
  readonly isPrimary?: boolean;
  onClick(): void;
}): React.JSX.Element {
  return (
    <button
      type="button"
      className={`mlc-Button${isPrimary === true ? ' mlc-mod-primary' : ''}`}
      title={title}
      onClick={onClick}
    >
      {label}
    </button>
  );
}

function actLabel(act: Act, trans: TranslationBundle): string {
  return {
    submit: trans.__('Ask for review'),
    approve: trans.__('Approve'),
    decline: trans.__('Ask for changes'),
    publish: trans.__('Publish…'),
    abandon: trans.__('Abandon'),
    retract: trans.__('Retract'),
    reopen: trans.__('Reopen'),
    pin: trans.__('Use as baseline'),
    unpin: trans.__('No longer baseline')
  }[act];
}
