import { Widget } from '@lumino/widgets';
import React, { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../core/errors';
import { revealBidi } from '../ui/bidi';
import { Failure } from '../ui/Failure';
import { ReactPanel } from '../ui/ReactPanel';
import type { IPageViewProps } from './PageView';
import type { Citation } from './tokens';

export interface ICitationCardProps extends IPageViewProps {
  readonly citation: Citation;

  /** The link in the text, below whose paragraph it is shown. */
  readonly anchor: HTMLElement;
  onClose(): void;
}

/** What a citation said then and says now, below the paragraph that cites it. */
export function CitationBelow(props: ICitationCardProps): null {
  const { anchor, trans } = props;
  const latest = useRef(props);
  latest.current = props;
  const panel = useRef<ReactPanel | null>(null);
  useEffect(() => {
    const made = new ReactPanel(() => <CitationCard {...latest.current} />, {
      trans,
      className: 'mlc-CitationBelow'
    });
    panel.current = made;
    const block = anchor.closest('p, li, table, blockquote, h1, h2, h3, h4, h5, h6') ?? anchor;
    const place = document.createElement('div');
    block.after(place);
    Widget.attach(made, place);
    return () => {
      made.dispose();
      place.remove();
    };
  }, [anchor, trans]);
  // The text around it is not React's, so neither is the place it is drawn in.
  useEffect(() => panel.current?.update());
  return null;
}

function CitationCard(props: ICitationCardProps): React.JSX.Element {
  const { citation, onClose, openNotebook, trans } = props;
  const first = useRef<HTMLElement>(null);
  useEffect(() => first.current?.focus(), []);
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
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const settle = (why: string | null): void => {
    setBusy(true);
    setProblem(null);
    open.settle(citation.key, why).then(onClose, (error: unknown) => {
      setProblem(sentenceOf(error));
      setBusy(false);
    });
  };
  return (
    <div className="mlc-CitationCard-ways">
      {citation.note !== '' && note === null && (
        <p>{trans.__('Kept: %1', revealBidi(citation.note))}</p>
      )}
      {note !== null && (
        <input
          className="jp-mod-styled"
          autoFocus
          dir="auto"
          maxLength={1000}
          value={note}
          aria-label={trans.__('Why the page stands as it is')}
          placeholder={trans.__('Why the page stands as it is')}
          onChange={event => setNote(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Enter' && note.trim() !== '') {
              settle(note);
            }
          }}
        />
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
