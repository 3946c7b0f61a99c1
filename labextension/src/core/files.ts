import type { Contents } from '@jupyterlab/services';

/** A file of a published card, by its path as JupyterLab names it. */
export interface IWrittenFile {
  readonly path: string;

  /** One of the two. */
  readonly text: string | null;
  readonly base64: string | null;
}

/** Saves files through JupyterLab, and makes the folders they lie in. Throws what the contents manager throws. */
export async function writeFiles(
  contents: Contents.IManager,
  files: readonly IWrittenFile[]
): Promise<void> {
  const made = new Set<string>();
  for (const { path, text, base64 } of files) {
    await makeFolder(contents, path.slice(0, Math.max(0, path.lastIndexOf('/'))), made);
    await contents.save(
      path,
      base64 === null
        ? { type: 'file', format: 'text', content: text ?? '' }
        : { type: 'file', format: 'base64', content: base64 }
    );
  }
}

async function makeFolder(
  contents: Contents.IManager,
  folder: string,
  made: Set<string>
): Promise<void> {
  if (folder === '' || made.has(folder)) {
    return;
  }
  made.add(folder);
  const isThere = await contents.get(folder, { content: false }).then(
    () => true,
    () => false
  );
  if (!isThere) {
    await makeFolder(contents, folder.slice(0, Math.max(0, folder.lastIndexOf('/'))), made);
    await contents.save(folder, { type: 'directory' });
  }
}
