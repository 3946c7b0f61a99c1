import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useRef } from 'react';
import { Drawing } from './drawing';
import { tasksOf } from './text';
import type { Citation } from './tokens';

export interface IPageTextProps {
  readonly body: string;
  readonly citations: readonly Citation[];
  readonly isReadOnly: boolean;

  /** The person's own ticks, by number of the item; null where the text says what is ticked. */
  readonly ticks: ReadonlySet<number> | null;
  readonly rendermime: IRenderMimeRegistry;
  readonly trans: TranslationBundle;
  onTick(index: number): void;
  onCitation(key: string): void;

  /** The text was drawn, perhaps anew. */
  onDrawn(node: HTMLElement): void;
}

/** The page's Markdown as JupyterLab draws it, with ticks that can be set and citations that say how they are. */
export function PageText(props: IPageTextProps): React.JSX.Element {
  const { body, citations, isReadOnly, rendermime, ticks, trans } = props;
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
        const boxes = boxesOf(node);
        // Where JupyterLab reads the text otherwise than we do, a tick would land on another item.
        const isCertain = boxes.length === tasksOf(body).length;
        const isFixed = isReadOnly || (ticks === null && !isCertain);
        enableTicks(boxes, isFixed, ticks, index => latest.current.onTick(index));
      }
    });
  }, [body, citations, isReadOnly, ticks, trans]);
  return <div ref={host} className="mlc-PageText" />;
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
  const mark = document.createElement('button');
  mark.type = 'button';
  mark.className = 'mlc-Chip mlc-Citation-mark';
  mark.dataset.state = citation.state;
  mark.textContent = {
    changed: trans.__('source changed'),
    lost: trans.__('source lost'),
    kept: trans.__('kept'),
    current: ''
  }[citation.state];
  mark.addEventListener('click', show);
  return mark;
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
