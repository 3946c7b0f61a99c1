import React from 'react';
import { revealBidi } from '../../ui/bidi';
import { OutputForms } from './OutputForms';
import { deleterOf, versionOf } from './results';
import type { IMergeViewProps } from './services';
import { SourceText } from './SourceText';
import type { MergeConflict, MergeRow, Version } from './tokens';
import { versionWord } from './words';

export interface IConflictSidesProps extends IMergeViewProps {
  readonly conflict: MergeConflict;

  /** The rows the conflict is about; none for the notebook's metadata. */
  readonly rows: readonly MergeRow[];
  readonly showsBase: boolean;
}

/** Ours and theirs beside each other, and what both come from when asked for. */
export function ConflictSides(props: IConflictSidesProps): React.JSX.Element | null {
  const { conflict, layout, rows, showsBase } = props;
  const [row] = rows;
  if (conflict.kind === 'edited_deleted') {
    return row === undefined ? null : <Edit {...props} row={row} />;
  }
  const isText = conflict.kind === 'source' && row !== undefined;
  return (
    <>
      <div className={`mlc-Sides mlc-mod-${layout}`}>
        <Side {...props} version="ours" isEmpty={isText} />
        <Side {...props} version="theirs" isEmpty={isText} />
      </div>
      {isText && <Texts {...props} row={row} />}
      {showsBase && (
        <div className="mlc-Sides">
          <Side {...props} version="base" isEmpty={false} />
        </div>
      )}
    </>
  );
}

interface ISideProps extends IConflictSidesProps {
  readonly version: Version;

  /** True when what it holds stands elsewhere. */
  readonly isEmpty: boolean;
}

function Side(props: ISideProps): React.JSX.Element {
  const { isEmpty, trans, version } = props;
  return (
    <div className={`mlc-Side mlc-mod-${version}`}>
      <h4 className="mlc-Side-title">{versionWord(version, trans)}</h4>
      {!isEmpty && <Content {...props} />}
    </div>
  );
}

function Content(props: ISideProps): React.JSX.Element {
  const { conflict, rows, trans, version } = props;
  const cells = rows.flatMap(row => versionOf(row, version) ?? []);
  switch (conflict.kind) {
    case 'outputs':
      return <OutputForms {...props} outputs={cells.flatMap(({ outputs }) => outputs)} />;
    case 'cell_type':
      return <p className="mlc-Side-value">{revealBidi(cells[0]?.cellType ?? '')}</p>;
    case 'source':
    case 'both_inserted':
      return (
        <>
          {cells.map(({ cellType, source }, index) => (
            <SourceText
              {...props}
              key={index}
              cellType={cellType}
              label={versionWord(version, trans)}
              text={source}
            />
          ))}
        </>
      );
    default:
      return <p className="mlc-Side-value">{valueWord(props)}</p>;
  }
}

function valueWord({ conflict, trans, version }: ISideProps): string {
  const state = {
    base: conflict.baseState,
    ours: conflict.oursState,
    theirs: conflict.theirsState
  }[version];
  if (state === 'missing') {
    return trans.__('nothing');
  }
  return state === 'cut' ? trans.__('a long value') : revealBidi(JSON.stringify(conflict[version]));
}

function Texts(props: IConflictSidesProps & { readonly row: MergeRow }): React.JSX.Element {
  const { row, trans } = props;
  const [ours, theirs] = [versionOf(row, 'ours'), versionOf(row, 'theirs')];
  return (
    <div className="mlc-Rivals">
      <SourceText
        {...props}
        cellType={theirs?.cellType ?? 'code'}
        label={trans.__('Ours and theirs')}
        beside={ours?.source ?? ''}
        text={theirs?.source ?? ''}
      />
    </div>
  );
}

/** What one side did to a cell that the other deleted. */
function Edit(props: IConflictSidesProps & { readonly row: MergeRow }): React.JSX.Element {
  const { conflict, layout, row, trans } = props;
  const editor = deleterOf(conflict) === 'ours' ? 'theirs' : 'ours';
  const [base, edited] = [versionOf(row, 'base'), versionOf(row, editor)];
  return (
    <>
      <div className={`mlc-Sides mlc-mod-${layout}`}>
        <h4 className="mlc-Side-title">{versionWord('base', trans)}</h4>
        <h4 className="mlc-Side-title">{versionWord(editor, trans)}</h4>
      </div>
      <SourceText
        {...props}
        cellType={edited?.cellType ?? 'code'}
        label={versionWord(editor, trans)}
        beside={base?.source ?? ''}
        text={edited?.source ?? ''}
      />
    </>
  );
}
