/** Takes back what was done; false when that is no longer the last thing that was done there. */
export type Undo = () => boolean;

/** A notebook or a cell, each of which keeps its own list of what can be undone. */
export interface IUndoable {
  transact(change: () => void): void;
  undo(): boolean;
}

/** What Jupyter's shared models have besides their interface, and its own commands use too. */
interface IStacked {
  readonly undoManager?: { readonly undoStack: readonly unknown[]; stopCapturing(): void } | null;
}

/** Does something as one step that can be undone, not joined with what was done just before. */
export function undoOf(model: IUndoable, change: () => void): Undo {
  const stack = (): IStacked['undoManager'] => (model as IStacked).undoManager;
  stack()?.stopCapturing();
  model.transact(change);
  stack()?.stopCapturing();
  const step = stack()?.undoStack.at(-1);
  return () => stack()?.undoStack.at(-1) === step && model.undo();
}
