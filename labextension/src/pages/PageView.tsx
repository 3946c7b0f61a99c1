import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { lazy, Suspense, useMemo, useRef, useState } from 'react';
import type { IDiffs } from '../diff/tokens';
import { revealBidi } from '../ui/bidi';
import { Failure } from '../ui/Failure';
import { Skeleton } from '../ui/Skeleton';
import { CitationBelow } from './CitationCard';
import { ConflictView } from './ConflictView';
import { FileNews, HistoryButton, Present } from './FileNews';
import type { OpenPage } from './openpage';
import { SUFFIX } from './pages';
import { PageText } from './PageText';
import { staleWords } from './stalewords';
import { bodyOf } from './text';
import type { Together } from './together';
import type { Citation, OpenPage as PageFacts } from './tokens';

const PageHistoryView = lazy(async () => ({
  default: (await import('./PageHistoryView')).PageHistoryView
}));

export interface IPageViewProps {
  readonly diffs: IDiffs | null;
  readonly open: OpenPage;
  readonly together: Together;
  readonly rendermime: IRenderMimeRegistry;
  readonly trans: TranslationBundle;

  /** Opens the page's source beside it. */
  edit(): void;

  /** Shows what live co-editing does not check; null where the page is not written live. */
  readonly explainLive: (() => void) | null;

  /** Opens a page of the project. */
  openPage(path: string): void;

  /** The text was drawn, perhaps anew. */
  onDrawn(node: HTMLElement): void;

  /** Opens a notebook of the project at a cell, by its place from 0. */
  openNotebook(path: string, cell: number | null): void;
}

/** A page as it is read: rendered, with what it cites marked where that has changed. */
export function PageView(props: IPageViewProps): React.JSX.Element {
  const { open, rendermime, trans } = props;
  const { facts, problem, text } = open;
  const [shown, setShown] = useState<string | null>(null);
  const [drawn, setDrawn] = useState<{ node: HTMLElement } | null>(null);
  const body = useMemo(() => bodyOf(text ?? '').body, [text]);
  const host = useRef<HTMLDivElement>(null);
  if (text === null) {
    return <Skeleton trans={trans} rows={8} />;
  }
  const citation = facts?.citations.find(({ key }) => key === shown) ?? null;
  return (
    <div className="mlc-Page" ref={host}>
      <Bar {...props} onNext={() => nextChanged(host.current)} />
      <Versions {...props} />
      {problem !== null && (
        <Failure message={problem} trans={trans} onRetry={() => void open.load()} />
      )}
      <Notices {...props} isEmpty={body.trim() === ''} />
      <PageText
        body={body}
        citations={facts?.citations ?? NONE}
        isReadOnly={open.isReadOnly && !open.isPersonal}
        ticks={open.isPersonal ? open.ticks : null}
        rendermime={rendermime}
        trans={trans}
        onTick={index => void open.tick(index)}
        onCitation={setShown}
        moved={open.moved}
        onMoved={path =>
          path.endsWith(SUFFIX) ? props.openPage(path) : props.openNotebook(path, null)
        }
        onDrawn={node => {
          setDrawn({ node });
          props.onDrawn(node);
        }}
      />
      {drawn !== null && citation !== null && (
        <CitationBelow
          key={citation.key}
          {...props}
          citation={citation}
          drawn={drawn}
          onClose={() => setShown(null)}
        />
      )}
      {facts !== null && <Backlinks {...props} facts={facts} />}
    </div>
  );
}

/** What becomes of the file in other hands: news of it, edits that met, and its history. */
function Versions(props: IPageViewProps): React.JSX.Element {
  const { together, trans } = props;
  return (
    <>
      <FileNews file={together.file} trans={trans} />
      <ConflictView file={together.file} trans={trans} />
      {together.history.isOpen && (
        <Suspense fallback={<Skeleton trans={trans} rows={3} />}>
          <PageHistoryView {...props} file={together.file} history={together.history} />
        </Suspense>
      )}
    </>
  );
}

function Notices({
  isEmpty,
  open,
  trans
}: IPageViewProps & { readonly isEmpty: boolean }): React.JSX.Element {
  const sentences = [...(open.facts?.problems ?? [])];
  if (isEmpty) {
    sentences.push(trans.__('This page is empty. Press Edit to write it.'));
  }
  if (open.isPersonal) {
    sentences.push(trans.__('Ticks on this page are yours, and kept in this browser.'));
  }
  return (
    <>
      {sentences.map(sentence => (
        <p key={sentence} className="mlc-Notice" role="status">
          {sentence}
        </p>
      ))}
    </>
  );
}

const NONE: readonly Citation[] = [];

function Bar(props: IPageViewProps & { onNext(): void }): React.JSX.Element {
  const { edit, explainLive, onNext, open, together, trans } = props;
  const { facts } = open;
  const stale = staleWords(facts?.citations ?? NONE, trans);
  return (
    <header className="mlc-Page-bar">
      <span className="mlc-Page-facts">
        {facts !== null && facts.type !== '' && (
          <span className="mlc-Chip">{revealBidi(facts.type)}</span>
        )}
        {facts !== null && facts.status !== '' && (
          <span className="mlc-Chip">{revealBidi(facts.status)}</span>
        )}
        {facts !== null && facts.owner !== '' && (
          <span>{trans.__('Owner: %1', revealBidi(facts.owner))}</span>
        )}
      </span>
      {explainLive !== null && (
        <button type="button" className="mlc-Link" onClick={explainLive}>
          {trans.__('Live co-editing')}
        </button>
      )}
      <Present presence={together.presence} trans={trans} />
      {stale !== '' && (
        <button type="button" className="mlc-Button mlc-Page-stale" onClick={onNext}>
          {stale}
        </button>
      )}
      <HistoryButton history={together.history} trans={trans} />
      <button type="button" className="mlc-Button" onClick={edit}>
        {trans.__('Edit')}
      </button>
    </header>
  );
}

function Backlinks({
  facts,
  openPage,
  trans
}: IPageViewProps & { readonly facts: PageFacts }): React.JSX.Element | null {
  if (facts.backlinks.length === 0) {
    return null;
  }
  return (
    <nav className="mlc-Page-backlinks" aria-label={trans.__('Cited by')}>
      <h2>{trans.__('Cited by')}</h2>
      <ul>
        {facts.backlinks.map(({ path, title }) => (
          <li key={path}>
            <button type="button" className="mlc-Link" onClick={() => openPage(path)}>
              {revealBidi(title)}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Brings the next changed citation into view, and gives it the focus. */
function nextChanged(host: HTMLElement | null): void {
  const marks = [...(host?.querySelectorAll<HTMLElement>('.mlc-Citation-mark') ?? [])];
  const at = marks.findIndex(mark => mark === document.activeElement);
  const next = marks[(at + 1) % marks.length];
  next?.scrollIntoView({ block: 'center' });
  next?.focus();
}
