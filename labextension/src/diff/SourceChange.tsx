import type { Extension } from '@codemirror/state';
import React, { useEffect, useRef, useState } from 'react';
import { offerAtLines } from './atlines';
import { showMerge, showText } from './merge';
import type { IViewServices } from './services';
import type { Layout } from './shown';
import type { CellDetail, Row } from './tokens';

export interface ISourceChangeProps extends IViewServices {
  readonly row: Row;
  readonly detail: CellDetail;
  readonly layout: Layout;
}

/** A cell's source: on both sides where it differs, else once. The editor goes when the cell leaves the page. */
export function SourceChange(props: ISourceChangeProps): React.JSX.Element {
  const { row, detail, layout, changes, languages, trans } = props;
  const host = useRef<HTMLDivElement>(null);
  const { oldSource, newSource } = detail;
  const kernel = changes.comparison?.new.language ?? changes.comparison?.old.language ?? null;
  const language = useLanguage(languages, row.cellType, kernel);
  useEffect(() => {
    const parent = host.current;
    if (parent === null || language === null) {
      return undefined;
    }
    const options = { language, label: trans.__('Source'), layout, trans };
    return oldSource === null || newSource === null || oldSource === newSource
      ? showText(parent, newSource ?? oldSource ?? '', options)
      : showMerge(parent, { ...options, old: oldSource, new: newSource });
  }, [oldSource, newSource, layout, language, trans]);
  const offer = props.additions.find(({ atSource }) => atSource !== null)?.atSource ?? null;
  useEffect(() => {
    const parent = host.current;
    return parent === null || offer === null
      ? undefined
      : offerAtLines(parent, { old: oldSource, new: newSource }, row, offer);
  }, [oldSource, newSource, row, offer]);
  return <div className="mlc-SourceChange" ref={host} />;
}

/** Null until it is loaded. */
function useLanguage(
  languages: IViewServices['languages'],
  cellType: string,
  kernel: string | null
): Extension | null {
  const [language, setLanguage] = useState<Extension | null>(null);
  useEffect(() => {
    let isGone = false;
    void languages.of(cellType, kernel).then(found => {
      if (!isGone) {
        setLanguage(found);
      }
    });
    return () => {
      isGone = true;
    };
  }, [languages, cellType, kernel]);
  return language;
}
