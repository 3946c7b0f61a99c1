import type { Contents } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';
import { expect, it, vi } from 'vitest';
import type { IApi, IEvents, IProjects, Project, Schemas } from '../../core/tokens';
import { Cards } from '../cards';
import { row } from './samples';

const PROJECT = { id: 'p' } as Project;

/** A server with so many cards; it answers a question when it is told to. */
class Server {
  constructor(public count: number) {}

  readonly asked: (number | null)[] = [];

  readonly client = {
    GET: (_: string, { params }: { params: { query: { most?: number; seen?: string } } }) => {
      const { most = null, seen } = params.query;
      this.asked.push(most);
      return new Promise(resolve => this.waiting.push(() => resolve(this.list(most, seen))));
    }
  };

  async answer(): Promise<void> {
    this.waiting.shift()?.();
    await vi.waitFor(() => undefined);
  }

  private list(most: number | null, seen: string | undefined): Schemas['ListedCards'] {
    const sent = Math.min(this.count, most ?? this.count);
    const known = { folder: 'cards', baseline: null, metrics: [], more: this.count - sent };
    const version = `${this.count} ${sent}`;
    if (version === seen) {
      return { ...known, cards: [], version, same: true };
    }
    const cards = Array.from({ length: sent }, (_, index) => ({
      ...row(`cards/${index}/card.json`),
      metrics: [],
      values: []
    }));
    return { ...known, cards, version, same: false };
  }

  private readonly waiting: (() => void)[] = [];
}

function begin(count: number) {
  const server = new Server(count);
  const place = {};
  const projects = { current: PROJECT, currentChanged: new Signal(place), serverPath: () => null };
  const contents = { fileChanged: new Signal(place) };
  const events = { changed: new Signal(place), watch: () => ({ dispose: () => undefined }) };
  const api = { client: server.client, got: (answer: Promise<unknown>) => answer };
  const cards = new Cards({
    api: api as unknown as IApi,
    contents: contents as unknown as Contents.IManager,
    events: events as unknown as IEvents,
    projects: projects as unknown as IProjects
  });
  return { cards, server };
}

it('shows the first cards of many before it has all', async () => {
  const { cards, server } = begin(5_000);
  cards.start();
  expect(cards.rows).toBeNull();
  await server.answer();
  const first = cards.rows?.length ?? 0;
  expect(first).toBeGreaterThan(20);
  expect([first + cards.more, cards.more > 0]).toEqual([5_000, true]);
  await server.answer();
  expect([cards.rows?.length, cards.more]).toEqual([5_000, 0]);
  expect(server.asked).toEqual([first, null]);
});

it('asks once where the first are all', async () => {
  const { cards, server } = begin(3);
  cards.start();
  await server.answer();
  expect([cards.rows?.length, cards.more]).toEqual([3, 0]);
  expect(server.asked).toHaveLength(1);
});

it('asks for all at once where it has a list already, which is not sent again while it is the same', async () => {
  const { cards, server } = begin(3);
  const again = async (): Promise<void> => {
    vi.useFakeTimers();
    cards.refresh();
    vi.runAllTimers();
    vi.useRealTimers();
    await server.answer();
  };
  cards.start();
  await server.answer();
  const { rows } = cards;
  await again();
  expect(server.asked.at(-1)).toBeNull();
  expect(cards.rows).toBe(rows);
  server.count = 4;
  await again();
  expect(cards.rows).toHaveLength(4);
});

it('waits for an answer before it asks again', async () => {
  vi.useFakeTimers();
  const { cards, server } = begin(3);
  cards.start();
  cards.refresh();
  vi.runAllTimers();
  expect(server.asked).toHaveLength(1);
  await server.answer();
  vi.runAllTimers();
  vi.useRealTimers();
  expect(server.asked).toHaveLength(2);
});
