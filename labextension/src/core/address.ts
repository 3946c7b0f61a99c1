import type { TranslationBundle } from '@jupyterlab/translation';
import { Refused } from './errors';
import type { IOutboxEntry, IProjects } from './tokens';

/**
 * An entry with project and path: the same one where it has them.
 *
 * @throws Refused - nobody can say now; or the notebook is in another project than when it was written about, and then
 * the person decides
 */
export async function addressed(
  entry: IOutboxEntry,
  projects: Pick<IProjects, 'at' | 'pathIn'>,
  trans: TranslationBundle
): Promise<IOutboxEntry> {
  const { serverPath } = entry;
  if (entry.path !== '' || serverPath === undefined) {
    return entry;
  }
  const project = await projects.at(serverPath);
  if (entry.project !== '' && entry.project !== project.id) {
    const sentence = trans.__(
      'The notebook is in another project now. Edit this to send it there.'
    );
    throw new Refused('not_found', sentence, 404);
  }
  const path = projects.pathIn(project, serverPath);
  const isOnNotebook = 'path' in entry.body;
  return {
    ...entry,
    project: project.id,
    path,
    subject: isOnNotebook ? path : entry.subject,
    body: isOnNotebook ? { ...entry.body, path } : entry.body
  };
}

/** An entry after a file or folder was renamed: the same one where that is none of its concern. */
export function followed(entry: IOutboxEntry, from: string, to: string): IOutboxEntry {
  const serverPath = renamed(entry.serverPath ?? '', from, to);
  return serverPath === null ? entry : { ...entry, serverPath, path: '' };
}

/** A path after a file or folder was renamed; null when it is neither that nor in it. */
export function renamed(path: string, from: string, to: string): string | null {
  const isIt = from !== '' && (path === from || path.startsWith(`${from}/`));
  return isIt ? `${to}${path.slice(from.length)}` : null;
}
