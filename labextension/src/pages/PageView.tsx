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
import { bodyOf, isLong } from './text';
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
  const { body, isEmpty, onShow } = useBody(text ?? '');
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
      <Notices {...props} {...{ isEmpty, onShow }} />
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

interface IBody {
  /** What is drawn of the text. */
  readonly body: string;
  readonly isEmpty: boolean;

  /** Has all of it drawn; null where it is. */
  readonly onShow: (() => void) | null;
}

/** A page's text without its front matter, left out where it is very long until somebody asks for it. */
function useBody(text: string): IBody {
  const [isAskedFor, setAskedFor] = useState(false);
  return useMemo(() => {
    const { body } = bodyOf(text);
    const isLeftOut = !isAskedFor && isLong(body);
    return {
      body: isLeftOut ? '' : body,
      isEmpty: body.trim() === '',
      onShow: isLeftOut ? () => setAskedFor(true) : null
    };
  }, [isAskedFor, text]);
}

interface ILeftOutProps {
  readonly trans: TranslationBundle;
  onShow(): void;
}

/** In place of a text that would stop the browser for a while. */
function LeftOut({ trans, onShow }: ILeftOutProps): React.JSX.Element {
  return (
    <p className="mlc-Notice" role="status">
      {trans.__('This page is very long. To show it may take a minute.')}{' '}
      <button type="button" className="mlc-Link" onClick={onShow}>
        {trans.__('Show it')}
      </button>
    </p>
  );
}

type INoticesProps = IPageViewProps & Pick<IBody, 'isEmpty' | 'onShow'>;

function Notices({ isEmpty, onShow, open, trans }: INoticesProps): React.JSX.Element {
  const sentences = [...(open.facts?.problems ?? [])];
  if (!open.mayWrite) {
    sentences.push(trans.__('Your role in this project lets you read pages, not write them.'));
  } else if (isEmpty) {
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
      {onShow !== null && <LeftOut trans={trans} onShow={onShow} />}
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
      <span className="mlc-Page-actions">
        {stale !== '' && (
          <button type="button" className="mlc-Button mlc-Page-stale" onClick={onNext}>
            {stale}
          </button>
        )}
        <HistoryButton history={together.history} trans={trans} />
        {open.mayWrite && (
          <button type="button" className="mlc-Button" onClick={edit}>
            {trans.__('Edit')}
          </button>
        )}
      </span>
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
