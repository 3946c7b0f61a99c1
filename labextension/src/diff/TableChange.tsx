import React, { useMemo } from 'react';
import { revealBidi } from '../ui/bidi';
import type { IFormProps } from './OutputChange';
import { OutputLines } from './OutputLines';
import {
  compareTables,
  countChanges,
  wholeTable,
  type ICellChange,
  type IRowChange,
  type ITableChange
} from './tablechanges';
import { tableWords } from './tablewords';
import { readTables, type ITable, type ITables } from './tables';
import { foldRows, type IRowRun } from './tablefolds';

const MOST_ROWS = 100;
const MORE_ROWS = 500;

/** Tables of an output, cell by cell. As their source, where they cannot be compared so. */
export function TablesChange(props: IFormProps): React.JSX.Element {
  const { texts, place, changes, trans } = props;
  const { tolerance } = changes.shown;
  const compared = useMemo(
    () => compareAll(texts.old, texts.new, tolerance),
    [texts.old, texts.new, tolerance]
  );
  if (compared === null) {
    return <OutputLines {...props} />;
  }
  return (
    <>
      {compared.tables.map((table, index) => (
        <TableChange key={index} {...props} place={`${place} table ${index}`} table={table} />
      ))}
      <Beside {...compared} />
      {compared.isSame && (
        <p className="mlc-ValueChange">{trans.__('Only how the table looks has changed.')}</p>
      )}
    </>
  );
}

interface ITablesChange {
  readonly tables: readonly ITableChange[];
  readonly oldBeside: string | null;
  readonly newBeside: string | null;
  readonly isSame: boolean;
}

function compareAll(
  old: string | null,
  now: string | null,
  tolerance: number
): ITablesChange | null {
  const [before, after] = [tablesIn(old), tablesIn(now)];
  if (before === null || after === null) {
    return null;
  }
  const count = Math.max(before.tables.length, after.tables.length);
  const tables: ITableChange[] = [];
  for (let index = 0; index < count; index += 1) {
    const table = compareOne(before.tables[index], after.tables[index], tolerance);
    if (table === null) {
      return null;
    }
    tables.push(table);
  }
  const isSame =
    before.beside === after.beside &&
    tables.every(({ columns, head, body }) =>
      [...columns, ...[...head, ...body].map(row => row.status)].every(each => each === 'same')
    );
  return {
    tables,
    oldBeside: old === null ? null : before.beside,
    newBeside: now === null ? null : after.beside,
    isSame: isSame && old !== null && now !== null
  };
}

/** Nothing where there is no output; null where there is one that holds no tables. */
function tablesIn(html: string | null): ITables | null {
  return html === null ? { tables: [], beside: '' } : readTables(html);
}

function compareOne(
  old: ITable | undefined,
  now: ITable | undefined,
  tolerance: number
): ITableChange | null {
  if (old !== undefined && now !== undefined) {
    return compareTables(old, now, tolerance);
  }
  const [only, status] = now === undefined ? [old, 'removed' as const] : [now, 'added' as const];
  return only === undefined ? null : wholeTable(only, status);
}

function Beside({ oldBeside, newBeside }: ITablesChange): React.JSX.Element | null {
  if (oldBeside === newBeside || oldBeside === null || newBeside === null) {
    const text = newBeside ?? oldBeside;
    return text ? <p className="mlc-TableChange-beside">{text}</p> : null;
  }
  return (
    <p className="mlc-TableChange-beside">
      <del>{oldBeside}</del> → <ins>{newBeside}</ins>
    </p>
  );
}

type ITableProps = IFormProps & { readonly table: ITableChange };

function TableChange({ table, place, changes, trans }: ITableProps): React.JSX.Element {
  const { looks } = changes;
  const most = Number(looks.get(`${place} rows`, `${MOST_ROWS}`));
  const unfolded = looks.get(`${place} folds`, '').split(' ');
  const { runs, left } = foldRows(table.body, unfolded, most);
  const words = tableWords(countChanges(table), trans);
  return (
    <>
      <div className="mlc-TableChange" tabIndex={0} role="group" aria-label={trans.__('Table')}>
        <table>
          {words !== '' && <caption>{words}</caption>}
          <thead>
            {table.head.map((row, index) => (
              <TableRow key={index} table={table} row={row} isHead />
            ))}
          </thead>
          <tbody>
            {runs.map(run => (
              <Run
                key={run.start}
                run={run}
                table={table}
                trans={trans}
                onUnfold={() => looks.set(`${place} folds`, [...unfolded, run.start].join(' '))}
              />
            ))}
          </tbody>
        </table>
      </div>
      {left > 0 && (
        <button
          type="button"
          className="mlc-Link"
          onClick={() => looks.set(`${place} rows`, `${most + MORE_ROWS}`)}
        >
          {trans._n('Show 1 more row', 'Show more of %1 rows', left)}
        </button>
      )}
    </>
  );
}

interface IRunProps extends Pick<IFormProps, 'trans'> {
  readonly run: IRowRun;
  readonly table: ITableChange;
  onUnfold(): void;
}

/** Rows, or how many that are the same stand there. */
function Run({ run, table, trans, onUnfold }: IRunProps): React.JSX.Element {
  if (!run.isFolded) {
    return (
      <>
        {run.rows.map((row, index) => (
          <TableRow key={index} table={table} row={row} isHead={false} />
        ))}
      </>
    );
  }
  return (
    <tr>
      <td className="mlc-TableChange-fold" colSpan={table.columns.length}>
        <button type="button" onClick={onUnfold}>
          {trans._n('%1 unchanged row', '%1 unchanged rows', run.rows.length)}
        </button>
      </td>
    </tr>
  );
}

interface IRowProps {
  readonly table: ITableChange;
  readonly row: IRowChange;
  readonly isHead: boolean;
}

function TableRow({ table, row, isHead }: IRowProps): React.JSX.Element {
  return (
    <tr className={`mlc-mod-${row.status}`}>
      {row.cells.map((cell, column) => {
        const className = `mlc-mod-${cell.status} mlc-mod-column-${table.columns[column] ?? 'same'}`;
        return isHead || column < table.indexColumns ? (
          <th key={column} className={className} scope={isHead ? 'col' : 'row'}>
            <CellText {...cell} />
          </th>
        ) : (
          <td key={column} className={className}>
            <CellText {...cell} />
          </td>
        );
      })}
    </tr>
  );
}

function CellText(cell: ICellChange): React.JSX.Element {
  const [old, now] = [revealBidi(cell.old), revealBidi(cell.new)];
  switch (cell.status) {
    case 'changed':
      return (
        <>
          <del>{old}</del> <ins>{now}</ins>
        </>
      );
    case 'added':
      return <ins>{now}</ins>;
    case 'removed':
      return <del>{old}</del>;
    case 'near':
      return <span title={old}>{now}</span>;
    case 'same':
      return <>{now}</>;
  }
}
