import { PageConfig } from '@jupyterlab/coreutils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refused } from '../../core/errors';
import { NotebookThreads } from '../model';
import { anchor, look, thread } from './samples';
import { FakeNotebook, project, world } from './world';

let notebook: FakeNotebook;
let it_: ReturnType<typeof world>;
let threads: NotebookThreads;

/** Lets everything that was promised happen, and the clock run. */
const after = (milliseconds = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

/** The fake server puts a thread in the cell whose source holds its id. */
async function begin(...ids: string[]): Promise<void> {
  for (const id of ids) {
    it_.server.threads.set(id, thread(id));
  }
  threads = new NotebookThreads(it_.panel, it_.services);
  await after();
}

function fail(): never {
  throw new Error('nothing is there');
}

const ids = (): string[] => threads.threads.map(item => item.thread.id);
const places = (): (number | null)[] => threads.threads.map(({ cellIndex }) => cellIndex);

beforeEach(() => {
  vi.useFakeTimers();
  notebook = new FakeNotebook('load alpha', 'split beta', 'fit gamma');
  it_ = world(notebook);
});

afterEach(() => {
  threads.dispose();
  vi.useRealTimers();
});

describe('the threads of a notebook', () => {
  it('are loaded once the notebook is there, in its order, the lost last', async () => {
    await begin('nowhere', 'gamma', 'alpha');
    expect(threads.status).toBe('ready');
    expect(ids()).toEqual(['alpha', 'gamma', 'nowhere']);
    expect(places()).toEqual([0, 2, null]);
    expect(threads.threads[2]?.placement?.state).toBe('orphaned');
  });

  it('say what went wrong, and are loaded when the server is back', async () => {
    it_.server.away = true;
    it_.events.connection = 'away';
    await begin('alpha');
    expect([threads.status, threads.problem]).toEqual(['failed', 'The server does not answer.']);
    it_.server.away = false;
    it_.events.become('live');
    await after();
    expect([threads.status, ids()]).toEqual(['ready', ['alpha']]);
  });

  it('ask for the project anew when the server does not know it by its id any more', async () => {
    await begin('alpha');
    it_.server.refusal = new Refused('not_found', 'There is no such project here.', 404);
    it_.projects.at.mockResolvedValueOnce(project).mockResolvedValue({ ...project, id: 'q' });
    await threads.reload();
    expect(it_.projects.refresh).toHaveBeenCalledTimes(1);
    expect([threads.project?.id, threads.status, ids()]).toEqual(['q', 'ready', ['alpha']]);
  });

  it('look once for a notebook that was moved without Jupyter', async () => {
    it_.server.document = null;
    it_.server.found = () => (it_.server.document = 'document');
    await begin('alpha');
    expect(ids()).toEqual(['alpha']);

    it_.server.document = null;
    it_.server.found = null;
    await threads.reload();
    expect(it_.server.asked.filter(call => call === 'POST /documents')).toHaveLength(1);
  });

  it('follow the notebook to its new path', async () => {
    await begin('alpha');
    it_.server.threads.set('alpha', thread('alpha', { path: 'new/train.ipynb' }));
    it_.rename('new/train.ipynb');
    await after();
    expect([threads.path, ids()]).toEqual(['new/train.ipynb', ['alpha']]);
  });

  it('stop to watch and to ask when the notebook is closed', async () => {
    await begin('alpha');
    expect(it_.events.watched).toBe(1);
    threads.dispose();
    const { length } = it_.server.asked;
    it_.events.tell('thread', 'alpha');
    notebook.type(0, 'alpha changed');
    await after(1000);
    expect([it_.events.watched, it_.server.asked.length]).toEqual([0, length]);
  });
});

describe('where threads stand', () => {
  it('goes along with the cells at once, before the server has placed them anew', async () => {
    await begin('alpha', 'gamma');
    notebook.move(0, 2);
    expect([ids(), places()]).toEqual([
      ['gamma', 'alpha'],
      [1, 2]
    ]);
  });

  it('is lost at once with the cell, and found again where the server finds it', async () => {
    await begin('gamma');
    notebook.move(2, null);
    expect(threads.threads[0]).toMatchObject({ cellIndex: null, placement: { state: 'orphaned' } });
    notebook.type(1, 'split beta and fit gamma');
    await after(400);
    expect(places()).toEqual([1]);
  });

  it('is asked anew 400 ms after the last change of a cell that matters, and only then', async () => {
    await begin('alpha');
    const asked = (): number => it_.server.asked.filter(call => call === 'POST /placements').length;
    expect(asked()).toBe(1);
    notebook.type(1, 'nobody said anything about this cell');
    await after(1000);
    expect(asked()).toBe(1);
    notebook.type(0, 'alpha 1');
    await after(300);
    notebook.type(0, 'alpha 12');
    await after(300);
    expect(asked()).toBe(1);
    await after(100);
    expect(asked()).toBe(2);
  });

  it('says when a commented result is not what it was', async () => {
    const output = { ordinal: 0, mime: 'text/plain', kind: 'text', payloadSha256: '0.87' } as const;
    notebook.list[0]?.results.push('0.87');
    it_.server.threads.set(
      'alpha',
      thread('alpha', { anchor: anchor({ kind: 'output', output }) })
    );
    await begin();
    expect(threads.threads[0]?.resultChanged).toBe(false);
    notebook.list[0]?.results.splice(0, 1, '0.91');
    notebook.contentChanged.emit();
    await after(400);
    expect(threads.threads[0]?.resultChanged).toBe(true);
    notebook.list[0]?.results.splice(0, 1, '0.87');
    notebook.contentChanged.emit();
    await after(400);
    expect(threads.threads[0]?.resultChanged).toBe(false);
  });
});

describe('news', () => {
  it('lead to one question at once and one after the burst, however often a thread is poked', async () => {
    await begin('alpha', 'beta');
    it_.server.asked.length = 0;
    it_.server.threads.set('alpha', thread('alpha', { seq: 2, unread: 1 }));
    for (let poke = 0; poke < 20; poke += 1) {
      it_.events.tell('thread', 'alpha');
    }
    await after();
    expect(it_.server.asked).toEqual(['GET /threads/{threadId}']);
    expect(threads.threads[0]?.thread.unread).toBe(1);
    await after(500);
    expect(it_.server.asked).toHaveLength(2);
  });

  it('bring a new thread, and take away one that is gone', async () => {
    await begin('alpha');
    it_.server.threads.set('beta', thread('beta'));
    it_.server.threads.delete('alpha');
    it_.events.tell('thread', 'beta');
    it_.events.tell('thread', 'alpha');
    await after(100);
    expect([ids(), places()]).toEqual([['beta'], [1]]);
  });

  it('of other notebooks are not asked about', async () => {
    await begin('alpha');
    it_.server.asked.length = 0;
    it_.events.tell('thread', 'elsewhere', 'another document');
    it_.events.tell('card', 'card');
    await after(100);
    expect(it_.server.asked).toEqual([]);
  });

  it('of a thread that came to an uncommented notebook are taken when it is the same path', async () => {
    it_.server.document = null;
    await begin();
    it_.server.threads.set('beta', thread('beta'));
    it_.server.threads.set('other', thread('other', { path: 'other.ipynb' }));
    it_.events.tell('thread', 'beta', 'new document');
    it_.events.tell('thread', 'other', 'other document');
    await after(100);
    expect(ids()).toEqual(['beta']);
  });

  it('never put an older version in the place of a newer one', async () => {
    await begin();
    it_.server.threads.set('alpha', thread('alpha', { seq: 5, unread: 2 }));
    it_.events.tell('thread', 'alpha');
    await after(100);
    it_.server.threads.set('alpha', thread('alpha', { seq: 4 }));
    it_.events.tell('thread', 'alpha');
    await after(100);
    expect(threads.threads[0]?.thread).toMatchObject({ seq: 5, unread: 2 });
  });

  it('of looks bring the looks', async () => {
    await begin();
    it_.server.looks = [look('look')];
    it_.events.tell('look', 'look');
    await after(100);
    expect(threads.looks.map(({ id }) => id)).toEqual(['look']);
  });
});

describe('writing', () => {
  it('keeps a new thread on its cell until the server has it', async () => {
    await begin();
    const target = it_.services.anchors.onCell(notebook as never, 1);
    threads.compose({ target, cellId: 'cell-1', about: 'On cell 2' });
    await threads.start(target, 'leaks?', true);
    const [entry] = it_.outbox.entries;
    expect(entry).toMatchObject({
      operation: 'start-thread',
      subject: 'train.ipynb',
      body: { id: entry?.id, path: 'train.ipynb', target, body: 'leaks?', blocking: true }
    });
    expect([threads.composing, threads.openThread]).toEqual([null, entry?.id]);
    notebook.move(1, 0);
    expect(threads.unsent[0]?.cellIndex).toBe(0);

    const delivered = thread(entry?.id ?? '');
    it_.server.threads.set(delivered.id, delivered);
    it_.outbox.deliver(delivered);
    expect([ids(), places(), threads.unsent]).toEqual([[entry?.id], [0], []]);
  });

  it('is kept where the project cannot be found out yet, and shown as not sent', async () => {
    it_.projects.at.mockRejectedValue(new Refused('unreachable', 'No answer.', 0));
    await begin();
    const target = it_.services.anchors.onCell(notebook as never, 1);
    await threads.start(target, 'leaks?', false);
    expect(it_.outbox.entries).toMatchObject([
      { project: '', path: '', serverPath: 'train.ipynb', body: { body: 'leaks?' } }
    ]);
    expect(threads.unsent.map(({ cellIndex }) => cellIndex)).toEqual([1]);
  });

  it('shows what has no place: requests to look, and what was said in a thread that is gone', async () => {
    await begin('alpha');
    await threads.askForLook(['bo'], 'the split');
    await threads.reply('alpha', 'with its thread');
    await threads.reply('gone', 'without one');
    const texts = threads.otherUnsent.map(({ body }) => body.line ?? body.body);
    expect(texts).toEqual(['the split', 'without one']);
    expect(threads.unsent).toEqual([]);
  });

  it('corrects what was refused at its place, and is done once the outbox has it', async () => {
    await begin();
    const target = it_.services.anchors.onCell(notebook as never, 2);
    await threads.start(target, 'bad', true);
    const entry = it_.outbox.entries[0] ?? fail();
    await threads.open(null);
    await threads.correct(entry);
    expect([threads.correcting, threads.openThread]).toEqual([entry.id, entry.id]);
    await threads.resend(entry, { body: 'good', blocking: false });
    expect(it_.outbox.entries).toMatchObject([{ body: { target, body: 'good', blocking: false } }]);
    expect([threads.correcting, threads.openThread]).toEqual([null, entry.id]);
  });

  it('renews what a stale edit has seen', async () => {
    await begin('alpha');
    await threads.edit(thread('alpha'), 'alpha', 'mine');
    it_.server.threads.set('alpha', thread('alpha', { seq: 5, version: 'theirs' }));
    await threads.reload();
    const entry = it_.outbox.entries[0] ?? fail();
    expect(entry.body.seen).toBe('version');
    await threads.correct(entry);
    expect(threads.openThread).toBe('alpha');
    await threads.resend(entry, { body: 'mine' });
    expect(it_.outbox.entries).toMatchObject([{ body: { seen: 'theirs', body: 'mine' } }]);
  });

  it('lets go what was held when the correction is given up', async () => {
    await begin('alpha');
    await threads.reply('alpha', 'yes');
    const entry = it_.outbox.entries[0] ?? fail();
    await threads.correct(entry);
    it_.outbox.entries = [{ ...entry, state: 'held' }];
    await threads.correct(null);
    expect(it_.outbox.retry).toHaveBeenCalledWith(entry.id);
  });

  it('waits for the project where somebody is quicker than it is known', async () => {
    threads = new NotebookThreads(it_.panel, it_.services);
    const target = it_.services.anchors.onCell(notebook as never, 1);
    await Promise.all([threads.start(target, 'leaks?', false), threads.askForLook(['bo'], '')]);
    expect(it_.outbox.entries.map(({ path, body }) => [path, body.path])).toEqual([
      ['train.ipynb', 'train.ipynb'],
      ['train.ipynb', 'train.ipynb']
    ]);
  });

  it('shows replies with their thread until the server has them', async () => {
    await begin('alpha');
    await threads.reply('alpha', 'yes');
    expect(threads.threads[0]?.unsent[0]).toMatchObject({
      operation: 'reply',
      subject: 'alpha',
      parameters: { threadId: 'alpha' },
      body: { body: 'yes' }
    });
    it_.outbox.deliver(thread('alpha', { seq: 3, mine: true }));
    expect(threads.threads[0]).toMatchObject({ unsent: [], thread: { mine: true } });
  });

  it('asks first who the person is, and keeps nothing when they do not say', async () => {
    await begin('alpha');
    it_.ensureDeclared.mockResolvedValueOnce(null);
    await expect(threads.reply('alpha', 'yes')).rejects.toThrow(Refused);
    expect(it_.outbox.entries).toEqual([]);
  });

  it('keeps what is written while the server is away', async () => {
    await begin('alpha');
    it_.ensureDeclared.mockRejectedValueOnce(new Refused('unreachable', 'No answer.', 0));
    await threads.reply('alpha', 'yes');
    expect(it_.outbox.entries).toHaveLength(1);
  });

  it('shows what somebody else made of the thread when a change came too late', async () => {
    await begin('alpha');
    const current = thread('alpha', { seq: 7, status: 'resolved' });
    it_.server.refusal = new Refused('conflict', 'Somebody changed this.', 409, { current });
    const before = threads.threads[0]?.thread ?? thread('alpha');
    await expect(threads.setBlocking(before, true)).rejects.toThrow();
    await expect(threads.setStatus(before, 'resolved')).rejects.toThrow('Somebody changed this.');
    expect(threads.threads[0]?.thread).toMatchObject({ seq: 7, status: 'resolved' });
  });

  it('asks who the person is when the server wants to know, and tries again', async () => {
    await begin('alpha');
    it_.server.refusal = new Refused('forbidden', 'Say who you are.', 403, { declare: true });
    await threads.setStatus(threads.threads[0]?.thread ?? thread('alpha'), 'resolved');
    expect(it_.ensureDeclared).toHaveBeenCalledTimes(1);
    expect(threads.threads[0]?.thread.status).toBe('resolved');
  });

  it('puts a thread on the same output of the cell a person picked, if that has one', async () => {
    const output = { ordinal: 0, mime: 'text/plain', kind: 'text', payloadSha256: 'x' } as const;
    it_.server.threads.set(
      'alpha',
      thread('alpha', { anchor: anchor({ kind: 'output', output }) })
    );
    await begin();
    notebook.list[2]?.results.push('0.9');
    await threads.place(threads.threads[0]?.thread ?? thread('alpha'), 2);
    const written = it_.server.threads.get('alpha') as unknown as { lastBody: object };
    expect(written.lastBody).toMatchObject({
      target: { kind: 'output', surroundings: { index: 2 }, payloadSha256: '0.9' }
    });
  });

  it('closes a thread whose last comment was deleted', async () => {
    await begin('alpha');
    await threads.open('alpha');
    await threads.remove(thread('alpha'), 'alpha', false);
    expect([ids(), threads.openThread]).toEqual([[], null]);
  });
});

it('links to a thread without a token', async () => {
  await begin('alpha');
  expect(threads.permalink('alpha')).toBe('http://localhost/user/ana/mlcollab/open/p/thread/alpha');
});

it('leads a link copied in Jupyter Notebook 7 back there', async () => {
  await begin('alpha');
  PageConfig.setOption('notebookPage', 'notebooks');
  try {
    expect(threads.permalink('alpha')).toMatch(/\/open\/p\/thread\/alpha\?in=notebook$/);
  } finally {
    PageConfig.setOption('notebookPage', '');
  }
});
