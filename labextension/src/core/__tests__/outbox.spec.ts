import { nullTranslator } from '@jupyterlab/translation';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Refused } from '../errors';
import { Outbox } from '../outbox';
import { BrowserStorage } from '../storage';
import type { IEvents } from '../tokens';
import type { ICall } from './answers';
import { apiAnswering, settled, unreachable } from './answers';
import { FakeEvents, house, projects, reply, texts } from './outboxhouse';

afterEach(() => void vi.restoreAllMocks());

describe('an entry', () => {
  it('is delivered once, with the answer, and then gone', async () => {
    const { outbox, calls } = house(() => ({ id: 't1' }));
    const box = outbox();
    const answers: unknown[] = [];
    box.delivered.connect((sender, { answer, entry }) => {
      expect(sender.entries.map(({ id }) => id)).toContain(entry.id);
      answers.push(answer);
    });
    await box.add(reply('hello'));
    await settled();
    expect(box.entries).toEqual([]);
    expect(answers).toEqual([{ id: 't1' }]);
    await settled();
    expect(texts(calls)).toEqual(['hello']);
  });

  it('goes to the route of its operation', async () => {
    const { outbox, calls } = house(() => null);
    const box = outbox();
    // Of what is written within a millisecond the ids tell which was first.
    const thread = { ...reply('a'), operation: 'start-thread', subject: 'a.ipynb' } as const;
    const answer = reply('d', 't3');
    const edit = {
      ...reply('b', 't2'),
      operation: 'edit',
      parameters: { threadId: 't2', commentId: 'c2' }
    } as const;
    const look = { ...reply('c'), operation: 'start-look', subject: 'b.ipynb' } as const;
    for (const entry of [thread, answer, edit, look]) {
      await box.add(entry);
    }
    await settled();
    expect(calls.map(({ method, path, parameters }) => [method, path, parameters])).toEqual([
      ['POST', '/projects/{project}/threads', { project: 'p' }],
      ['POST', '/projects/{project}/threads/{threadId}/comments', { project: 'p', threadId: 't3' }],
      [
        'PUT',
        '/projects/{project}/threads/{threadId}/comments/{commentId}',
        { project: 'p', threadId: 't2', commentId: 'c2' }
      ],
      ['POST', '/projects/{project}/looks', { project: 'p' }]
    ]);
  });

  it('survives a reload and is delivered after it', async () => {
    let away = true;
    const place = house(() => {
      if (away) {
        throw unreachable();
      }
      return {};
    });
    const before = place.outbox();
    const entry = reply('kept');
    await before.add(entry);
    await settled();
    expect(before.entries).toMatchObject([{ state: 'waiting', problem: 'No answer.' }]);
    away = false;
    const after = place.outbox();
    const delivered: string[] = [];
    after.delivered.connect((_, { entry }) => delivered.push(entry.id));
    await settled();
    expect(delivered).toEqual([entry.id]);
    expect(after.entries).toEqual([]);
    await settled();
    expect(before.entries).toEqual([]);
  });

  it('goes at once when the connection comes back', async () => {
    let away = true;
    const { outbox, events } = house(() => {
      if (away) {
        throw unreachable();
      }
      return {};
    });
    const box = outbox();
    await box.add(reply('later'));
    await settled();
    away = false;
    events.comeBack();
    await settled();
    expect(box.entries).toEqual([]);
  });

  it('is nobody else’s', async () => {
    const place = house(() => {
      throw unreachable();
    });
    await place.outbox().add(reply('mine'));
    const other = place.outbox('bo');
    await settled();
    expect(other.entries).toEqual([]);
  });
});

describe('order', () => {
  it('is kept for one thread, even while another thread goes ahead', async () => {
    let full = true;
    const { outbox, calls, events } = house(({ body }) => {
      if (full && (body as { body: string }).body === 'a1') {
        throw new Refused('unavailable', 'The disk is full.', 503);
      }
      return {};
    });
    const box = outbox();
    await box.add(reply('a1', 'a'));
    await box.add(reply('a2', 'a'));
    await box.add(reply('b1', 'b'));
    await settled();
    expect(texts(calls)).toContain('b1');
    expect(texts(calls)).not.toContain('a2');
    expect(box.entries[0]).toMatchObject({ state: 'waiting', problem: 'The disk is full.' });
    full = false;
    events.comeBack();
    await settled();
    expect(texts(calls).slice(-2)).toEqual(['a1', 'a2']);
    expect(box.entries).toEqual([]);
  });
});

describe('a refusal', () => {
  it.each([
    [409, 'conflict'],
    [422, 'invalid'],
    [404, 'not_found'],
    [413, 'too_large']
  ] as const)(
    '%i keeps the text and the server’s sentence until the person decides',
    async (status, code) => {
      const { outbox, calls, events } = house((_, count) => {
        if (count === 1) {
          throw new Refused(code, 'Somebody was first.', status, { current: {} });
        }
        return {};
      });
      const box = outbox();
      await box.add(reply('text'));
      await settled();
      expect(box.entries).toMatchObject([
        { state: 'refused', problem: 'Somebody was first.', body: { body: 'text' } }
      ]);
      events.comeBack();
      await settled();
      expect(calls).toHaveLength(1);
      box.retry(box.entries[0]?.id ?? '');
      await settled();
      expect(box.entries).toEqual([]);
      expect(calls).toHaveLength(2);
    }
  );

  it('can be discarded, also for the next reload', async () => {
    const place = house(() => {
      throw new Refused('invalid', 'No.', 422);
    });
    const box = place.outbox();
    await box.add(reply('text'));
    await settled();
    await box.discard(box.entries[0]?.id ?? '');
    expect(box.entries).toEqual([]);
    const after = place.outbox();
    await settled();
    expect(after.entries).toEqual([]);
  });

  it('of the role is kept, and not tried again and again', async () => {
    const { outbox, calls, events } = house(() => {
      throw new Refused('forbidden', 'Viewers cannot comment.', 403);
    });
    const box = outbox();
    await box.add(reply('text'));
    await settled();
    events.comeBack();
    await settled();
    expect(calls).toHaveLength(1);
    expect(box.entries).toMatchObject([{ state: 'refused', problem: 'Viewers cannot comment.' }]);
  });

  it('for who is signed out waits with its sentence', async () => {
    const { outbox } = house(() => {
      throw new Refused('signed_out', 'Sign in again.', 403);
    });
    const box = outbox();
    await box.add(reply('text'));
    await settled();
    expect(box.entries).toMatchObject([{ state: 'waiting', problem: 'Sign in again.' }]);
  });

  const unnamed = (_: ICall, count: number): unknown => {
    if (count === 1) {
      throw new Refused('forbidden', 'Say who you are.', 403, { declare: true });
    }
    return {};
  };

  it('that wants a name asks for it and sends again', async () => {
    const { outbox, asked } = house(unnamed, true);
    const box = outbox();
    await box.add(reply('text'));
    await settled();
    expect(asked()).toBe(1);
    expect(box.entries).toEqual([]);
  });

  it('that wants a name is kept when the person cancels', async () => {
    const { outbox, asked, events } = house(unnamed, false);
    const box = outbox();
    await box.add(reply('text'));
    await settled();
    events.comeBack();
    await settled();
    expect(asked()).toBe(1);
    expect(box.entries).toMatchObject([{ state: 'refused', problem: 'Say who you are.' }]);
  });
});

describe('limits', () => {
  it('refuses what is too much in a sentence, and takes nothing of it', async () => {
    const { outbox } = house(() => {
      throw new Refused('invalid', 'No.', 422);
    });
    const box = outbox();
    await expect(box.add(reply('x'.repeat(6 * 1024 * 1024)))).rejects.toThrow(/Too much waits/);
    expect(box.entries).toEqual([]);
  });
});

describe('before it is known whose outbox it is', () => {
  it('nothing is sent, and what is added is stored as soon as it is', async () => {
    const { calls, ...place } = house(() => ({}));
    let know = (): void => undefined;
    const owner = new Promise<string>(resolve => (know = () => resolve('late')));
    const box = place.outbox(owner);
    const added = box.add(reply('early'));
    await settled();
    expect(calls).toHaveLength(0);
    expect(asksBeforeLeaving()).toBe(true);
    know();
    await added;
    await settled();
    expect(texts(calls)).toEqual(['early']);
  });
});

describe('without a database', () => {
  it('keeps entries in memory, says so once, and asks before the page is left', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    const storage = new BrowserStorage('blocked');
    let said = 0;
    storage.blocked.connect(() => (said += 1));
    const events = new FakeEvents();
    let away = true;
    const box = new Outbox({
      api: apiAnswering(() => {
        if (away) {
          throw unreachable();
        }
        return {};
      }),
      events: events as unknown as IEvents,
      people: { ensureDeclared: () => Promise.resolve(null) },
      storage,
      owner: Promise.resolve('blocked'),
      projects,
      trans: nullTranslator.load('jupyter_mlcollab')
    });
    await box.add(reply('a'));
    await box.add(reply('b'));
    await settled();
    expect(box.entries).toHaveLength(2);
    expect(said).toBe(1);
    expect(asksBeforeLeaving()).toBe(true);
    away = false;
    events.comeBack();
    await settled();
    expect(box.entries).toEqual([]);
    expect(asksBeforeLeaving()).toBe(false);
  });
});

function asksBeforeLeaving(): boolean {
  return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
}
