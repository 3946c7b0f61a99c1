import type { Extension } from '@codemirror/state';
import type { IEditorLanguageRegistry } from '@jupyterlab/codemirror';

/** Finds how to colour a cell's text; plain until the language is loaded, and where it is unknown. */
export class Languages {
  constructor(private readonly _registry: IEditorLanguageRegistry | null) {}

  /** @param notebookLanguage - that of the kernel, as the notebook names it */
  async of(cellType: string, notebookLanguage: string | null): Promise<Extension> {
    const name = cellType === 'markdown' ? 'ipythongfm' : notebookLanguage;
    if (cellType === 'raw' || name === null) {
      return [];
    }
    const found = await this._registry?.getLanguage(name).catch(() => null);
    return found?.support ?? [];
  }
}
