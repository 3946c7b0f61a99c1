import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useId } from 'react';
import { ProjectQuestion } from './ProjectQuestion';
import type { Sharing } from './sharing';

export interface IProjectDialogProps {
  readonly sharing: Sharing;
  readonly trans: TranslationBundle;
  onClose(): void;
}

/** Asks before the first fetch whether what is at the remote is of this project, where git cannot tell. */
export function ProjectDialog({ sharing, trans, onClose }: IProjectDialogProps): React.JSX.Element {
  const title = useId();
  const isBusy = sharing.running !== null;
  const fetch = async (event: React.FormEvent): Promise<void> => {
    event.preventDefault();
    if (await sharing.fetch(true)) {
      onClose();
    }
  };
  return (
    <form className="mlc-ShareDialog" aria-labelledby={title} onSubmit={event => void fetch(event)}>
      <h2 id={title}>{trans.__('Fetch the team’s comments')}</h2>
      <ProjectQuestion sharing={sharing} trans={trans} />
      <p className="mlc-Sharing-problem" role="alert">
        {sharing.problem}
      </p>
      <div className="mlc-ShareDialog-actions">
        <button type="button" className="mlc-Button" disabled={isBusy} onClick={onClose}>
          {trans.__('Cancel')}
        </button>
        <button type="submit" className="mlc-Button mlc-mod-primary" disabled={isBusy}>
          {isBusy ? trans.__('Fetching…') : trans.__('The same project: fetch')}
        </button>
      </div>
    </form>
  );
}
