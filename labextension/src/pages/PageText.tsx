import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { MessageLoop } from '@lumino/messaging';
import React, { useEffect, useRef } from 'react';
import type { Citation } from './tokens';

const MARKDOWN = 'text/markdown';

/** A citation in the page, and the link that is one. */
export interface ICitationMark {
  readonly key: string;
  readonly node: HTMLElement;
}

export interface IPageTextProps {
  readonly body: string;
  readonly citations: readonly Citation[];
  readonly isReadOnly: boolean;

  /** The person's own ticks, by number of the item; null where the text says what is ticked. */
  readonly ticks: ReadonlySet<number> | null;
  readonly rendermime: IRenderMimeRegistry;
  readonly trans: TranslationBundle;
  onTick(index: number): void;
  onCitation(mark: ICitationMark): void;
}

/** The page's Markdown as JupyterLab draws it, with ticks that can be set and citations that say how they are. */
export function PageText(props: IPageTextProps): React.JSX.Element {
  const { body, citations, isReadOnly, rendermime, ticks, trans } = props;
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const drawn = useRef(Promise.resolve());
  useEffect(() => {
    drawn.current = drawn.current.then(() => draw(host.current, rendermime, body));
  }, [body, rendermime]);
  useEffect(() => {
    void drawn.current.then(() => {
      const node = host.current;
      if (node !== null) {
        markCitations(node, citations, trans, mark => latest.current.onCitation(mark));
        enableTicks(node, isReadOnly, ticks, index => latest.current.onTick(index));
      }
    });
  }, [body, citations, isReadOnly, ticks, trans]);
  return <div ref={host} className="mlc-PageText" />;
}

/** Draws the text, and puts it in place of what was there once it is whole, so that nothing jumps. */
async function draw(
  host: HTMLElement | null,
  rendermime: IRenderMimeRegistry,
  body: string
): Promise<void> {
  if (host === null) {
    return;
  }
  const renderer = rendermime.createRenderer(MARKDOWN);
  const model = rendermime.createModel({ data: { [MARKDOWN]: body } });
  try {
    await renderer.renderModel(model);
  } catch (problem) {
    renderer.node.textContent = body;
  }
  MessageLoop.sendMessage(renderer, Widget.Msg.BeforeAttach);
  host.replaceChildren(renderer.node);
  MessageLoop.sendMessage(renderer, Widget.Msg.AfterAttach);
}

function markCitations(
  host: HTMLElement,
  citations: readonly Citation[],
  trans: TranslationBundle,
  show: (mark: ICitationMark) => void
): void {
  const known = new Map(citations.map(citation => [citation.key, citation]));
  host.querySelectorAll('.mlc-Citation-mark').forEach(mark => mark.remove());
  host.querySelectorAll<HTMLAnchorElement>('a[href*="#mlc="]').forEach(link => {
    const key = link.hash.replace(/^#mlc=/, '');
    const citation = known.get(key);
    link.classList.add('mlc-Citation');
    link.dataset['state'] = citation?.state ?? '';
    if (citation === undefined) {
      return;
    }
    link.title = citedTitle(citation, trans);
    if (citation.state !== 'current') {
      link.after(markOf(citation, trans, () => show({ key, node: link })));
    }
  });
}

function markOf(citation: Citation, trans: TranslationBundle, show: () => void): HTMLElement {
  const mark = document.createElement('button');
  mark.type = 'button';
  mark.className = 'mlc-Chip mlc-Citation-mark';
  mark.dataset['state'] = citation.state;
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

function enableTicks(
  host: HTMLElement,
  isReadOnly: boolean,
  ticks: ReadonlySet<number> | null,
  tick: (index: number) => void
): void {
  const boxes = host.querySelectorAll<HTMLInputElement>(
    'li > input[type=checkbox], li > p > input[type=checkbox]'
  );
  boxes.forEach((box, index) => {
    box.disabled = isReadOnly;
    if (ticks !== null) {
      box.checked = ticks.has(index);
    }
    box.setAttribute('aria-label', box.parentElement?.textContent?.trim() ?? '');
    box.onchange = () => tick(index);
  });
}
