import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IAnchors } from './tokens';

const anchors: JupyterFrontEndPlugin<IAnchors> = {
  id: 'jupyter-mlcollab:anchors',
  description: 'Says where something is in an open notebook.',
  autoStart: true,
  provides: IAnchors,
  activate: async () => {
    const { Anchors } = await import('./anchors');
    return new Anchors();
  }
};

export const plugins: JupyterFrontEndPlugin<unknown>[] = [anchors];
