import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { sentenceOf } from '../core/errors';
import type { IProjects, Project } from '../core/tokens';
import { revealBidi } from '../ui/bidi';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { commentIcon, lookIcon, mentionIcon } from '../ui/icons';
import { Skeleton } from '../ui/Skeleton';
import { cameBy } from '../ui/viagit';
import { When } from '../ui/When';
import { canBeMarked, itemsBelow, type IInboxActions } from './inbox';
import { excerpt, nameOf, shortName } from './label';
import { headline } from './notify';
import type { IComments, Inbox, InboxItem, Look } from './tokens';
import { useEmission } from './useEmission';

export interface IInboxSectionProps {
  readonly comments: IComments;
  readonly projects: IProjects;
  readonly actions: IInboxActions;
  readonly trans: TranslationBundle;
}

/** What waits for the person: looks asked of them, then replies, mentions and answers, newest first. */
export function InboxSection(props: IInboxSectionProps): React.JSX.Element {
  const { comments, projects, trans } = props;
  useEmission(comments.inboxChanged, projects.currentChanged);
  const project = projects.current;
  const inbox = comments.inbox;
  if (!project) {
    return <Empty>{trans.__('Nothing waits for you.')}</Empty>;
  }
  if (!inbox) {
    return comments.inboxProblem === null ? (
      <Skeleton trans={trans} />
    ) : (
      <Failure
        title={trans.__('Could not load the inbox')}
        message={comments.inboxProblem}
        trans={trans}
        onRetry={() => void comments.refreshInbox().catch(() => undefined)}
      />
    );
  }
  const items = itemsBelow(inbox);
  return items.length === 0 && inbox.looks.length === 0 ? (
    <Empty>{trans.__('Nothing waits for you.')}</Empty>
  ) : (
    <Waiting {...props} project={project} inbox={inbox} items={items} />
  );
}

interface IWaitingProps extends IInboxSectionProps {
  readonly project: Project;
  readonly inbox: Inbox;
  readonly items: readonly InboxItem[];
}

function Waiting({ project, inbox, items, actions, trans }: IWaitingProps): React.JSX.Element {
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = (act: Promise<void>): void => {
    setProblem(null);
    act.catch((error: unknown) => setProblem(sentenceOf(error)));
  };
  return (
    <div className="mlc-InboxSection">
      {problem && (
        <p className="mlc-InboxSection-problem" role="alert">
          {problem}
        </p>
      )}
      <ul>
        {inbox.looks.map(look => (
          <li key={look.id}>
            <WaitingLook
              look={look}
              trans={trans}
              onOpen={() => actions.openLook(project, look)}
              onAnswer={() => attempt(actions.answer(project, look))}
            />
          </li>
        ))}
        {items.map(item => (
          <li key={item.id}>
            <Item item={item} trans={trans} onOpen={() => attempt(actions.open(project, item))} />
          </li>
        ))}
      </ul>
      {items.some(canBeMarked) && (
        <button
          type="button"
          className="mlc-Link mlc-InboxSection-all"
          onClick={() => attempt(actions.markAllRead(project, inbox))}
        >
          {trans.__('Mark all as read')}
        </button>
      )}
    </div>
  );
}

function WaitingLook({
  look,
  trans,
  onOpen,
  onAnswer
}: {
  readonly look: Look;
  readonly trans: TranslationBundle;
  onOpen(): void;
  onAnswer(): void;
}): React.JSX.Element {
  return (
    <div className="mlc-InboxRow mlc-mod-unread mlc-mod-look">
      <lookIcon.react tag="span" className="mlc-InboxRow-icon" />
      <span className="mlc-InboxRow-who" title={revealBidi(look.asker.displayName)}>
        {trans.__('%1 asks you to look', shortName(look.asker.displayName))}
      </span>
      {look.line !== '' && <span className="mlc-InboxRow-said">{revealBidi(look.line)}</span>}
      <Where path={look.path} at={look.at} came={cameBy(look, trans)} trans={trans} />
      <span className="mlc-InboxRow-actions">
        <button type="button" className="mlc-Button" onClick={onAnswer}>
          {trans.__('Looked, fine')}
        </button>
        <button type="button" className="mlc-Button" onClick={onOpen}>
          {trans.__('Open')}
        </button>
      </span>
    </div>
  );
}

const ICONS = { answer: lookIcon, look: lookIcon, mention: mentionIcon, reply: commentIcon };

function Item({
  item,
  trans,
  onOpen
}: {
  readonly item: InboxItem;
  readonly trans: TranslationBundle;
  onOpen(): void;
}): React.JSX.Element {
  const Icon = ICONS[item.reason].react;
  return (
    <button
      type="button"
      className={`mlc-InboxRow${item.unread ? ' mlc-mod-unread' : ''}`}
      onClick={onOpen}
    >
      <Icon tag="span" className="mlc-InboxRow-icon" />
      <span className="mlc-InboxRow-who" title={revealBidi(item.actor.displayName)}>
        {headline(item, shortName(item.actor.displayName), trans)}
      </span>
      <span className="mlc-InboxRow-said">{excerpt(item.excerpt)}</span>
      <Where path={item.path} at={item.at} came={cameBy(item, trans)} trans={trans} />
    </button>
  );
}

function Where({
  path,
  at,
  came,
  trans
}: {
  readonly path: string;
  readonly at: string;
  readonly came: string | null;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  return (
    <span className="mlc-InboxRow-line">
      <span className="mlc-InboxRow-where" title={revealBidi(path)}>
        {nameOf(path)}
      </span>
      {came !== null && (
        <span className="mlc-InboxRow-came" title={came}>
          {came}
        </span>
      )}
      <When at={at} trans={trans} />
    </span>
  );
}
