import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useRef } from 'react';
import { revealBidi } from '../ui/bidi';
import { Drawing } from './drawing';
import { LEADS_TO } from './links';
import { tasksOf } from './text';
import type { Citation } from './tokens';

export interface IPageTextProps {
  readonly body: string;
  readonly citations: readonly Citation[];
  readonly isReadOnly: boolean;

  /** Where files are that links still name by another path, by that path. */
  readonly moved: ReadonlyMap<string, string>;

  /** The person's own ticks, by number of the item; null where the text says what is ticked. */
  readonly ticks: ReadonlySet<number> | null;
  readonly rendermime: IRenderMimeRegistry;
  readonly trans: TranslationBundle;
  onTick(index: number): void;
  onCitation(key: string): void;
  onMoved(path: string): void;

  /** The text was drawn, perhaps anew. */
  onDrawn(node: HTMLElement): void;
}

/** The page's Markdown as JupyterLab draws it, with ticks that can be set and citations that say how they are. */
export function PageText(props: IPageTextProps): React.JSX.Element {
  const { body, citations, isReadOnly, moved, rendermime, ticks, trans } = props;
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const drawing = useRef<Drawing | null>(null);
  const drawn = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    if (host.current === null) {
      return undefined;
    }
    const made = new Drawing(host.current, rendermime);
    drawing.current = made;
    return () => made.dispose();
  }, [rendermime]);
  useEffect(() => {
    const { current } = drawing;
    drawn.current = (current?.draw(body) ?? Promise.resolve()).then(() => {
      if (host.current !== null) {
        latest.current.onDrawn(host.current);
      }
    });
  }, [body, rendermime]);
  useEffect(() => {
    void drawn.current.then(() => {
      const node = host.current;
      if (node !== null) {
        markCitations(node, citations, trans, key => latest.current.onCitation(key));
        markMoved(node, moved, trans, path => latest.current.onMoved(path));
        const boxes = boxesOf(node);
        // Where JupyterLab reads the text otherwise than we do, a tick would land on another item.
        const isCertain = boxes.length === tasksOf(body).length;
        const isFixed = isReadOnly || (ticks === null && !isCertain);
        enableTicks(boxes, isFixed, ticks, index => latest.current.onTick(index));
      }
    });
  }, [body, citations, isReadOnly, moved, ticks, trans]);
  // Before JupyterLab opens what is not there.
  const lead = (event: React.MouseEvent): void => {
    const link = (event.target as Element).closest(`a[${LEADS_TO}]`);
    const went = link === null ? undefined : movedFrom(link, moved);
    if (went !== undefined && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      event.stopPropagation();
      props.onMoved(went);
    }
  };
  return <div ref={host} className="mlc-PageText" onClickCapture={lead} />;
}

function movedFrom(link: Element, moved: ReadonlyMap<string, string>): string | undefined {
  return moved.get(link.getAttribute(LEADS_TO) ?? '');
}

/** Says behind links that cite nothing that their file moved. Citations say so themselves. */
function markMoved(
  host: HTMLElement,
  moved: ReadonlyMap<string, string>,
  trans: TranslationBundle,
  open: (path: string) => void
): void {
  host.querySelectorAll(`a[${LEADS_TO}]:not(.mlc-Citation)`).forEach(link => {
    const went = movedFrom(link, moved);
    if (went !== undefined) {
      const mark = chip('moved', trans.__('moved'), () => open(went));
      mark.title = trans.__('Moved to %1', revealBidi(went));
      link.after(mark);
    }
  });
}

function markCitations(
  host: HTMLElement,
  citations: readonly Citation[],
  trans: TranslationBundle,
  show: (key: string) => void
): void {
  const known = new Map(citations.map(citation => [citation.key, citation]));
  host.querySelectorAll('.mlc-Citation-mark').forEach(mark => mark.remove());
  host.querySelectorAll<HTMLAnchorElement>('a[href*="#mlc="]').forEach(link => {
    const key = link.hash.replace(/^#mlc=/, '');
    const citation = known.get(key);
    link.classList.add('mlc-Citation');
    link.dataset.state = citation?.state ?? '';
    if (citation === undefined) {
      return;
    }
    link.title = citedTitle(citation, trans);
    if (citation.state !== 'current') {
      link.after(markOf(citation, trans, () => show(key)));
    }
  });
}

function markOf(citation: Citation, trans: TranslationBundle, show: () => void): HTMLElement {
  const said = {
    changed: trans.__('source changed'),
    lost: trans.__('source lost'),
    kept: trans.__('kept'),
    moved: trans.__('moved'),
    current: ''
  }[citation.state];
  return chip(citation.state, said, show);
}

function chip(state: string, said: string, act: () => void): HTMLElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'mlc-Chip mlc-Citation-mark';
  made.dataset.state = state;
  made.textContent = said;
  made.addEventListener('click', act);
  return made;
}

function citedTitle({ date, label, path }: Citation, trans: TranslationBundle): string {
  return trans.__('From %1, %2, on %3', path, label, date);
}

function boxesOf(host: HTMLElement): readonly HTMLInputElement[] {
  return [
    ...host.querySelectorAll<HTMLInputElement>(
      'li > input[type=checkbox], li > p > input[type=checkbox]'
    )
  ];
}

function enableTicks(
  boxes: readonly HTMLInputElement[],
  isReadOnly: boolean,
  ticks: ReadonlySet<number> | null,
  tick: (index: number) => void
): void {
  boxes.forEach((box, index) => {
    box.disabled = isReadOnly;
    if (ticks !== null) {
      box.checked = ticks.has(index);
    }
    box.setAttribute('aria-label', (box.parentElement?.textContent ?? '').trim());
    box.onchange = () => tick(index);
  });
}
