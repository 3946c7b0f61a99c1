import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { PartialJSONObject } from '@lumino/coreutils';
import { DisposableDelegate, type IDisposable } from '@lumino/disposable';

const MIME = 'application/vnd.vegalite.v5+json';
// A picture beside the plot keeps the renderer from making one.
const PICTURE = 'image/png';

/** Draws a Vega-Lite plot into an element of the page, as SVG. Rejects with what the library says. */
export type Plot = (spec: PartialJSONObject, host: HTMLElement) => Promise<IDisposable>;

/** How plots are drawn here; null where JupyterLab has nothing that draws them. It loads its library at the first. */
export function plotWith(rendermime: IRenderMimeRegistry | null): Plot | null {
  if (!rendermime?.mimeTypes.includes(MIME)) {
    return null;
  }
  return async (spec, host) => {
    const renderer: IRenderMime.IRenderer = rendermime.createRenderer(MIME);
    // Not attached as a widget: React takes the element away before the widget could be detached.
    host.append(renderer.node);
    const model = rendermime.createModel({
      data: { [MIME]: spec, [PICTURE]: 'none' },
      metadata: { [MIME]: { embed_options: { actions: false, renderer: 'svg' } } }
    });
    await renderer.renderModel(model);
    return new DisposableDelegate(() => {
      renderer.dispose();
      renderer.node.remove();
    });
  };
}
