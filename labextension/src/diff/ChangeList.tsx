import React, { useEffect, useLayoutEffect, useRef } from 'react';
import { Announcement } from './Announcement';
import { CellChange } from './CellChange';
import { Fold } from './Fold';
import type { Item } from './items';
import { Ruler } from './Ruler';
import type { IViewServices } from './services';
import type { Layout } from './shown';
import { useJourneys, useWindow, type IListed, type IWindow } from './useWindow';
import { NotebookChange } from './ValueChanges';

export interface IChangeListProps extends IViewServices {
  readonly layout: Layout;
}

/** The cells below each other. Only those near what is in view are in the page. */
export function ChangeList(props: IChangeListProps): React.JSX.Element {
  const { changes, trans } = props;
  const { items } = changes;
  const list = useWindow(items);
  const [first, end] = list.range;
  const inSight = items.slice(first, end);
  useEffect(() => {
    changes.need(inSight.flatMap(item => (item.kind === 'cell' ? [item.row] : [])));
  });
  useJourneys(list, changes);
  return (
    <div className="mlc-ChangeList-frame">
      <div
        className="mlc-ChangeList"
        ref={list.host}
        onScroll={list.onScroll}
        tabIndex={0}
        role="list"
        aria-label={trans.__('Changes')}
      >
        <div className="mlc-ChangeList-inside" style={{ height: list.height }}>
          {inSight.map((item, index) => (
            <Place key={item.key} item={item} index={first + index} list={list} of={items.length}>
              <ItemView {...props} item={item} />
            </Place>
          ))}
        </div>
      </div>
      <Ruler changes={changes} list={list} trans={trans} />
      <Announcement changes={changes} trans={trans} />
    </div>
  );
}

export interface IPlaceProps {
  readonly item: IListed;
  readonly index: number;
  readonly of: number;
  readonly list: IWindow;
  readonly children: React.ReactNode;
}

/** An item where it stands in the list. */
export function Place({ item, index, of, list, children }: IPlaceProps): React.JSX.Element {
  const node = useRef<HTMLDivElement>(null);
  const { measure } = list;
  useLayoutEffect(() => {
    measure(item.key, node.current);
    return () => measure(item.key, null);
  }, [item.key, measure]);
  return (
    <div
      className="mlc-ChangeList-item"
      role="listitem"
      aria-posinset={index + 1}
      aria-setsize={of}
      ref={node}
      style={{ transform: `translateY(${list.topOf(index)}px)` }}
    >
      {children}
    </div>
  );
}

function ItemView(props: IChangeListProps & { readonly item: Item }): React.JSX.Element | null {
  const { changes, additions, item, trans } = props;
  if (item.kind === 'notebook') {
    return <NotebookChange values={changes.comparison?.metadata ?? []} trans={trans} />;
  }
  if (item.kind === 'fold') {
    return <Fold fold={item} {...{ changes, additions, trans }} />;
  }
  const row = changes.row(item);
  return row && <CellChange {...props} row={row} isCurrent={changes.current === item.key} />;
}
