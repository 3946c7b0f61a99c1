import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import type { Person, Project } from '../core/tokens';
import { revealBidi } from '../ui/bidi';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Person as PersonName } from '../ui/Person';
import { Skeleton } from '../ui/Skeleton';
import { viaGit } from '../ui/viagit';
import { When } from '../ui/When';
import type { Format } from './download';
import { deed, type Entry, type ILogFilter } from './entry';
import { Export, Filters } from './HistoryControls';
import { useLog, type ILog } from './useLog';

export interface IHistoryPanelProps {
  readonly project: Project;
  readonly trans: TranslationBundle;

  /** Everybody who may have acted, to choose from. */
  people(): Promise<Person[]>;
  newest(): Promise<number>;
  fetchEntries: Parameters<typeof useLog>[0]['fetchEntries'];

  /** Downloads every entry the filter keeps. */
  save(format: Format, filter: ILogFilter): Promise<void>;
}

/** The log of a project, newest first, for those who may see who did what. */
export function HistoryPanel(props: IHistoryPanelProps): React.JSX.Element {
  const { project, trans } = props;
  const [filter, setFilter] = useState<ILogFilter>({ actor: '', noun: '' });
  const log = useLog(props, filter);
  return (
    <div className="mlc-HistoryPanel">
      <header className="mlc-HistoryPanel-header">
        <h2>{trans.__('History of %1', revealBidi(project.name))}</h2>
        <div className="mlc-HistoryPanel-controls">
          <Filters filter={filter} people={log.people} trans={trans} onFilter={setFilter} />
          <Export filter={filter} {...props} />
        </div>
      </header>
      <Entries log={log} filter={filter} trans={trans} />
    </div>
  );
}

interface IEntriesProps {
  readonly log: ILog;
  readonly filter: ILogFilter;
  readonly trans: TranslationBundle;
}

function Entries({ log, filter, trans }: IEntriesProps): React.JSX.Element {
  if (log.problem !== null && log.entries.length === 0) {
    return (
      <Failure
        title={trans.__('Could not load the history')}
        message={log.problem}
        trans={trans}
        onRetry={() => log.restart()}
      />
    );
  }
  if (log.entries.length === 0) {
    return log.isLoading ? (
      <Skeleton trans={trans} rows={6} />
    ) : (
      <Empty>{emptySentence(filter, trans)}</Empty>
    );
  }
  return (
    <div className="mlc-HistoryPanel-body">
      <table>
        <thead>
          <tr>
            <th scope="col">{trans.__('When')}</th>
            <th scope="col">{trans.__('Who')}</th>
            <th scope="col">{trans.__('What')}</th>
            <th scope="col">{trans.__('Role')}</th>
            <th scope="col">{trans.__('Number')}</th>
          </tr>
        </thead>
        <tbody>
          {log.entries.map(entry => (
            <Row key={entry.id} entry={entry} trans={trans} />
          ))}
        </tbody>
      </table>
      <More log={log} trans={trans} />
    </div>
  );
}

function Row({
  entry,
  trans
}: {
  readonly entry: Entry;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { seq, at, actor, role, kind, origin, erased, verified, entity } = entry;
  return (
    <tr>
      <td>
        <When at={at} trans={trans} />
      </td>
      <td>
        <PersonName person={{ ...actor, verified }} trans={trans} />
      </td>
      <td title={`${kind} ${entity}`}>
        {deed(kind, trans)}
        {origin !== null && (
          <Mark>
            {origin.startsWith('git:')
              ? viaGit(entry.signedBy, trans)
              : trans.__('imported from %1', revealBidi(origin))}
          </Mark>
        )}
        {erased && <Mark>{trans.__('text erased')}</Mark>}
      </td>
      <td>{role}</td>
      <td className="mlc-HistoryPanel-number">{seq}</td>
    </tr>
  );
}

function Mark({ children }: { readonly children: string }): React.JSX.Element {
  return <span className="mlc-HistoryPanel-mark">{children}</span>;
}

function More({ log, trans }: Omit<IEntriesProps, 'filter'>): React.JSX.Element {
  return (
    <div className="mlc-HistoryPanel-more">
      {log.problem !== null && (
        <Failure message={log.problem} trans={trans} onRetry={() => log.more()} />
      )}
      {log.problem === null && log.hasMore && (
        <button
          type="button"
          className="mlc-Button"
          disabled={log.isLoading}
          onClick={() => log.more()}
        >
          {log.isLoading ? trans.__('Loading…') : trans.__('Load more')}
        </button>
      )}
      {!log.hasMore && <span>{trans.__('This is where the history begins.')}</span>}
    </div>
  );
}

function emptySentence({ actor, noun }: ILogFilter, trans: TranslationBundle): string {
  return actor === '' && noun === ''
    ? trans.__('Nothing has happened here yet. Comments, and who resolved them, appear here.')
    : trans.__('Nothing of this kind has happened.');
}
