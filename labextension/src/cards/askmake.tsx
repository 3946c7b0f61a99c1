import type { INotebookContent } from '@jupyterlab/nbformat';
import type { NotebookPanel } from '@jupyterlab/notebook';
import React from 'react';
import { contentOf } from '../core/notebooks';
import { openModal } from '../ui/modal';
import { writeDraft, type IDraftingServices } from './drafting';
import { MakeDialog } from './MakeDialog';
import { Making } from './making';
import { pictureIn } from './notebookpictures';
import { Requests } from './requests';

export interface IMakeServices extends IDraftingServices {
  /** Shows a card by the path of its file, as JupyterLab names it. */
  show(serverPath: string): Promise<unknown>;
}

/** Opens the form that makes a card from a notebook as it stands now, saved or not. */
export async function openMakeDialog(panel: NotebookPanel, services: IMakeServices): Promise<void> {
  const { api, projects, show, trans } = services;
  await panel.context.ready;
  // Values and figures are chosen from this very state, whatever runs meanwhile.
  const content = contentOf(panel);
  const serverPath = panel.context.localPath;
  const project = await projects.at(serverPath);
  const requests = new Requests(api, project);
  const path = projects.pathIn(project, serverPath);
  const making = new Making({
    offer: () => requests.offer(path, content),
    create: async chosen => {
      const drafted = await requests.draft({ ...chosen, path, content });
      await show(await writeDraft(services, project, drafted));
    }
  });
  const notebook = JSON.parse(content) as INotebookContent;
  openModal(
    close => (
      <MakeDialog
        making={making}
        trans={trans}
        picture={figure => pictureIn(notebook, figure)}
        onClose={close}
      />
    ),
    {
      className: 'mlc-PublishDialog mlc-mod-make',
      label: trans.__('Make a card from this notebook'),
      signals: [making.changed],
      trans,
      // Escape is the form's own: it asks before anything is lost.
      mayCancel: () => false
    }
  );
}
