import type { Extension } from '@codemirror/state';
import React, { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { offerAtLines } from './atlines';
import type { LineRange } from './hunks';
import { showMerge, showText, type IRevertControl } from './merge';
import { keepKeyboard } from './RevertButton';
import type { IViewServices } from './services';
import type { Layout } from './shown';
import type { CellDetail, Row } from './tokens';
import { inTurn } from './turns';

export interface ISourceChangeProps extends IViewServices {
  readonly row: Row;
  readonly detail: CellDetail;
  readonly layout: Layout;

  /** Puts lines back into the notebook; null where there is nothing to put them into. */
  readonly onRevert: ((lines: LineRange) => void) | null;
}

/** A cell's source: on both sides where it differs, else once. The editor goes when the cell leaves the page. */
export function SourceChange(props: ISourceChangeProps): React.JSX.Element {
  const { row, detail, layout, changes, languages, trans } = props;
  const host = useRef<HTMLDivElement>(null);
  const isDrawn = useRef(false);
  const { oldSource, newSource } = detail;
  // The same marks come anew with each comparison; the editor stays.
  const marks = JSON.stringify([detail.lines, detail.ranges]);
  const control = useControl(props);
  const kernel = changes.comparison?.new.language ?? changes.comparison?.old.language ?? null;
  const language = useLanguage(languages, row.cellType, kernel);
  // Before the frame is drawn: the first of them is to be in it.
  useLayoutEffect(() => {
    const parent = host.current;
    if (parent === null || language === null) {
      return undefined;
    }
    const options = { language, label: trans.__('Source'), layout, trans };
    const [lines, ranges] = JSON.parse(marks) as [LineRange[], LineRange[]];
    // Where blanks do not count, texts may differ and no line of them does.
    const show = (): (() => void) =>
      oldSource === null || newSource === null || lines.length === 0
        ? showText(parent, newSource ?? oldSource ?? '', options)
        : showMerge(parent, { ...options, old: oldSource, new: newSource, lines, ranges, control });
    // An editor in view gives its place to another without leaving it empty.
    if (isDrawn.current) {
      return show();
    }
    let take = (): void => undefined;
    const drop = inTurn(() => {
      isDrawn.current = true;
      take = show();
    });
    return () => {
      drop();
      take();
    };
  }, [oldSource, newSource, marks, control, layout, language, trans]);
  const offer = props.additions.find(({ atSource }) => atSource !== null)?.atSource ?? null;
  useEffect(() => {
    const parent = host.current;
    return parent === null || offer === null
      ? undefined
      : offerAtLines(parent, { old: oldSource, new: newSource }, row, offer);
  }, [oldSource, newSource, row, offer]);
  return <div className="mlc-SourceChange" ref={host} />;
}

/** The same as long as the same side can be edited, so that an editor is not made anew each time the list is drawn. */
function useControl({ changes, onRevert }: ISourceChangeProps): IRevertControl | null {
  const latest = useRef(onRevert);
  latest.current = onRevert;
  const side = onRevert === null ? null : changes.liveSide;
  return useMemo(
    () =>
      side && {
        side,
        revert: (lines, control) => {
          keepKeyboard(control);
          latest.current?.(lines);
        }
      },
    [side]
  );
}

/** Null until it is loaded. */
export function useLanguage(
  languages: IViewServices['languages'],
  cellType: string,
  kernel: string | null
): Extension | null {
  const [language, setLanguage] = useState(() => languages.loaded(cellType, kernel));
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
