import { describe, expect, it } from 'vitest';
import { Drafts } from '../drafts';
import { ownerOf } from '../owner';
import { BrowserStorage } from '../storage';

const drafts = (owner = 'ana'): Drafts =>
  new Drafts(new BrowserStorage('drafts-test'), () => Promise.resolve(owner));

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

  it('is written at once when the page is left', async () => {
    const here = drafts();
    void here.set('leaving', 'now');
    window.dispatchEvent(new Event('pagehide'));
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(await drafts().get('leaving')).toBe('now');
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
});
