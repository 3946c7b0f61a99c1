const PREFIX = 'mlcollab:draft:';

/**
 * Texts a page had no time left to write into the database when it was left. The only storage that is written before
 * the page is gone, and the smallest: texts stay here until the next page has taken them over.
 */
export class Stash {
  /**
   * @param owner - whose text it is; null while that is not known
   * @param text - empty when the draft is to be gone
   * @returns false when the browser keeps nothing here
   */
  keep(owner: string | null, key: string, text: string): boolean {
    try {
      localStorage.setItem(nameOf(owner, key), text);
      return true;
    } catch {
      return false;
    }
  }

  drop(owner: string | null, key: string): void {
    try {
      localStorage.removeItem(nameOf(owner, key));
    } catch {
      // What cannot be kept need not be dropped.
    }
  }

  /** By key: what is kept of an owner. */
  of(owner: string | null): Map<string, string> {
    const found = new Map<string, string>();
    try {
      for (const name of Object.keys(localStorage).filter(each => each.startsWith(PREFIX))) {
        const [whose, key] = JSON.parse(name.slice(PREFIX.length)) as [string | null, string];
        if (whose === owner) {
          found.set(key, localStorage.getItem(name) ?? '');
        }
      }
    } catch {
      // Storage can be blocked; then nothing was kept.
    }
    return found;
  }
}

function nameOf(owner: string | null, key: string): string {
  return `${PREFIX}${JSON.stringify([owner, key])}`;
}
