import { afterEach, describe, expect, it, vi } from 'vitest';
import { Drafts } from '../drafts';
import { askForOwner, ownerOf } from '../owner';
import { BrowserStorage } from '../storage';
import { settled } from './answers';

const drafts = (owner = 'ana'): Drafts =>
  new Drafts(new BrowserStorage('drafts-test'), () => Promise.resolve(owner));

/** As after a reload at once: the page that was left never ran again. */
function leave(): void {
  window.dispatchEvent(new Event('pagehide'));
}

/** A page whose database never answers, as one that is being left. */
function dying(owner = 'ana'): Drafts {
  const storage = new BrowserStorage('drafts-test');
  vi.spyOn(storage, 'keepDraft').mockReturnValue(new Promise(() => undefined));
  return new Drafts(storage, () => Promise.resolve(owner));
}

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

describe('a page that is left at once after the last key', () => {
  it('leaves the text to the next page, and only to its writer', async () => {
    const here = dying();
    await here.get('any');
    void here.set('new', 'the last word');
    leave();
    expect(await drafts('bo').get('new')).toBe('');
    const next = drafts();
    expect(await next.get('new')).toBe('the last word');
    await settled();
    expect(localStorage).toHaveLength(0);
    expect(await drafts().get('new')).toBe('the last word');
  });

  it('brings back nothing that was just sent or thrown away', async () => {
    await drafts().set('sent', 'sent already');
    const here = dying();
    await here.get('any');
    void here.set('sent', '');
    leave();
    expect(await drafts().get('sent')).toBe('');
  });

  it('keeps the text also when nobody could say yet whose it is', async () => {
    const storage = new BrowserStorage('drafts-test');
    const here = new Drafts(storage, () => new Promise(() => undefined));
    void here.set('unsigned', 'mine');
    leave();
    expect(await drafts().get('unsigned')).toBe('mine');
  });

  it('keeps all texts where the browser has no database, and asks where it keeps nothing at all', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    const blocked = (): Drafts =>
      new Drafts(new BrowserStorage('blocked'), () => Promise.resolve('ana'));
    await blocked().set('new', 'kept');
    leave();
    expect(await blocked().get('new')).toBe('kept');
    expect(window.dispatchEvent(new Event('beforeunload', { cancelable: true }))).toBe(true);
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    expect(window.dispatchEvent(new Event('beforeunload', { cancelable: true }))).toBe(false);
  });
});

describe('a draft whose place has another key after a reload', () => {
  it('is found by its alias, and lives on under the new key', async () => {
    await drafts().set('id:old', 'half', '3:cell');
    const next = drafts();
    expect(await next.get('id:new', '3:cell')).toBe('half');
    await settled();
    expect(await drafts().get('id:old')).toBe('');
    expect(await drafts().get('id:new')).toBe('half');
  });

  it('is gone from the alias, too, once it was sent', async () => {
    const here = drafts();
    await here.set('id:a', 'half', '3:a');
    await here.set('id:a', '', '4:a');
    expect(await drafts().get('id:b', '3:a')).toBe('');
    expect(await drafts().get('id:b', '4:a')).toBe('');
  });
});

describe('a rename', () => {
  it('takes along what was begun in a notebook, and nothing else', async () => {
    const here = drafts();
    void here.set('new\na/n.ipynb\nid:1', 'one', 'new\na/n.ipynb\n0:x');
    void here.set('new\nab/n.ipynb\nid:1', 'other');
    await here.follow('a', 'b/c');
    const next = drafts();
    expect(await next.get('new\nb/c/n.ipynb\nid:2', 'new\nb/c/n.ipynb\n0:x')).toBe('one');
    expect(await next.get('new\na/n.ipynb\nid:1')).toBe('');
    expect(await next.get('new\nab/n.ipynb\nid:1')).toBe('other');
  });
});

describe('a draft', () => {
  it('is there at once, after a reload, and only for its writer', async () => {
    const here = drafts();
    const kept = here.set('reply:t', 'half');
    expect(await here.get('reply:t')).toBe('half');
    await here.set('reply:t', 'half a thought');
    await kept;
    expect(await drafts().get('reply:t')).toBe('half a thought');
    expect(await drafts('bo').get('reply:t')).toBe('');
    expect(await drafts().get('reply:u')).toBe('');
  });

  it('is gone once it is empty', async () => {
    const here = drafts();
    await here.set('new', 'a');
    await here.set('new', '');
    expect(await drafts().get('new')).toBe('');
  });

  it('ends as it was typed last, also when the first writing takes long', async () => {
    let answer = (): void => undefined;
    const slow = new Promise<string>(resolve => {
      answer = () => resolve('ana');
    });
    const owners = [slow];
    const here = new Drafts(
      new BrowserStorage('drafts-test'),
      () => owners.shift() ?? Promise.resolve('ana')
    );
    const first = here.set('slow', 'older');
    window.dispatchEvent(new Event('pagehide'));
    const second = here.set('slow', 'newer');
    window.dispatchEvent(new Event('pagehide'));
    answer();
    await Promise.all([first, second]);
    expect(await drafts().get('slow')).toBe('newer');
  });
});

describe('whose it is', () => {
  const identity = (username: string) => ({ username }) as never;

  it('is the sign-in name on this server', () => {
    expect(ownerOf('http://a/', identity('ana'))).not.toBe(ownerOf('http://a/', identity('bo')));
    expect(ownerOf('http://a/', identity('ana'))).not.toBe(ownerOf('http://b/', identity('ana')));
  });

  it('stays the same when a token sign-in gets another made-up name', () => {
    const before = ownerOf('http://a/', identity('0123456789abcdef0123456789abcdef'));
    const after = ownerOf('http://a/', identity('fedcba9876543210fedcba9876543210'));
    expect(before).toBe(after);
  });

  it('is asked again where JupyterLab could not find it out once', async () => {
    vi.useFakeTimers();
    const user = {
      identity: null as object | null,
      ready: new Promise<void>(() => undefined),
      refreshUser: vi.fn(() => {
        const isSecond = user.refreshUser.mock.calls.length > 1;
        user.identity = isSecond ? identity('ana') : null;
        return isSecond ? Promise.resolve() : Promise.reject(new Error('503'));
      })
    };
    const manager = { user, serverSettings: { baseUrl: 'http://a/' } };
    const asked = askForOwner(manager as never);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await asked).toBe(ownerOf('http://a/', identity('ana')));
    vi.useRealTimers();
  });
});
