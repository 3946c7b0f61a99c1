import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Contents, ServerConnection } from '@jupyterlab/services';

/** A file as it is read: its text with the ends of lines it has, and what tells this version from another. */
export interface IOnDisk {
  readonly raw: string;
  readonly mark: string;
}

/** What the server is told, beside a file's new text, of the one it is to replace. See `web/saves.py`. */
interface IReplacing extends Partial<Contents.IModel> {
  readonly mlcollabReplaces: string;
}

/** Throws what the contents manager throws. */
export async function readText(contents: Contents.IManager, path: string): Promise<IOnDisk> {
  const file = await contents.get(path, {
    type: 'file',
    format: 'text',
    content: true,
    hash: true
  });
  return { raw: String(file.content ?? ''), mark: markOf(file) };
}

/** What tells the version of a file from another, without reading it. */
export function markOf({
  hash,
  last_modified
}: Pick<Contents.IModel, 'hash' | 'last_modified'>): string {
  return hash ?? last_modified;
}

/**
 * Saves a text in the place of another one, and of nothing else.
 *
 * @returns whether it was saved; false where the file holds something else by now
 * @throws what the contents manager throws otherwise
 */
export async function replaceText(
  contents: Contents.IManager,
  path: string,
  raw: string,
  before: string
): Promise<boolean> {
  const model: IReplacing = {
    type: 'file',
    format: 'text',
    content: raw,
    mlcollabReplaces: bytesToHex(sha256(utf8ToBytes(before)))
  };
  try {
    await contents.save(path, model);
    return true;
  } catch (problem) {
    if ((problem as Partial<ServerConnection.ResponseError>).response?.status === CONFLICT) {
      return false;
    }
    throw problem;
  }
}

const CONFLICT = 409;

/** A text as JupyterLab holds it: every end of a line is \n. */
export function inEditor(raw: string): string {
  return raw.replace(/\r\n?/g, '\n');
}

/** A text of JupyterLab's with the ends of lines that a file has. */
export function asInFile(text: string, raw: string): string {
  const end = raw.includes('\r\n') ? '\r\n' : raw.includes('\r') ? '\r' : '\n';
  return end === '\n' ? text : text.replace(/\n/g, end);
}

/** What JupyterLab takes for a person's *Cancel*, and says nothing about: the page does. */
export function cancelled(): Error {
  const error = new Error('Cancel');
  error.name = 'ModalCancelError';
  return error;
}
