import { Widget } from '@lumino/widgets';
import React, { useEffect, useRef, useState } from 'react';
import { revealBidi } from '../ui/bidi';
import { Failure } from '../ui/Failure';
import { ReactPanel } from '../ui/ReactPanel';
import type { IPageViewProps } from './PageView';
import type { Citation } from './tokens';
import { useSubmit } from './useSubmit';

export interface ICitationCardProps extends IPageViewProps {
  readonly citation: Citation;

  /** The rendered text, in which it stands below the paragraph that cites; another object whenever it is drawn anew. */
  readonly drawn: { readonly node: HTMLElement };
  onClose(): void;
}

/** What a citation said then and says now, below the paragraph that cites it. */
export function CitationBelow(props: ICitationCardProps): null {
  const { citation, drawn, trans } = props;
  const latest = useRef(props);
  latest.current = props;
  const place = useRef<HTMLElement | null>(null);
  const panel = useRef<ReactPanel | null>(null);
  const { key } = citation;
  useEffect(() => {
    const made = new ReactPanel(() => <CitationCard {...latest.current} />, { trans });
    const host = document.createElement('div');
    putBelow(host, latest.current.drawn.node, key);
    Widget.attach(made, host);
    panel.current = made;
    place.current = host;
    return () => {
      // The text may have been drawn anew without it, and Lumino takes a widget only out of the page.
      if (!host.isConnected) {
        document.body.append(host);
      }
      made.dispose();
      host.remove();
    };
  }, [key, trans]);
  // What the person writes in it stays when the text around it is drawn anew.
  useEffect(() => {
    if (place.current !== null && !place.current.isConnected) {
      putBelow(place.current, drawn.node, key);
    }
  }, [drawn, key]);
  // The text around it is not React's, so neither is the place it is drawn in.
  useEffect(() => panel.current?.update());
  return null;
}

/** Puts a node below the block that holds the link of a citation, or at the end where no link is left. */
function putBelow(node: HTMLElement, text: HTMLElement, key: string): void {
  const link = text.querySelector<HTMLElement>(`a[href$="#mlc=${CSS.escape(key)}"]`);
  const block = link?.closest('p, li, table, blockquote, h1, h2, h3, h4, h5, h6');
  if (block) {
    block.after(node);
  } else {
    text.append(node);
  }
}

function CitationCard(props: ICitationCardProps): React.JSX.Element {
  const { citation, onClose, openNotebook, trans } = props;
  const first = useRef<HTMLElement>(null);
  useEffect(() => {
    first.current?.focus();
    first.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section
      ref={first}
      className="mlc-CitationCard"
      tabIndex={-1}
      aria-label={trans.__('Citation')}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <header>
        <button
          type="button"
          className="mlc-Link"
          onClick={() => openNotebook(citation.path, citation.cell)}
        >
          {revealBidi(citation.path)}
        </button>
        <span>{revealBidi(citation.label)}</span>
        <button
          type="button"
          className="mlc-Button mlc-mod-icon"
          aria-label={trans.__('Close')}
          onClick={onClose}
        >
          ×
        </button>
      </header>
      {citation.movedFrom !== null && (
        <p>
          {trans.__('Moved from %1, which the page still names.', revealBidi(citation.movedFrom))}
        </p>
      )}
      <ThenAndNow {...props} />
      {citation.state !== 'current' && <Ways {...props} />}
    </section>
  );
}

function ThenAndNow({ citation, trans }: ICitationCardProps): React.JSX.Element {
  const { date, now, reason, said } = citation;
  return (
    <div className="mlc-CitationCard-sides">
      <figure>
        <figcaption>{date === '' ? trans.__('Then') : trans.__('Then, %1', date)}</figcaption>
        <pre dir="auto">{revealBidi(said)}</pre>
      </figure>
      <figure>
        <figcaption>{trans.__('Now')}</figcaption>
        {now === null ? <p>{reason}</p> : <pre dir="auto">{revealBidi(now)}</pre>}
      </figure>
    </div>
  );
}

function Ways({ citation, onClose, open, trans }: ICitationCardProps): React.JSX.Element {
  const [note, setNote] = useState<string | null>(null);
  const { isBusy, problem, run } = useSubmit(onClose);
  const settle = (why: string | null): void => run(() => open.settle(citation.key, why));
  return (
    <div className="mlc-CitationCard-ways">
      {citation.note !== '' && note === null && (
        <p>{trans.__('Kept: %1', revealBidi(citation.note))}</p>
      )}
      {note !== null && (
        <NoteField note={note} trans={trans} onChange={setNote} onEnter={() => settle(note)} />
      )}
      {problem !== null && <Failure message={problem} trans={trans} />}
      <div className="mlc-CitationCard-buttons">
        {note === null && citation.now !== null && (
          <button
            type="button"
            className="mlc-Button mlc-mod-primary"
            disabled={isBusy}
            onClick={() => settle(null)}
          >
            {trans.__('Accept')}
          </button>
        )}
        <button
          type="button"
          className="mlc-Button"
          disabled={isBusy || note?.trim() === ''}
          onClick={() => (note === null ? setNote('') : settle(note))}
        >
          {note === null ? trans.__('Keep with a note') : trans.__('Keep')}
        </button>
        {note !== null && (
          <button type="button" className="mlc-Link" onClick={() => setNote(null)}>
            {trans.__('Cancel')}
          </button>
        )}
      </div>
    </div>
  );
}

interface INoteFieldProps extends Pick<ICitationCardProps, 'trans'> {
  readonly note: string;
  onChange(note: string): void;
  onEnter(): void;
}

function NoteField({ note, onChange, onEnter, trans }: INoteFieldProps): React.JSX.Element {
  const label = trans.__('Why the page stands as it is');
  return (
    <input
      className="jp-mod-styled"
      autoFocus
      dir="auto"
      maxLength={1000}
      value={note}
      aria-label={label}
      placeholder={label}
      onChange={event => onChange(event.target.value)}
      onKeyDown={event => {
        if (event.key === 'Enter' && note.trim() !== '') {
          onEnter();
        }
      }}
    />
  );
}
