import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Contents } from '@jupyterlab/services';

/** Files by path, as the contents manager has them: a save that names what it replaces replaces nothing else. */
export class Disk {
  constructor(readonly texts: Record<string, string>) {}

  /** Called before each save. */
  beforeSave: () => void = () => undefined;
  saves = 0;

  get(path: string, { content }: Contents.IFetchOptions = {}): Promise<Partial<Contents.IModel>> {
    const text = this.texts[path];
    return text === undefined
      ? Promise.reject(new Error('404'))
      : Promise.resolve({ content: content === false ? null : text, hash: hashOf(text) });
  }

  save(path: string, model: { content?: string; mlcollabReplaces?: string }): Promise<void> {
    this.beforeSave();
    const { content = '', mlcollabReplaces } = model;
    if (mlcollabReplaces !== undefined && mlcollabReplaces !== hashOf(this.texts[path] ?? '')) {
      return Promise.reject(Object.assign(new Error('409'), { response: { status: 409 } }));
    }
    this.texts[path] = content;
    this.saves += 1;
    return Promise.resolve();
  }
}

function hashOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
