import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { IDisposable } from '@lumino/disposable';
import { Widget } from '@lumino/widgets';

const MARKDOWN = 'text/markdown';

/** Markdown as JupyterLab draws it, inside an element that is not JupyterLab's. */
export class Drawing implements IDisposable {
  constructor(
    private readonly _host: HTMLElement,
    private readonly _rendermime: IRenderMimeRegistry
  ) {}

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Draws a text in place of the one before once it is whole, so that nothing jumps. */
  async draw(text: string): Promise<void> {
    const renderer = this._rendermime.createRenderer(MARKDOWN);
    this._drawing = renderer;
    const model = this._rendermime.createModel({ data: { [MARKDOWN]: text } });
    await renderer.renderModel(model).catch(() => {
      renderer.node.textContent = text;
    });
    if (this._drawing !== renderer || this._isDisposed) {
      renderer.dispose();
      return;
    }
    const before = this._shown;
    this._shown = renderer;
    Widget.attach(renderer, this._host);
    before?.dispose();
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      if (this._host.isConnected) {
        this._shown?.dispose();
      }
    }
  }

  private _drawing: IRenderMime.IRenderer | null = null;
  private _shown: IRenderMime.IRenderer | null = null;
  private _isDisposed = false;
}
