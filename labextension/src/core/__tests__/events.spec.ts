import type { ServerConnection } from '@jupyterlab/services';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refused } from '../errors';
import { Events } from '../events';
import type { Change, Connection, Project } from '../tokens';
import type { ICall } from './answers';
import { apiAnswering, unreachable } from './answers';

const UNKNOWN = Number.MAX_SAFE_INTEGER;
const PROJECT: Project = {
  id: 'p',
  name: 'p',
  serverFolder: '',
  pathPrefix: '',
  kept: 'server',
  settingsProblem: null
};

class FakeSocket {
  static all: FakeSocket[] = [];
  static get last(): FakeSocket {
    const last = FakeSocket.all.at(-1);
    if (last === undefined) {
      throw new Error('No socket was opened.');
    }
    return last;
  }

  constructor(readonly address: string) {
    FakeSocket.all.push(this);
  }

  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readyState = 0;
  sent: unknown[] = [];

  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  say(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  close(code = 1006): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

const change = (seq: number): Change => ({
  seq,
  kind: 'comment.added',
  entityKind: 'thread',
  entity: `t${seq}`,
  subject: 'a.ipynb'
});

let head = 0;
let away = false;
let refusal: Refused | null = null;

function answer({ query }: ICall): unknown {
  if (away) {
    throw unreachable();
  }
  if (refusal !== null) {
    throw refusal;
  }
  const since = Number(query.since);
  const changes = Array.from({ length: Math.max(0, head - since) }, (_, n) =>
    change(since + n + 1)
  );
  return since > head ? { head, changes: [], resync: true } : { head, changes, resync: false };
}

interface ISetting {
  readonly events: Events;
  readonly seen: (number | null)[];
  readonly states: Connection[];
  readonly calls: ICall[];
}

function start(): ISetting {
  const settings = {
    wsUrl: 'ws://server.test/base/',
    appendToken: false,
    token: 'secret',
    WebSocket: FakeSocket
  } as unknown as ServerConnection.ISettings;
  const api = apiAnswering(answer);
  const events = new Events(settings, api);
  const seen: (number | null)[] = [];
  const states: Connection[] = [];
  events.changed.connect((_, news) => seen.push(news.change?.seq ?? null));
  events.connectionChanged.connect((_, state) => states.push(state));
  running.push(events);
  return { events, seen, states, calls: api.calls };
}

const running: Events[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  FakeSocket.all = [];
  head = 0;
  away = false;
  refusal = null;
});

afterEach(() => {
  running.splice(0).forEach(events => events.dispose());
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the socket', () => {
  it('opens with the first project and serves all of them, without a token in its address', () => {
    const { events } = start();
    expect(FakeSocket.all).toHaveLength(0);
    events.watch(PROJECT);
    events.watch({ ...PROJECT, id: 'q' });
    FakeSocket.last.open();
    expect(FakeSocket.all).toHaveLength(1);
    expect(FakeSocket.last.address).toBe('ws://server.test/base/mlcollab/api/events');
    expect(FakeSocket.last.sent).toEqual([
      { watch: 'p', since: UNKNOWN },
      { watch: 'q', since: UNKNOWN }
    ]);
  });

  it('stops watching with the last watcher', () => {
    const { events } = start();
    const first = events.watch(PROJECT);
    const second = events.watch(PROJECT);
    FakeSocket.last.open();
    first.dispose();
    expect(FakeSocket.last.sent).toHaveLength(1);
    second.dispose();
    second.dispose();
    expect(FakeSocket.last.sent.at(-1)).toEqual({ unwatch: 'p' });
  });

  it('comes back after waits that grow to half a minute, and go on from the cursor', async () => {
    const { events, seen } = start();
    events.watch(PROJECT);
    FakeSocket.last.open();
    FakeSocket.last.say({ project: 'p', resync: true, head: 4 });
    head = 4;
    const waits: number[] = [];
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const before = Date.now();
      const sockets = FakeSocket.all.length;
      FakeSocket.last.close();
      while (FakeSocket.all.length === sockets) {
        await vi.advanceTimersByTimeAsync(250);
      }
      waits.push(Date.now() - before);
    }
    expect(waits.slice(0, 4)).toEqual([750, 1250, 2250, 4250]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
    FakeSocket.last.open();
    expect(FakeSocket.last.sent).toEqual([{ watch: 'p', since: 4 }]);
    expect(seen).toEqual([null]);
  });
});

describe('what happened', () => {
  it('is told once and in order, whatever comes twice', () => {
    const { events, seen } = start();
    events.watch(PROJECT);
    FakeSocket.last.open();
    FakeSocket.last.say({ project: 'p', head: 7 });
    FakeSocket.last.say({ project: 'p', resync: true, head: 7 });
    [8, 9, 8, 7, 9, 10].forEach(seq => FakeSocket.last.say({ project: 'p', change: change(seq) }));
    FakeSocket.last.say({ project: 'unknown', change: change(11) });
    expect(seen).toEqual([null, 8, 9, 10]);
  });

  it('is fetched when there is a gap, so that nothing is skipped', async () => {
    const { events, seen } = start();
    events.watch(PROJECT);
    FakeSocket.last.open();
    FakeSocket.last.say({ project: 'p', resync: true, head: 7 });
    head = 10;
    FakeSocket.last.say({ project: 'p', change: change(10) });
    await vi.advanceTimersByTimeAsync(0);
    expect(seen).toEqual([null, 8, 9, 10]);
  });

  it('is found by the slow poll beside a socket that forgot to tell', async () => {
    const { events, seen } = start();
    events.watch(PROJECT);
    FakeSocket.last.open();
    FakeSocket.last.say({ project: 'p', resync: true, head: 7 });
    head = 8;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(seen).toEqual([null, 8]);
  });
});

describe('the connection', () => {
  it('polls every five seconds where sockets are blocked', async () => {
    const { events, seen, states } = start();
    head = 3;
    events.watch(PROJECT);
    FakeSocket.last.close();
    await vi.advanceTimersByTimeAsync(600);
    expect(seen).toEqual([null]);
    head = 5;
    for (let second = 0; second < 6; second += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      if (FakeSocket.last.readyState === 0) {
        FakeSocket.last.close();
      }
    }
    expect(seen).toEqual([null, 4, 5]);
    expect(states).toEqual([]);
    expect(events.connection).toBe('polling');
  });

  it('is away while no server answers, and live once the socket is back', async () => {
    const { events, states } = start();
    events.watch(PROJECT);
    FakeSocket.last.open();
    away = true;
    FakeSocket.last.close();
    await vi.advanceTimersByTimeAsync(600);
    expect(events.connection).toBe('away');
    away = false;
    await vi.advanceTimersByTimeAsync(5_000);
    FakeSocket.last.open();
    expect(states.at(-1)).toBe('live');
  });

  it('is not away while the server answers that it cannot, and says why until it can', async () => {
    const { events, states } = start();
    events.watch(PROJECT);
    FakeSocket.last.open();
    refusal = new Refused('unavailable', 'The disk is full.', 503);
    await vi.advanceTimersByTimeAsync(30_000);
    expect([events.connection, events.problem]).toEqual(['live', 'The disk is full.']);
    expect(FakeSocket.last.readyState).toBe(1);
    refusal = null;
    await vi.advanceTimersByTimeAsync(5_000);
    expect([events.connection, events.problem]).toEqual(['live', null]);
    expect(states).toEqual(['live', 'live', 'live']);
  });

  it('drops a socket that looks open while the server is gone', async () => {
    const { events } = start();
    events.watch(PROJECT);
    const socket = FakeSocket.last;
    socket.open();
    away = true;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(socket.readyState).toBe(3);
    expect(events.connection).toBe('away');
  });
});

describe('who edits what', () => {
  it('is told to the others, and again once a socket is back', async () => {
    const { events } = start();
    events.edit(PROJECT, 'not watched');
    events.watch(PROJECT);
    FakeSocket.last.open();
    events.edit(PROJECT, 'pages/a.md');
    events.edit(PROJECT, 'pages/a.md');
    const edits = { at: 'p', edits: 'pages/a.md' };
    expect(FakeSocket.last.sent).toEqual([{ watch: 'p', since: UNKNOWN }, edits]);
    FakeSocket.last.close();
    await vi.advanceTimersByTimeAsync(1_000);
    FakeSocket.last.open();
    expect(FakeSocket.last.sent.at(-1)).toEqual(edits);
    events.edit(PROJECT, null);
    expect(FakeSocket.last.sent.at(-1)).toEqual({ at: 'p', edits: null });
  });

  it('is known as long as there is a socket', () => {
    const { events } = start();
    let told = 0;
    events.editingChanged.connect(() => (told += 1));
    events.watch(PROJECT);
    FakeSocket.last.open();
    const editing = [{ path: 'pages/a.md', person: { username: 'bo' } }];
    FakeSocket.last.say({ project: 'p', editing });
    expect(events.editing(PROJECT)).toEqual(editing);
    FakeSocket.last.close();
    expect(events.editing(PROJECT)).toEqual([]);
    expect(told).toBe(2);
  });
});
