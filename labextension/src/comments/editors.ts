import type { Extension } from '@codemirror/state';
import { EditorView, ViewPlugin } from '@codemirror/view';
import { EditorExtensionRegistry, type IEditorExtensionRegistry } from '@jupyterlab/codemirror';
import { Signal, type ISignal } from '@lumino/signaling';

/** Which editor shows which cell, by the cell's id while the notebook is open. Editors come and go with scrolling. */
export class Editors {
  /** An editor has come; the argument is the cell's id. */
  get added(): ISignal<this, string> {
    return this._added;
  }

  /** The selection of an editor has changed, or its focus. */
  get selected(): ISignal<this, EditorView> {
    return this._selected;
  }

  of(cellId: string): EditorView | null {
    return this._views.get(cellId) ?? null;
  }

  /**
   * @param extension - what each cell's editor gets besides
   */
  register(registry: IEditorExtensionRegistry, extension: Extension): void {
    registry.addExtension({
      name: 'mlcollab:comments',
      factory: ({ model }) => {
        const cellId = 'id' in model && typeof model.id === 'string' ? model.id : null;
        return cellId === null
          ? null
          : EditorExtensionRegistry.createImmutableExtension([this._follow(cellId), extension]);
      }
    });
  }

  private _follow(cellId: string): Extension {
    const come = (view: EditorView): void => {
      this._views.set(cellId, view);
      // The editor cannot be changed while it is being made.
      queueMicrotask(() => this._added.emit(cellId));
    };
    const go = (view: EditorView): void => {
      if (this._views.get(cellId) === view) {
        this._views.delete(cellId);
      }
    };
    const life = ViewPlugin.define(view => {
      come(view);
      return { destroy: () => go(view) };
    });
    const selection = EditorView.updateListener.of(update => {
      if (update.selectionSet || update.focusChanged) {
        this._selected.emit(update.view);
      }
    });
    return [life, selection];
  }

  private readonly _views = new Map<string, EditorView>();
  private readonly _added = new Signal<this, string>(this);
  private readonly _selected = new Signal<this, EditorView>(this);
}
