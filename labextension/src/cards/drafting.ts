import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Contents } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IApi, IProjects, Project, Schemas } from '../core/tokens';
import { writeFiles } from '../core/files';
import { Requests } from './requests';

export interface IDraftingServices {
  readonly api: IApi;
  readonly contents: Contents.IManager;
  readonly projects: IProjects;
  readonly trans: TranslationBundle;
}

/**
 * Saves the files of a draft.
 *
 * @returns the card's file, as JupyterLab names it
 * @throws a sentence
 */
export async function writeDraft(
  { contents, projects, trans }: IDraftingServices,
  project: Project,
  { files, path }: Schemas['DraftedCard']
): Promise<string> {
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
  return place(path);
}

/**
 * Writes a card that an output carries into the project of the notebook it is in.
 *
 * @param bundle - what the output holds, as it is
 * @param panel - the notebook; null where that is not known
 * @returns the card's file in the project
 * @throws a sentence
 */
export async function keepCard(
  services: IDraftingServices,
  bundle: Readonly<Record<string, unknown>>,
  panel: NotebookPanel | null
): Promise<string> {
  const { api, projects, trans } = services;
  const serverPath = panel?.context.localPath ?? null;
  const project = serverPath === null ? projects.current : await projects.at(serverPath);
  if (project === null) {
    throw new Error(trans.__('The project of this notebook is not known yet.'));
  }
  const drafted = await new Requests(api, project).keep({
    path: serverPath === null ? null : projects.pathIn(project, serverPath),
    card: bundle.card as Schemas['Card'],
    files: (bundle.files ?? {}) as Record<string, string>
  });
  await writeDraft(services, project, drafted);
  return drafted.path;
}
