import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { sentenceOf } from '../core/errors';
import type { KnownPerson } from '../core/tokens';
import { Composer } from '../ui/Composer';
import { Failure } from '../ui/Failure';
import { moreIcon } from '../ui/icons';
import { Markdown } from '../ui/Markdown';
import { exactly } from '../ui/moment';
import { viaGit } from '../ui/viagit';
import { Avatar, Person } from '../ui/Person';
import { When } from '../ui/When';
import { openMenu, type IMenuItem } from '../ui/menu';
import type { IScreenServices } from './screenservices';
import type { Comment, IThreads, Thread } from './tokens';

export interface ICommentViewProps {
  readonly threads: IThreads;
  readonly thread: Thread;
  readonly comment: Comment;

  /** It was unread when the thread was opened. */
  readonly isNew: boolean;
  readonly people: readonly KnownPerson[];
  readonly services: IScreenServices;
}

type Doing = 'reading' | 'editing' | 'deleting';

/** One comment: who, when, what; its author can edit and delete it. */
export function CommentView(props: ICommentViewProps): React.JSX.Element {
  const { comment, isNew, services } = props;
  const [doing, setDoing] = useState<Doing>('reading');
  const read = (): void => setDoing('reading');
  return (
    <div className={`mlc-Comment${isNew ? ' mlc-mod-new' : ''}`} data-mlc-comment={comment.id}>
      <Avatar person={comment.author} />
      <div className="mlc-Comment-main">
        <div className="mlc-Comment-head">
          <Person person={comment.author} trans={services.trans} />
          <When at={comment.at} trans={services.trans} />
          <Marks comment={comment} trans={services.trans} />
          <More {...props} onChoose={setDoing} />
        </div>
        {doing === 'editing' ? <Edit {...props} onDone={read} /> : <Body {...props} />}
        {doing === 'deleting' && <Delete {...props} onDone={read} />}
      </div>
    </div>
  );
}

/** What is to be known of a comment beside who wrote it and when: edited, come from elsewhere. */
export function Marks({
  comment,
  trans
}: {
  readonly comment: Comment;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { editedAt } = comment;
  return (
    <>
      {editedAt !== null && !comment.deleted && (
        <span className="mlc-Comment-mark" title={exactly(Date.parse(editedAt))}>
          {trans.__('edited')}
        </span>
      )}
      {comment.imported && (
        <span className="mlc-Comment-mark">
          {comment.viaGit ? viaGit(comment.signedBy, trans) : trans.__('imported')}
        </span>
      )}
    </>
  );
}

function Body({ comment, people, services }: ICommentViewProps): React.JSX.Element {
  const { trans, typesetter } = services;
  if (comment.body === null) {
    return (
      <div className="mlc-Comment-gone">
        {comment.erased ? trans.__('Comment erased') : trans.__('Comment deleted')}
      </div>
    );
  }
  return (
    <>
      <Markdown source={comment.body} people={people} typesetter={typesetter} trans={trans} />
      {comment.otherTexts.map(text => (
        <div key={text} className="mlc-Comment-other" role="note">
          <span className="mlc-Comment-mark">
            {trans.__('Edited on another computer at the same time:')}
          </span>
          <Markdown source={text} people={people} typesetter={typesetter} trans={trans} />
        </div>
      ))}
    </>
  );
}

function More({
  comment,
  services,
  onChoose
}: ICommentViewProps & { onChoose(doing: Doing): void }): React.JSX.Element | null {
  const { trans } = services;
  const items: IMenuItem[] = [];
  if (comment.canEdit) {
    items.push({ label: trans.__('Edit'), run: () => onChoose('editing') });
  }
  if (comment.canDelete) {
    const label = comment.deleted ? trans.__('Erase…') : trans.__('Delete…');
    items.push({ label, run: () => onChoose('deleting') });
  }
  if (items.length === 0) {
    return null;
  }
  return (
    <button
      type="button"
      className="mlc-IconButton mlc-Comment-more"
      aria-haspopup="menu"
      title={trans.__('More about this comment')}
      aria-label={trans.__('More about this comment')}
      onClick={event => openMenu(event.currentTarget, items)}
    >
      <moreIcon.react tag="span" />
    </button>
  );
}

type IDoingProps = ICommentViewProps & { onDone(): void };

function Edit({ threads, thread, comment, services, onDone }: IDoingProps): React.JSX.Element {
  const { trans } = services;
  return (
    <Composer
      services={services}
      project={threads.project}
      label={trans.__('Edit comment')}
      sendLabel={trans.__('Save')}
      draftKey={`edit:${comment.id}`}
      initialText={comment.body ?? ''}
      autoFocus={true}
      onSend={async text => {
        await threads.edit(thread, comment.id, text);
        onDone();
      }}
      onCancel={onDone}
    />
  );
}

function Delete({ threads, thread, comment, services, onDone }: IDoingProps): React.JSX.Element {
  const { trans } = services;
  const [erase, setErase] = useState(comment.deleted);
  const [problem, setProblem] = useState<string | null>(null);
  const remove = async (): Promise<void> => {
    try {
      await threads.remove(thread, comment.id, erase);
      onDone();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const isFirst = comment.id === thread.id;
  return (
    <div className="mlc-Question" role="group" aria-label={trans.__('Delete this comment?')}>
      <label className="mlc-Question-choice">
        <input
          type="checkbox"
          checked={erase}
          disabled={comment.deleted}
          onChange={event => setErase(event.target.checked)}
        />
        {isFirst
          ? trans.__('Also erase its text and the snapshot of the cell, for everybody and for good')
          : trans.__('Also erase its text, for everybody and for good')}
      </label>
      <div className="mlc-Question-actions">
        <button type="button" className="mlc-Button" autoFocus={true} onClick={onDone}>
          {trans.__('Keep')}
        </button>
        <button type="button" className="mlc-Button mlc-mod-warning" onClick={() => void remove()}>
          {erase ? trans.__('Erase') : trans.__('Delete')}
        </button>
      </div>
      {problem !== null && <Failure message={problem} trans={trans} />}
    </div>
  );
}
