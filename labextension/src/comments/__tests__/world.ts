import type { NotebookPanel } from '@jupyterlab/notebook';
import { nullTranslator } from '@jupyterlab/translation';
import { DisposableDelegate } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import { vi } from 'vitest';
import type { IAnchors, Placement, Surroundings } from '../../anchors/tokens';
import { Refused } from '../../core/errors';
import type {
  Change,
  Connection,
  IEvents,
  IOutbox,
  IOutboxEntry,
  Project
} from '../../core/tokens';
import type { IThreadServices } from '../threadsatpath';
import type { Look, Thread } from '../tokens';

export const project: Project = {
  id: 'p',
  name: 'churn',
  serverFolder: '',
  pathPrefix: '',
  kept: 'server',
  settingsProblem: null
};

/** A notebook's cells as the model reads them: cells can be typed into, moved and taken away. */
export class FakeNotebook {
  readonly contentChanged = new Signal<this, void>(this);
  readonly list: FakeCell[];
  readonly cells: unknown;

  constructor(...sources: string[]) {
    this.list = sources.map((source, index) => new FakeCell(`cell-${index}`, source));
    const changed = new Signal<object, void>(this);
    this.cells = {
      changed,
      get: (index: number) => this.list[index],
      [Symbol.iterator]: () => this.list[Symbol.iterator]()
    };
    Object.defineProperty(this.cells, 'length', { get: () => this.list.length });
    this.emit = () => {
      changed.emit();
      this.contentChanged.emit();
    };
  }

  /** Takes a cell out; puts it in at another place if one is given. */
  move(from: number, to: number | null): void {
    const cells = this.list.splice(from, 1);
    this.list.splice(to ?? 0, 0, ...(to === null ? [] : cells));
    this.emit();
  }

  type(index: number, source: string): void {
    const cell = this.list[index];
    if (cell) {
      cell.source = source;
    }
    this.contentChanged.emit();
  }

  private readonly emit: () => void;
}

export class FakeCell {
  readonly type = 'code';
  readonly isAttached = true;
  readonly sharedModel = { getSource: () => this.source };
  results: string[] = [];
  readonly outputs = {
    get: (index: number) => ({ toJSON: () => this.results[index] }),
    length: 0
  };

  constructor(
    readonly id: string,
    public source: string
  ) {
    Object.defineProperty(this.outputs, 'length', { get: () => this.results.length });
  }
}

export function anchorsOf(notebook: FakeNotebook): IAnchors {
  const cells = (): ReturnType<IAnchors['cells']> =>
    notebook.list.map(({ id, source }) => ({ id, source, cellType: 'code' as const }));
  const surroundings = (index: number): Surroundings => ({
    cellId: notebook.list[index]?.id ?? null,
    cellType: 'code',
    index,
    cellCount: notebook.list.length,
    idsTrusted: true,
    source: notebook.list[index]?.source ?? '',
    previousSource: null,
    nextSource: null,
    headings: [],
    madeOn: null
  });
  return {
    cells,
    onCell: (_, index) => ({ kind: 'cell', surroundings: surroundings(index) }),
    onSource: (_, index, start, end) => ({
      kind: 'source',
      surroundings: surroundings(index),
      start,
      end
    }),
    onOutput: (_, index, ordinal) =>
      Promise.resolve({
        kind: 'output',
        surroundings: surroundings(index),
        ordinal,
        mime: 'text/plain',
        outputKind: 'text',
        payloadSha256: notebook.list[index]?.results[ordinal] ?? ''
      }),
    onText: (text, start, end) => ({
      kind: 'text',
      passage: { text, offset: 0, line: 0, headings: [], rival: null },
      start,
      end
    }),
    around: (_, index, madeOn) => ({ ...surroundings(index), madeOn }),
    outputTarget: (around, ordinal, output) =>
      Promise.resolve({
        kind: 'output',
        surroundings: around,
        ordinal,
        mime: 'text/plain',
        outputKind: 'text',
        payloadSha256: output as unknown as string
      }),
    // A result of the fake notebook is its own fingerprint.
    fingerprint: output => Promise.resolve(output as unknown as string)
  };
}

/** A server that knows threads and places each in the cell whose source holds the thread's id. */
export class FakeServer {
  readonly threads = new Map<string, Thread>();
  looks: Look[] = [];
  document: string | null = 'document';
  readonly asked: string[] = [];
  away = false;

  /** What the next write, or list of threads, is refused with. */
  refusal: Refused | null = null;

  /** What placements wait for, or fail with. */
  placing: Promise<unknown> = Promise.resolve();

  /** What `documents` answers, once: the path the notebook had before. */
  found: (() => void) | null = null;

  private readonly answers: Record<string, (request: IRequest) => unknown> = {
    'GET /projects/{project}/threads': () => ({
      ...this.refuse(),
      documents: this.document === null ? [] : [this.document],
      threads: this.document === null ? [] : [...this.threads.values()],
      head: Math.max(0, ...[...this.threads.values()].map(({ seq }) => seq)),
      more: false
    }),
    'GET /projects/{project}/threads/{threadId}': ({ params }) =>
      this.threads.get(params.path.threadId ?? '') ??
      fail(new Refused('not_found', 'This thread does not exist any more.', 404)),
    'POST /projects/{project}/documents': () => {
      this.found?.();
      return { document: this.document, movedFrom: null };
    },
    'GET /projects/{project}/looks': () => ({ looks: this.looks }),
    'POST /projects/{project}/placements': async ({ body }) => {
      await this.placing;
      return {
        placements: [...this.threads.values()].map(({ id }) => placementOf(id, body.cells))
      };
    },
    'PUT /projects/{project}/threads/{threadId}/status': request => this.write(request),
    'PUT /projects/{project}/threads/{threadId}/place': request => this.write(request),
    'PUT /projects/{project}/threads/{threadId}/read': request => this.write(request),
    'DELETE /projects/{project}/threads/{threadId}/comments/{commentId}': ({ params }) => {
      this.threads.delete(params.path.threadId ?? '');
      return null;
    }
  };

  /** The client's calls, each of which promises the answer itself; `got` passes it on. */
  readonly api = {
    root: 'http://localhost/user/ana/mlcollab/api/',
    client: Object.fromEntries(
      ['GET', 'POST', 'PUT', 'DELETE'].map(verb => [
        verb,
        (route: string, request: IRequest) => this.answer(`${verb} ${route}`, request)
      ])
    ),
    got: (answer: Promise<unknown>) => answer
  };

  private async answer(call: string, request: IRequest): Promise<unknown> {
    await Promise.resolve();
    this.asked.push(call.replace('/projects/{project}', ''));
    if (this.away) {
      throw new Refused('unreachable', 'The server does not answer.', 0);
    }
    const answer = this.answers[call] ?? fail(new Error(call));
    return answer(request);
  }

  private refuse(): object {
    const { refusal } = this;
    this.refusal = null;
    return refusal === null ? {} : fail(refusal);
  }

  private write({ params, body }: IRequest): Thread {
    const before = this.threads.get(params.path.threadId ?? '') ?? fail(new Error('no thread'));
    this.refuse();
    const status = body.status ?? before.status;
    const after = { ...before, status, seq: before.seq + 1, lastBody: body };
    this.threads.set(after.id, after);
    return after;
  }
}

interface IRequest {
  readonly params: { readonly path: Readonly<Record<string, string>> };
  readonly body: {
    readonly cells: readonly { readonly source: string }[];
    readonly status?: Thread['status'];
  };
}

function placementOf(threadId: string, cells: IRequest['body']['cells']): Placement {
  const index = cells.findIndex(({ source }) => source.includes(threadId));
  return {
    threadId,
    state: index < 0 ? 'orphaned' : 'anchored',
    confidence: index < 0 ? 0 : 1,
    cellIndex: index < 0 ? null : index,
    cellId: null,
    quoteStart: null,
    quoteEnd: null,
    entryIndex: null,
    reason: index < 0 ? 'none' : 'text'
  };
}

function fail(error: Error): never {
  throw error;
}

export class FakeEvents implements IEvents {
  readonly changed = new Signal<this, { project: string; change: Change | null }>(this);
  readonly connectionChanged = new Signal<this, Connection>(this);
  readonly editingChanged = new Signal<this, void>(this);
  connection: Connection = 'live';
  problem: string | null = null;
  watched = 0;

  edit(): void {
    // Nobody else is there.
  }

  editing(): [] {
    return [];
  }

  watch(): DisposableDelegate {
    this.watched += 1;
    return new DisposableDelegate(() => (this.watched -= 1));
  }

  tell(entityKind: string, entity: string, subject: string | null = 'document'): void {
    const change = { seq: 9, kind: 'any', entityKind, entity, subject };
    this.changed.emit({ project: 'p', change });
  }

  become(connection: Connection): void {
    this.connection = connection;
    this.connectionChanged.emit(connection);
  }
}

export class FakeOutbox implements IOutbox {
  entries: IOutboxEntry[] = [];
  readonly changed = new Signal<this, void>(this);
  readonly delivered = new Signal<this, { entry: IOutboxEntry; answer: unknown }>(this);
  readonly retry = vi.fn();
  readonly discard = vi.fn(() => Promise.resolve());

  hold(id: string): Promise<IOutboxEntry | null> {
    return Promise.resolve(this.entries.find(entry => entry.id === id) ?? null);
  }

  replace(id: string, corrected: Omit<IOutboxEntry, 'createdAt' | 'state' | 'problem'>) {
    this.entries = this.entries.filter(entry => entry.id !== id);
    return this.add(corrected).then(() => corrected.id);
  }

  add(entry: Omit<IOutboxEntry, 'createdAt' | 'state' | 'problem'>): Promise<void> {
    this.entries.push({ ...entry, createdAt: 0, state: 'sending', problem: null });
    this.changed.emit();
    return Promise.resolve();
  }

  deliver(answer: unknown): void {
    const entry = this.entries[0] ?? fail(new Error('nothing to deliver'));
    this.delivered.emit({ entry, answer });
    this.entries = this.entries.slice(1);
    this.changed.emit();
  }
}

/** Everything a notebook's threads are made from, and the notebook. */
export function world(notebook: FakeNotebook) {
  const server = new FakeServer();
  const events = new FakeEvents();
  const outbox = new FakeOutbox();
  const pathChanged = new Signal<object, string>({});
  const context = {
    ready: Promise.resolve(),
    model: notebook,
    localPath: 'train.ipynb',
    pathChanged
  };
  const me = vi.fn(() => Promise.resolve({ can: ['read', 'comment'] }));
  const ensureDeclared = vi.fn((): Promise<object | null> => Promise.resolve({}));
  const panel = {
    context,
    content: {
      widgets: notebook.list,
      activeCellIndex: 0,
      deselectAll: vi.fn(),
      scrollToItem: vi.fn(() => Promise.resolve())
    },
    disposed: new Signal<object, void>({})
  };
  const projects = {
    at: vi.fn((): Promise<Project> => Promise.resolve(project)),
    pathIn: (_: Project, path: string) => path,
    refresh: vi.fn(() => Promise.resolve())
  };
  const services = {
    api: server.api,
    events,
    outbox,
    people: { ensureDeclared, me },
    projects,
    anchors: anchorsOf(notebook),
    trans: nullTranslator.load('')
  } as unknown as IThreadServices;
  const rename = (path: string): void => {
    context.localPath = path;
    pathChanged.emit(path);
  };
  return {
    server,
    events,
    outbox,
    services,
    projects,
    panel: panel as unknown as NotebookPanel,
    ensureDeclared,
    me,
    rename
  };
}
