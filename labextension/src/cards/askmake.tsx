import type { INotebookContent } from '@jupyterlab/nbformat';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Contents } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { contentOf } from '../core/notebooks';
import type { IApi, IProjects } from '../core/tokens';
import { openModal } from '../ui/modal';
import { writeFiles } from '../core/files';
import { MakeDialog } from './MakeDialog';
import { Making } from './making';
import { pictureIn } from './notebookpictures';
import { Requests } from './requests';

export interface IMakeServices {
  readonly api: IApi;
  readonly contents: Contents.IManager;
  readonly projects: IProjects;
  readonly trans: TranslationBundle;

  /** Shows a card by the path of its file, as JupyterLab names it. */
  show(serverPath: string): Promise<unknown>;
}

/** Opens the form that makes a card from a notebook as it stands now, saved or not. */
export async function openMakeDialog(
  panel: NotebookPanel,
  { api, contents, projects, show, trans }: IMakeServices
): Promise<void> {
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
      const { files, path: card } = await requests.draft({ ...chosen, path, content });
      const place = (file: string): string => {
        const found = projects.serverPath(project, file);
        if (found === null) {
          throw new Error(trans.__('This server does not show the folder of cards.'));
        }
        return found;
      };
      await writeFiles(
        contents,
        files.map(file => ({ ...file, path: place(file.path) }))
      );
      await show(place(card));
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
