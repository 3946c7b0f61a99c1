import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { KnownPerson } from '../core/tokens';
import { revealBidi } from './bidi';
import { glossary } from './glossary';
import type * as Rendering from './rendering';

type Renderer = typeof Rendering;

const SHOWN_AS_TYPED = 64 * 1024;
let renderer: Renderer | null = null;

export interface IMarkdownProps {
  readonly source: string;

  /** Who is marked when mentioned. */
  readonly people: readonly KnownPerson[];

  /** Sets formulas; without it they stay as they were typed. */
  readonly typesetter: IRenderMime.ILatexTypesetter | null;
  readonly trans: TranslationBundle;
}

/** What a person wrote. As it was typed until the renderer is loaded, and when it is too long or nested too deep. */
export function Markdown(props: IMarkdownProps): React.JSX.Element {
  const { source, people, typesetter, trans } = props;
  const loaded = useRenderer();
  const node = useRef<HTMLDivElement>(null);
  const rendered = useMemo(
    () => loaded?.render(source, namesByHandle(people)) ?? null,
    [loaded, source, people]
  );
  useLayoutEffect(() => {
    if (rendered !== null) {
      node.current?.replaceChildren(rendered.content);
    }
  }, [rendered]);
  useTerms(node, rendered);
  useEffect(() => {
    rendered?.formulas.forEach(formula => void typesetter?.typeset(formula));
  }, [rendered, typesetter]);
  if (rendered !== null) {
    return <div key="rendered" ref={node} className="mlc-Markdown" dir="auto" />;
  }
  return (
    <div key="typed" className="mlc-Markdown mlc-mod-plain" dir="auto">
      {source.slice(0, SHOWN_AS_TYPED)}
      {loaded !== null && (
        <p className="mlc-Notice">{trans.__('Too long or too deeply nested to be formatted.')}</p>
      )}
    </div>
  );
}

/** Marks the words that the project explains, and marks them anew when those change. */
function useTerms(node: React.RefObject<HTMLElement | null>, rendered: unknown): void {
  useEffect(() => {
    const mark = (): void => {
      if (node.current !== null) {
        glossary.unmark(node.current);
        glossary.mark(node.current);
      }
    };
    mark();
    glossary.changed.connect(mark);
    return () => {
      glossary.changed.disconnect(mark);
    };
  }, [node, rendered]);
}

/** Loads the renderer with the first comment, not with the page. */
function useRenderer(): Renderer | null {
  const [loaded, setLoaded] = useState(renderer);
  useEffect(() => {
    let wanted = true;
    const show = (module: Renderer): void => {
      renderer = module;
      if (wanted) {
        setLoaded(module);
      }
    };
    // While the server is away text stays as it was typed, and the next comment that is drawn asks again.
    import('./rendering').then(show, () => undefined);
    return () => {
      wanted = false;
    };
  }, []);
  return loaded;
}

function namesByHandle(people: readonly KnownPerson[]): ReadonlyMap<string, string> {
  return new Map(
    people.map(({ handle, person }) => [handle.toLowerCase(), revealBidi(person.displayName)])
  );
}
