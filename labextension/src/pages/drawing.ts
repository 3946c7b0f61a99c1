import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { VDomRenderer } from '@jupyterlab/ui-components';
import type { IDisposable } from '@lumino/disposable';
import { Widget } from '@lumino/widgets';

const MARKDOWN = 'text/markdown';

/** A text is whole once nothing of it changed for so long, */
const QUIET_MILLISECONDS = 40;

/** and shown however it is after so long. */
const PATIENCE_MILLISECONDS = 1000;

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
    if (renderer instanceof VDomRenderer && !this._isLate(renderer)) {
      renderer.hide();
      Widget.attach(renderer, this._host);
      await isQuiet(renderer.node);
    }
    if (this._isLate(renderer)) {
      this._drop(renderer);
      return;
    }
    const before = this._shown;
    this._shown = renderer;
    if (!renderer.isAttached) {
      Widget.attach(renderer, this._host);
    }
    renderer.show();
    before?.dispose();
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._drop(this._shown);
    }
  }

  private _isLate(renderer: IRenderMime.IRenderer): boolean {
    return this._drawing !== renderer || this._isDisposed;
  }

  /** What went with its host cannot be taken out of the document again. */
  private _drop(renderer: IRenderMime.IRenderer | null): void {
    if (renderer !== null && (this._host.isConnected || !renderer.isAttached)) {
      renderer.dispose();
    }
  }

  private _drawing: IRenderMime.IRenderer | null = null;
  private _shown: IRenderMime.IRenderer | null = null;
  private _isDisposed = false;
}

/**
 * Resolves once what React draws is whole, such as what jupyterlab-myst makes of Markdown: it is drawn a moment after it
 * was asked for, anew when it comes into the document, and its links are followed after that.
 */
async function isQuiet(node: HTMLElement): Promise<void> {
  await new Promise<void>(resolve => {
    const done = (): void => {
      watching.disconnect();
      clearTimeout(quiet);
      clearTimeout(late);
      resolve();
    };
    const watching = new MutationObserver(() => {
      clearTimeout(quiet);
      quiet = setTimeout(done, QUIET_MILLISECONDS);
    });
    const late = setTimeout(done, PATIENCE_MILLISECONDS);
    let quiet = node.hasChildNodes() ? setTimeout(done, QUIET_MILLISECONDS) : undefined;
    watching.observe(node, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true
    });
  });
}
