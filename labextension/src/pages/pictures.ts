import { PathExt } from '@jupyterlab/coreutils';
import type { Contents } from '@jupyterlab/services';

/** Bytes of the largest picture that is put into a project. */
export const MOST_BYTES = 10 * 1024 * 1024;

const ENDINGS: Readonly<Record<string, string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'image/svg+xml': '.svg'
};
const MOST_NAMES = 1000;

/** What a browser calls a picture that was copied rather than a file. */
const NAMELESS = /^image\.\w+$/i;

/** The pictures among what was pasted or dropped. */
export function picturesIn(files: Iterable<File>): readonly File[] {
  return [...files].filter(({ type }) => type in ENDINGS);
}

/**
 * Saves a picture beside a page, under a name that no file has yet.
 *
 * @param page - the page's path as JupyterLab names it
 * @returns the Markdown that shows it in the page
 */
export async function savePicture(
  contents: Contents.IManager,
  page: string,
  picture: File
): Promise<string> {
  const local = contents.localPath(page);
  const folder = page.slice(0, page.length - local.length) + PathExt.dirname(local);
  const { stem, ending } = namesOf(picture, local);
  const name = await freeName(contents, folder, stem, ending);
  await contents.save(inFolder(folder, name), {
    type: 'file',
    format: 'base64',
    content: await base64Of(picture)
  });
  return `![${wordsOf(name)}](${encodeURIComponent(name)})`;
}

function namesOf(picture: File, page: string): { readonly stem: string; readonly ending: string } {
  const pageName = PathExt.basename(page, PathExt.extname(page));
  const own = NAMELESS.test(picture.name)
    ? `${pageName}-picture`
    : PathExt.basename(picture.name, PathExt.extname(picture.name));
  return {
    stem: own.replace(/[^\p{L}\p{N}_-]+/gu, '-').replace(/^-+|-+$/g, '') || 'picture',
    ending: ENDINGS[picture.type] ?? ''
  };
}

async function freeName(
  contents: Contents.IManager,
  folder: string,
  stem: string,
  ending: string
): Promise<string> {
  for (let number = 1; number < MOST_NAMES; number += 1) {
    const name = `${stem}${number === 1 ? '' : `-${number}`}${ending}`;
    if (!(await isThere(contents, inFolder(folder, name)))) {
      return name;
    }
  }
  return `${stem}-${Date.now()}${ending}`;
}

/** Whether there is such a file. Throws when that cannot be said, so that nothing is overwritten. */
async function isThere(contents: Contents.IManager, path: string): Promise<boolean> {
  try {
    await contents.get(path, { content: false });
    return true;
  } catch (problem) {
    if ((problem as { response?: Response }).response?.status === 404) {
      return false;
    }
    throw problem;
  }
}

function inFolder(folder: string, name: string): string {
  return folder === '' || folder.endsWith(':') ? `${folder}${name}` : `${folder}/${name}`;
}

function wordsOf(name: string): string {
  return PathExt.basename(name, PathExt.extname(name)).replace(/[-_]+/g, ' ').trim();
}

function base64Of(picture: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve((reader.result as string).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error(picture.name));
    reader.readAsDataURL(picture);
  });
}
