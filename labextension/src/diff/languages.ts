import type { Extension } from '@codemirror/state';
import type { IEditorLanguageRegistry } from '@jupyterlab/codemirror';

/** Finds how to colour a cell's text; plain until the language is loaded, and where it is unknown. */
export class Languages {
  constructor(private readonly _registry: IEditorLanguageRegistry | null) {}

  /** @param notebookLanguage - that of the kernel, as the notebook names it */
  async of(cellType: string, notebookLanguage: string | null): Promise<Extension> {
    const name = nameOf(cellType, notebookLanguage);
    const found = name && (await this._registry?.getLanguage(name).catch(() => null));
    const language = found === '' ? [] : (found?.support ?? []);
    this._loaded.set(name, language);
    return language;
  }

  /** What was loaded before; null when that was not. */
  loaded(cellType: string, notebookLanguage: string | null): Extension | null {
    return this._loaded.get(nameOf(cellType, notebookLanguage)) ?? null;
  }

  private readonly _loaded = new Map<string | null, Extension>();
}

function nameOf(cellType: string, notebookLanguage: string | null): string | null {
  if (cellType === 'raw') {
    return null;
  }
  return cellType === 'markdown' ? 'ipythongfm' : notebookLanguage;
}
