import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refused } from '../../core/errors';
import { NotebookThreads } from '../model';
import { composingIndex } from '../standing';
import { thread } from './samples';
import { FakeNotebook, world } from './world';

let notebook: FakeNotebook;
let it_: ReturnType<typeof world>;
let threads: NotebookThreads;

/** Lets everything that was promised happen, and the clock run. */
const after = (milliseconds = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

async function begin(...ids: string[]): Promise<void> {
  for (const id of ids) {
    it_.server.threads.set(id, thread(id));
  }
  threads = new NotebookThreads(it_.panel, it_.services);
  await after();
}

/** Makes placements wait until the returned function is called. */
function hold(): () => void {
  let release = (): void => undefined;
  it_.server.placing = new Promise<void>(resolve => (release = resolve));
  return release;
}

function refuse(refusal: Refused): void {
  it_.server.placing = Promise.reject(refusal);
  it_.server.placing.catch(() => undefined);
}

const ids = (): string[] => threads.threads.map(item => item.thread.id);
const places = (): (number | null)[] => threads.threads.map(({ cellIndex }) => cellIndex);
const asked = (): number => it_.server.asked.filter(call => call === 'POST /placements').length;

beforeEach(() => {
  vi.useFakeTimers();
  notebook = new FakeNotebook('load alpha', 'split beta', 'fit gamma');
  it_ = world(notebook);
});

afterEach(() => {
  threads.dispose();
  vi.useRealTimers();
});

describe('before threads are placed', () => {
  it('none is listed, so that no row moves under a mouse', async () => {
    const release = hold();
    await begin('gamma', 'alpha');
    expect([threads.status, ids()]).toEqual(['loading', []]);
    release();
    await after();
    expect([threads.status, ids()]).toEqual(['ready', ['alpha', 'gamma']]);
  });

  it('one that is opened is scrolled to as soon as its place is known', async () => {
    const release = hold();
    await begin('gamma');
    const { content } = it_.panel;
    void threads.open('gamma');
    await after(1000);
    expect(content.scrollToItem).not.toHaveBeenCalled();
    release();
    await after();
    expect(content.scrollToItem).toHaveBeenCalledWith(2, 'smart');
    expect(content.activeCellIndex).toBe(2);
  });

  it('one that came with the news is opened where it stands, too', async () => {
    await begin('alpha');
    const release = hold();
    it_.server.threads.set('gamma', thread('gamma'));
    it_.events.tell('thread', 'gamma');
    await after(100);
    expect(ids()).toEqual(['alpha']);
    void threads.open('gamma');
    release();
    await after();
    expect(places()).toEqual([0, 2]);
    expect(it_.panel.content.scrollToItem).toHaveBeenCalledWith(2, 'smart');
  });

  it('one that was closed again is not scrolled to', async () => {
    const release = hold();
    await begin('gamma');
    void threads.open('gamma');
    void threads.open(null);
    release();
    await after();
    expect(it_.panel.content.scrollToItem).not.toHaveBeenCalled();
  });
});

describe('when threads cannot be placed', () => {
  it('they are listed all the same, with the reason, and placed once it is gone', async () => {
    refuse(new Refused('unavailable', 'The disk is full.', 503));
    await begin('gamma');
    expect([threads.status, ids(), places()]).toEqual(['ready', ['gamma'], [null]]);
    expect(threads.placesProblem).toBe('The disk is full.');

    it_.server.placing = Promise.resolve();
    await after(5000);
    expect([places(), threads.placesProblem]).toEqual([[2], null]);
    const { length } = it_.server.asked;
    await after(600_000);
    expect(it_.server.asked).toHaveLength(length);
  });

  it('the question is asked again less and less often', async () => {
    refuse(new Refused('unavailable', 'The disk is full.', 503));
    await begin('gamma');
    await after(600_000);
    expect(asked()).toBeGreaterThan(5);
    expect(asked()).toBeLessThan(100);
  });

  it('what can never succeed is asked again on request only', async () => {
    refuse(new Refused('too_large', 'The notebook is too large.', 413));
    await begin('gamma');
    await after(600_000);
    expect(asked()).toBe(1);
    it_.server.placing = Promise.resolve();
    await threads.placeAgain();
    expect([places(), threads.placesProblem]).toEqual([[2], null]);
  });
});

describe('the composer', () => {
  beforeEach(async () => {
    await begin();
    const target = it_.services.anchors.onCell(notebook as never, 1);
    threads.compose({ target, cellId: 'cell-1', about: 'On cell 2' });
    Object.assign(it_.panel.content, {
      widgets: new Proxy(notebook.list, {
        get: (list, name) =>
          name === 'findIndex'
            ? (test: (widget: unknown) => boolean) => list.findIndex(model => test({ model }))
            : (Reflect.get(list, name) as unknown)
      })
    });
  });

  it('goes along with its cell', () => {
    expect(composingIndex(threads)).toBe(1);
    notebook.move(0, 2);
    expect(composingIndex(threads)).toBe(0);
  });

  it('stays, and can send, when its cell is gone', async () => {
    notebook.move(1, null);
    expect(composingIndex(threads)).toBeNull();
    const target = threads.composing?.target ?? { kind: 'notebook' };
    await threads.start(target, 'leaks?', false);
    expect(it_.outbox.entries).toHaveLength(1);
  });
});

it('reading a thread is told', async () => {
  await begin('alpha');
  const told = vi.fn();
  threads.read.connect(told);
  await threads.markRead(thread('alpha'));
  expect(told).toHaveBeenCalledTimes(1);
  it_.server.refusal = new Refused('unavailable', 'The disk is full.', 503);
  await expect(threads.markRead(thread('alpha'))).rejects.toThrow();
  expect(told).toHaveBeenCalledTimes(1);
});
