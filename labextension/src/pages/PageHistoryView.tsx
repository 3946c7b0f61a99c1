import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useRef } from 'react';
import type { IDiffs } from '../diff/tokens';
import { CommitRow, walkRows } from '../ui/CommitRow';
import { Failure } from '../ui/Failure';
import { Person } from '../ui/Person';
import { Skeleton } from '../ui/Skeleton';
import { When } from '../ui/When';
import {
  hasBefore,
  isSame,
  momentOf,
  type IShown,
  type PageHistory,
  type Version
} from './history';
import type { PageFile } from './pagefile';

export interface IPageHistoryViewProps {
  readonly diffs: IDiffs | null;
  readonly file: PageFile;
  readonly history: PageHistory;
  readonly trans: TranslationBundle;
}

/** The former versions of a page, what each changed, and a way back to it. */
export function PageHistoryView(props: IPageHistoryViewProps): React.JSX.Element {
  const { history, trans } = props;
  const { problem, shown } = history;
  return (
    <section className="mlc-PageHistory" aria-label={trans.__('History')}>
      <Versions {...props} />
      <div className="mlc-PageHistory-shown">
        {problem !== null && <Failure message={problem} trans={trans} />}
        {shown === null && problem === null && (
          <p className="mlc-Notice">{trans.__('Choose a version to see what it changed.')}</p>
        )}
        {shown !== null && <Shown {...props} shown={shown} />}
      </div>
    </section>
  );
}

function Versions({ history, trans }: IPageHistoryViewProps): React.JSX.Element {
  const { list, shown, versions } = history;
  const current = shown?.version ?? null;
  const isEmpty = versions.length === 0;
  return (
    <div className="mlc-PageHistory-list">
      <ol className="mlc-Commits-list" onKeyDown={walkRows}>
        {versions.map(version => {
          const row = {
            isCurrent: isSame(version, current),
            trans,
            onOpen: () => void history.show(version)
          };
          return version.kind === 'commit' ? (
            <CommitRow
              key={version.commit.hash}
              commit={version.commit}
              title={trans.__('Show what %1 changed', version.commit.shortHash)}
              words=""
              {...row}
            />
          ) : (
            <SaveRow key={keyOf(version)} version={version} {...row} />
          );
        })}
      </ol>
      {list.problem !== null && <p className="mlc-Notice">{list.problem}</p>}
      {list.isLoading && isEmpty && <Skeleton trans={trans} rows={3} />}
      {!list.isLoading && list.problem === null && isEmpty && (
        <p className="mlc-Notice">
          {trans.__('No version yet. Save or commit the page, and its versions stand here.')}
        </p>
      )}
      {list.hasMore && (
        <button type="button" className="mlc-Link" onClick={() => void list.more()}>
          {trans.__('Show more')}
        </button>
      )}
    </div>
  );
}

type Uncommitted = Exclude<Version, { readonly kind: 'commit' }>;

function keyOf(version: Uncommitted): string {
  return version.kind === 'save'
    ? `save ${version.save.number}`
    : `${version.kind} ${momentOf(version)}`;
}

interface ISaveRowProps {
  readonly version: Uncommitted;
  readonly isCurrent: boolean;
  readonly trans: TranslationBundle;
  onOpen(): void;
}

function SaveRow({ isCurrent, onOpen, trans, version }: ISaveRowProps): React.JSX.Element {
  const subjects = {
    save: trans.__('Saved'),
    aside: trans.__('Before a version was restored'),
    checkpoint: trans.__('Checkpoint')
  };
  return (
    <li className="mlc-Commit" aria-current={isCurrent ? 'true' : undefined}>
      <button type="button" className="mlc-Commit-open" onClick={onOpen}>
        <span className="mlc-Commit-subject">{subjects[version.kind]}</span>
        <span className="mlc-Commit-line">
          <Whose version={version} trans={trans} />, <When at={momentOf(version)} trans={trans} />
        </span>
      </button>
    </li>
  );
}

function Whose({
  trans,
  version
}: Pick<ISaveRowProps, 'trans' | 'version'>): React.JSX.Element | string {
  if (version.kind !== 'save') {
    return version.kind === 'aside'
      ? trans.__('Kept in this browser')
      : trans.__('Put aside by Jupyter');
  }
  const { live, person } = version.save;
  if (person !== null) {
    return <Person person={person} trans={trans} />;
  }
  return live
    ? trans.__('Live co-editing, by one or several')
    : trans.__('It is not known by whom');
}

function Shown(props: IPageHistoryViewProps & { readonly shown: IShown }): React.JSX.Element {
  const { file, history, shown, trans } = props;
  const { against, before, text, version } = shown;
  const { now } = history;
  const sides = {
    before: hasBefore(version) ? trans.__('What it changed') : null,
    now: trans.__('Compared with now')
  };
  return (
    <>
      <div className="mlc-PageHistory-bar">
        {(['before', 'now'] as const).map(
          side =>
            sides[side] !== null && (
              <button
                key={side}
                type="button"
                className="mlc-Button"
                aria-pressed={against === side}
                onClick={() => void history.show(version, side)}
              >
                {sides[side]}
              </button>
            )
        )}
        <button
          type="button"
          className="mlc-Button mlc-mod-primary"
          disabled={text === now || file.conflict !== null}
          onClick={() => void history.restore()}
        >
          {trans.__('Restore')}
        </button>
      </div>
      {text === now && <p className="mlc-Notice">{trans.__('The page is as this version.')}</p>}
      {(against === 'before' || text !== now) && (
        <Texts
          {...props}
          old={against === 'before' ? (before ?? '') : text}
          now={against === 'before' ? text : now}
        />
      )}
    </>
  );
}

interface ITextsProps extends IPageHistoryViewProps {
  readonly old: string;
  readonly now: string;
}

function Texts({ diffs, now, old, trans }: ITextsProps): React.JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const label = trans.__('What changed');
    const shown = host.current && diffs?.showTexts(host.current, old, now, label);
    return () => shown?.dispose();
  }, [diffs, old, now, trans]);
  return diffs === null ? (
    <pre className="mlc-PageConflict-text">{now}</pre>
  ) : (
    <div className="mlc-PageHistory-texts" ref={host} />
  );
}
