import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import React, { lazy, Suspense } from 'react';
import type {
  CellDetail,
  IAddition,
  ICompared,
  ISourceAction,
  OutputPair,
  Row
} from '../diff/tokens';
import { addCommentIcon, commentIcon } from '../ui/icons';
import { attempt } from './attempt';
import { BeginCompared } from './begincompared';
import { itemsOfOutput, itemsOfRow, type IComparedMenu } from './comparedmenu';
import { openMenu, type IMenuItem } from '../ui/menu';
import type { IScreenServices } from './screenservices';
import type { IComments, IComparedThreads, IOnRow } from './tokens';

const ComparedCell = lazy(async () => ({
  default: (await import('./ComparedCell')).ComparedCell
}));

/** Comments in a comparison: what is drawn beside lines, in bars, below cells and in folds. */
export class ComparedAddition implements IAddition {
  constructor(
    compared: ICompared,
    comments: IComments,
    private readonly _services: IScreenServices
  ) {
    this._threads = comments.ofComparison(compared);
    this._begin = new BeginCompared(this._threads, _services.anchors, _services.trans);
    this._threads.changed.connect(this._emit, this);
    _services.options.changed.connect(this._emit, this);
  }

  get changed(): Signal<this, void> {
    return this._changed;
  }

  get atSource(): ISourceAction | null {
    return this._threads.mayComment ? this._atSource : null;
  }

  get isDisposed(): boolean {
    return this._threads.isDisposed;
  }

  dispose(): void {
    this._threads.dispose();
    this._services.options.changed.disconnect(this._emit, this);
    Signal.clearData(this);
  }

  inBar(row: Row, detail: CellDetail | null): React.ReactNode {
    const { trans } = this._services;
    const here = this._on(row);
    return (
      <>
        {countOf(here) > 0 && (
          <Count here={here} threads={this._threads} services={this._services} />
        )}
        {this._threads.mayComment && (
          <Add
            label={trans.__('Comment on cell %1', (row.new ?? row.old ?? 0) + 1)}
            items={() => itemsOfRow(this._menu(row, detail))}
          />
        )}
      </>
    );
  }

  below(row: Row): React.ReactNode {
    const here = this._on(row);
    const isEmpty =
      here.threads.length === 0 && here.unsent.length === 0 && here.composing === null;
    return isEmpty ? null : (
      <Suspense>
        <ComparedCell threads={this._threads} services={this._services} here={here} />
      </Suspense>
    );
  }

  atOutput(row: Row, pair: OutputPair): React.ReactNode {
    const { trans } = this._services;
    return this._threads.mayComment ? (
      <Add
        key="comment"
        label={trans.__('Comment on the output')}
        items={() => itemsOfOutput(pair, this._menu(row, null))}
      />
    ) : null;
  }

  inFold(rows: readonly Row[]): React.ReactNode {
    const found = rows.map(row => ({ row, here: this._on(row) }));
    const count = found.reduce((sum, { here }) => sum + countOf(here), 0);
    const first = found.find(({ here }) => countOf(here) > 0);
    return first === undefined ? null : (
      <button
        type="button"
        className="mlc-Link mlc-ComparedThreads-count"
        onClick={() => {
          this._threads.compared.show(first.row);
          void this._threads.open(firstOf(first.here));
        }}
      >
        <commentIcon.react tag="span" width="14px" height="14px" />
        {commentWord(count, this._services.trans)}
      </button>
    );
  }

  /** What is shown of a row: the open threads, the resolved ones if asked for, and the one that is open. */
  private _on(row: Row): IOnRow {
    const here = this._threads.on(row);
    const { showResolved } = this._services.options;
    const threads = here.threads.filter(
      ({ thread }) =>
        thread.status === 'open' || showResolved || thread.id === this._threads.openThread
    );
    return { ...here, threads };
  }

  private _menu(row: Row, detail: CellDetail | null): IComparedMenu {
    const { trans } = this._services;
    const { versions } = this._threads;
    return { row, detail, versions, begin: this._begin, trans, attempt: this._attempt };
  }

  private readonly _attempt = (action: () => Promise<void>): void => {
    void attempt(this._services.trans.__('Could not begin a comment'), action);
  };

  private readonly _atSource: ISourceAction = {
    label: line => this._services.trans.__('Comment on line %1', line),
    run: (row, part) => this._attempt(() => this._begin.onSource(row, part))
  };

  private _emit(): void {
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _threads: IComparedThreads;
  private readonly _begin: BeginCompared;
}

interface ICountProps {
  readonly here: IOnRow;
  readonly threads: IComparedThreads;
  readonly services: IScreenServices;
}

/** *2 comments*: opens the first thread of the cell, or closes the one that is open. */
function Count({ here, threads, services }: ICountProps): React.JSX.Element {
  const isOpen = here.threads.some(({ thread }) => thread.id === threads.openThread);
  return (
    <button
      type="button"
      className="mlc-Link mlc-ComparedThreads-count"
      aria-expanded={isOpen}
      onClick={() => void threads.open(isOpen ? null : firstOf(here))}
    >
      <commentIcon.react tag="span" width="14px" height="14px" />
      {commentWord(countOf(here), services.trans)}
    </button>
  );
}

/** Begins a comment at once where there is one choice only, else asks on what. */
function Add(props: { readonly label: string; items(): IMenuItem[] }): React.JSX.Element {
  const { label, items } = props;
  return (
    <button
      type="button"
      className="mlc-Button mlc-mod-icon mlc-ComparedThreads-add"
      title={label}
      aria-label={label}
      onClick={event => {
        const choices = items();
        const [only] = choices;
        if (choices.length === 1 && only !== undefined) {
          only.run();
        } else {
          openMenu(event.currentTarget, choices);
        }
      }}
    >
      <addCommentIcon.react tag="span" width="16px" height="16px" />
    </button>
  );
}

/** Comments that were not deleted, and threads not sent yet. */
function countOf({ threads, unsent }: IOnRow): number {
  const said = threads.flatMap(({ thread }) => thread.comments.filter(({ deleted }) => !deleted));
  return said.length + unsent.length;
}

function firstOf({ threads, unsent }: IOnRow): string | null {
  return threads[0]?.thread.id ?? unsent[0]?.entry.id ?? null;
}

function commentWord(count: number, trans: TranslationBundle): string {
  return trans._n('%1 comment', '%1 comments', count);
}
