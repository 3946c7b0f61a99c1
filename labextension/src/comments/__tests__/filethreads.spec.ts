import { Signal } from '@lumino/signaling';
import { expect, it, vi } from 'vitest';
import type { Entry } from '../../anchors/tokens';
import { FileThreads } from '../filethreads';
import { InView } from '../inview';
import { EntryPicking } from '../pickingentries';
import { entryPointedAt } from '../pointing';
import type { ICommentedFile } from '../tokens';
import { Refused } from '../../core/errors';
import { anchor, placement, thread } from './samples';
import { FakeNotebook, world } from './world';

function entry(label: string, text = '0.8713'): Entry {
  return { section: 'metric', name: [label], heading: 'Metric', label, text, sha256: null };
}

const onEntry = anchor({
  kind: 'entry',
  cell: null,
  entry: { section: 'metric', heading: 'Metric', label: 'auc', keyHash: 'ab', textHash: 'cd' }
});

class FakeWidget {
  readonly disposed = new Signal<this, void>(this);
  readonly isVisible = true;
  readonly node = document.createElement('div');
}

class FakeFile {
  readonly changed = new Signal<this, void>(this);
  readonly widget = new FakeWidget();
  readonly words = { here: 'This card', empty: '', comment: '' };
  serverPath = 'cards/a/card.json';
  entries: Entry[] | null = null;

  become(entries: Entry[]): void {
    this.entries = entries;
    this.changed.emit();
  }
}

/** The server finds a thread on the entry that is called as its id. */
function begin(...ids: string[]) {
  const { server, services, outbox } = world(new FakeNotebook());
  ids.forEach(id =>
    server.threads.set(id, thread(id, { anchor: onEntry, path: 'cards/a/card.json' }))
  );
  const asked: string[][] = [];
  const post = services.api.client.POST as unknown as (route: string, request: never) => unknown;
  const client = {
    ...services.api.client,
    POST: (route: string, request: { body: { entries: Entry[] } }) => {
      if (!route.endsWith('/placements')) {
        return post(route, request as never);
      }
      const labels = request.body.entries.map(({ label }) => label);
      asked.push(labels);
      const placements = ids.map(id => {
        const at = labels.indexOf(id);
        const state = at < 0 ? 'orphaned' : 'anchored';
        return placement(id, { cellIndex: null, entryIndex: at < 0 ? null : at, state });
      });
      return Promise.resolve({ placements });
    }
  };
  const file = new FakeFile();
  const api = { ...services.api, client } as never;
  const model = new FileThreads(file as unknown as ICommentedFile, { ...services, api });
  return { model, file, asked, outbox, server };
}

it('places nothing before the file was read, and follows it from then on', async () => {
  const { model, file, asked } = begin('auc');
  expect([model.status, asked]).toEqual(['loading', []]);
  file.become([entry('f1'), entry('auc')]);
  await vi.waitFor(() => expect(model.status).toBe('ready'));
  expect(model.threads.map(({ cellIndex }) => cellIndex)).toEqual([1]);
  expect(model.threads.map(placed => model.sourceOf(placed))).toEqual(['0.8713']);
  file.become([entry('auc', '0.9')]);
  await vi.waitFor(() => expect(asked.at(-1)).toEqual(['auc']));
  expect(model.threads.map(placed => model.sourceOf(placed))).toEqual(['0.9']);
  file.become([]);
  await vi.waitFor(() => expect(model.threads[0]?.placement?.state).toBe('orphaned'));
  expect(model.threads[0]?.cellIndex).toBeNull();
});

it('holds what is on an entry, and what is about to be written on it', async () => {
  const { model, file } = begin('auc');
  file.become([entry('f1'), entry('auc')]);
  await vi.waitFor(() => expect(model.status).toBe('ready'));
  const [other, auc] = file.entries ?? [];
  if (other === undefined || auc === undefined) {
    throw new Error('The file has two entries.');
  }
  expect(model.on(auc).threads.map(({ thread: { id } }) => id)).toEqual(['auc']);
  expect(model.on(other)).toEqual({ threads: [], unsent: [], composing: null });
  void model.begin(other);
  expect(model.on(other).composing?.about).toBe('Metric › f1');
  expect(model.on(auc).composing).toBeNull();
});

it('is at the entry that has the keyboard, else at the whole file', () => {
  const { model, file } = begin();
  file.become([entry('whole'), entry('auc')]);
  expect(entryPointedAt(model)?.label).toBe('whole');
  file.widget.node.innerHTML = '<p data-mlc-entry="1"><button></button></p>';
  document.body.append(file.widget.node);
  file.widget.node.querySelector('button')?.focus();
  expect(entryPointedAt(model)?.label).toBe('auc');
});

/** A page with two entries, each with its button, where a thread on the second is to be put elsewhere. */
async function picking() {
  const begun = begin('auc');
  const { model, file } = begun;
  const { node } = file.widget;
  node.innerHTML = ['f1', 'auc']
    .map(
      (label, index) =>
        `<div data-mlc-entry="${index}"><i>${label}</i><span class="mlc-EntryMarker">` +
        '<button class="mlc-CellMarker-add"></button></span></div>'
    )
    .join('');
  node.lastElementChild?.insertAdjacentHTML('beforeend', '<p class="mlc-EntryThreads"><b></b></p>');
  document.body.replaceChildren(node);
  new EntryPicking(model);
  file.become([entry('f1'), entry('auc')]);
  await vi.waitFor(() => expect(model.status).toBe('ready'));
  const picked = model.threads[0]?.thread ?? null;
  model.pick(picked);
  const lastPlace = (): Entry | null | undefined => {
    const { lastBody } = (begun.server.threads.get('auc') ?? {}) as {
      lastBody?: { target: { entry: Entry } | null };
    };
    return lastBody && (lastBody.target?.entry ?? null);
  };
  return { ...begun, node, lastPlace, buttons: [...node.querySelectorAll('button')] };
}

it('puts a thread on the entry that is clicked, and is at rest then', async () => {
  const { model, node, lastPlace } = await picking();
  node.querySelector('b')?.click();
  expect(model.picking).not.toBeNull();
  node.querySelector('i')?.click();
  await vi.waitFor(() => expect(model.picking).toBeNull());
  expect(lastPlace()?.label).toBe('f1');
  expect([model.openThread, model.composing]).toEqual(['auc', null]);
  expect(node.className).toBe('');
  node.querySelector('i')?.click();
  expect(model.composing).toBeNull();
});

it('is picked by keyboard from where the thread stands, and Escape gives it up', async () => {
  const { model, node, buttons, lastPlace } = await picking();
  const press = (key: string): boolean | undefined =>
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
    );
  expect(document.activeElement).toBe(buttons[1]);
  press('ArrowUp');
  expect(document.activeElement).toBe(buttons[0]);
  press('Escape');
  expect([model.picking, node.className, lastPlace()]).toEqual([null, '', undefined]);
  expect(press('ArrowDown')).toBe(true);
});

it('says why a thread could not be put there, and asks on', async () => {
  const { model, server, buttons } = await picking();
  server.refusal = new Refused('conflict', 'Somebody was quicker.', 409);
  buttons[0]?.click();
  await vi.waitFor(() => expect(model.pickProblem).toBe('Somebody was quicker.'));
  expect(model.picking?.id).toBe('auc');
  model.pick(null);
  expect(model.pickProblem).toBeNull();
});

it('settles a thread where it stands, or nowhere', async () => {
  const { model, lastPlace } = await picking();
  const { thread: auc } = model.threads[0] ?? {};
  if (auc === undefined) {
    throw new Error('There is a thread.');
  }
  await model.settle(auc, true);
  expect(lastPlace()?.label).toBe('auc');
  await model.settle(auc, false);
  expect(lastPlace()).toBeNull();
});

it('is in view until a notebook is, or its tab is closed', () => {
  const notebook = new FakeWidget();
  const other = new FakeWidget();
  const tracker = {
    currentChanged: new Signal<object, unknown>({}),
    has: (widget: unknown) => widget === notebook
  };
  const shell = { currentWidget: other, currentChanged: new Signal<object, unknown>({}) };
  const inView = new InView(tracker as never, shell as never);
  const look = (widget: FakeWidget): void => {
    shell.currentWidget = widget;
    shell.currentChanged.emit(undefined);
  };
  const file = new FakeFile();
  inView.add(file as unknown as ICommentedFile);
  expect(inView.file).toBeNull();
  look(file.widget);
  expect(inView.file).toBe(file);
  look(other);
  expect(inView.file).toBe(file);
  look(notebook);
  expect(inView.file).toBeNull();
  look(file.widget);
  file.widget.disposed.emit();
  expect(inView.file).toBeNull();
});
