import { DocumentModel } from '@jupyterlab/docregistry';
import { Signal } from '@lumino/signaling';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PageFile, type IPageFileOptions } from '../pagefile';
import type { MergedPart } from '../parts';
import { Disk } from './disk';

const PATH = 'pages/plan.md';
const TEXT = 'one\ntwo\nthree\n';

/** A document of JupyterLab as far as saving goes, on a disk that others write to as well. */
class World {
  constructor(text = TEXT) {
    this.disk = new Disk({ [PATH]: text });
    this.model.fromString(text.replace(/\r\n/g, '\n'));
    this.model.dirty = false;
    this.file = this.open();
  }

  readonly disk: Disk;
  readonly model = new DocumentModel();
  readonly drafts = new Map<string, string>();
  readonly saved = vi.fn(() => Promise.resolve());
  readonly reveal = vi.fn();
  readonly states: string[] = [];

  /** What the server answers when it is asked to merge, and what it was asked. */
  merge = vi.fn((...texts: string[]): Promise<MergedPart[]> =>
    Promise.reject(new Error(`nobody expected to merge ${texts.join()}`))
  );

  readonly context = {
    path: PATH,
    model: this.model,
    ready: Promise.resolve(),
    disposed: new Signal<unknown, void>({}),
    saveState: new Signal<unknown, string>({}),
    contentsModel: null as unknown,
    save: this.saved as () => Promise<void>,
    revert: async () => {
      const file = await this.disk.get(PATH);
      if (file.content) {
        this.model.fromString(String(file.content).replace(/\r\n/g, '\n'));
      }
      this.context.contentsModel = file;
    }
  };

  file: PageFile;

  open(): PageFile {
    this.context.saveState.connect((_, state) => this.states.push(state));
    return new PageFile({
      context: this.context,
      contents: this.disk,
      drafts: {
        get: (key: string) => Promise.resolve(this.drafts.get(key) ?? ''),
        set: (key: string, text: string) => Promise.resolve(this.drafts.set(key, text))
      },
      merge: (...texts: [string, string, string]) => this.merge(...texts),
      reveal: this.reveal,
      isInView: () => false
    } as unknown as IPageFileOptions);
  }

  get onDisk(): string {
    return this.disk.texts[PATH] ?? '';
  }

  set onDisk(text: string) {
    this.disk.texts[PATH] = text;
  }

  get text(): string {
    return this.model.sharedModel.getSource();
  }

  /** Puts a text before another one. */
  type(text: string, before: string): void {
    const at = this.text.indexOf(before);
    this.model.sharedModel.updateSource(at, at, text);
  }

  answers(...parts: Partial<MergedPart>[]): void {
    const nothing = { lines: null, base: [], ours: [], theirs: [] };
    this.merge.mockResolvedValueOnce(parts.map(part => ({ ...nothing, ...part })));
  }
}

let world: World;

afterEach(() => world.file.dispose());

describe('saving', () => {
  it('asks nobody where nobody else wrote', async () => {
    world = new World();
    await world.file.look();
    world.type('A', 'one');
    expect(world.model.dirty).toBe(true);
    await world.context.save();
    expect(world.onDisk).toBe(`A${TEXT}`);
    expect(world.model.dirty).toBe(false);
    expect(world.saved).not.toHaveBeenCalled();
    expect(world.states).toEqual(['started', 'completed']);
  });

  it('keeps the file’s ends of lines', async () => {
    world = new World('one\r\ntwo\r\n');
    await world.file.look();
    world.type('A', 'one');
    await world.context.save();
    expect(world.onDisk).toBe('Aone\r\ntwo\r\n');
  });

  it('writes what others wrote meanwhile as well, and says so', async () => {
    world = new World();
    await world.file.look();
    world.type('A', 'one');
    world.onDisk = `${TEXT}four\n`;
    world.answers({ lines: ['Aone', 'two', 'three', 'four', ''] });
    await world.context.save();
    expect(world.merge).toHaveBeenCalledWith(TEXT, `A${TEXT}`, `${TEXT}four\n`);
    expect(world.onDisk).toBe(`A${TEXT}four\n`);
    expect(world.text).toBe(world.onDisk);
    expect(world.file.notice?.kind).toBe('merged');
    world.file.undo();
    expect(world.text).toBe(`A${TEXT}`);
    expect(world.onDisk).toBe(`A${TEXT}four\n`);
  });

  it('reads again when somebody saves between reading and writing', async () => {
    world = new World();
    await world.file.look();
    world.type('A', 'one');
    world.disk.beforeSave = () => {
      world.onDisk = `${TEXT}four\n`;
      world.disk.beforeSave = () => undefined;
    };
    world.answers({ lines: ['Aone', 'two', 'three', 'four', ''] });
    await world.context.save();
    expect(world.onDisk).toBe(`A${TEXT}four\n`);
  });

  it('merges what is typed while it is merged', async () => {
    world = new World();
    await world.file.look();
    world.type('A', 'one');
    world.onDisk = `${TEXT}four\n`;
    world.merge.mockImplementationOnce(() => {
      world.type('B', 'two');
      return Promise.resolve([{ lines: ['lost'], base: [], ours: [], theirs: [] }]);
    });
    world.answers({ lines: ['Aone', 'Btwo', 'three', 'four', ''] });
    await world.context.save();
    expect(world.merge).toHaveBeenLastCalledWith(TEXT, 'Aone\nBtwo\nthree\n', `${TEXT}four\n`);
    expect(world.onDisk).toBe('Aone\nBtwo\nthree\nfour\n');
  });

  it('stays unsaved with what is typed while it is saved', async () => {
    world = new World();
    await world.file.look();
    world.type('A', 'one');
    world.disk.beforeSave = () => world.type('B', 'two');
    await world.context.save();
    expect(world.onDisk).toBe(`A${TEXT}`);
    expect(world.text).toBe('Aone\nBtwo\nthree\n');
    expect(world.model.dirty).toBe(true);
  });

  it('is JupyterLab’s business where the file cannot be read', async () => {
    world = new World();
    await world.file.look();
    Reflect.deleteProperty(world.disk.texts, PATH);
    world.type('A', 'one');
    await world.context.save();
    expect(world.saved).toHaveBeenCalledTimes(1);
  });
});

describe('a file that others write', () => {
  it('is followed while nothing is unsaved, without a word', async () => {
    world = new World();
    await world.file.look();
    world.onDisk = 'by git\n';
    await world.file.look();
    expect(world.text).toBe('by git\n');
    expect(world.model.dirty).toBe(false);
    expect(world.file.notice).toBeNull();
    world.onDisk = '';
    await world.file.look();
    expect(world.text).toBe('');
  });

  it('is merged into what is unsaved, which stays so', async () => {
    world = new World();
    await world.file.look();
    world.type('A', 'one');
    world.onDisk = `${TEXT}four\n`;
    world.answers({ lines: ['Aone', 'two', 'three', 'four', ''] });
    await world.file.look();
    expect(world.text).toBe(`A${TEXT}four\n`);
    expect(world.model.dirty).toBe(true);
    expect(world.onDisk).toBe(`${TEXT}four\n`);
    expect(world.context.contentsModel).toMatchObject({ content: `${TEXT}four\n` });
  });

  it('is not taken back with the person’s own edits', async () => {
    world = new World();
    await world.file.look();
    world.model.sharedModel.clearUndoHistory();
    world.type('A', 'one');
    world.onDisk = `${TEXT}four\n`;
    world.answers({ lines: ['Aone', 'two', 'three', 'four', ''] });
    await world.file.look();
    world.model.sharedModel.undo();
    expect(world.text).toBe(`${TEXT}four\n`);
  });
});

/** Both changed the second line. */
async function inConflict(): Promise<World> {
  world = new World();
  await world.file.look();
  world.type('MY ', 'two');
  world.onDisk = TEXT.replace('two', 'HER two');
  const parts = [
    { lines: ['one'] },
    { base: ['two'], ours: ['MY two'], theirs: ['HER two'] },
    { lines: ['three', ''] }
  ];
  world.merge.mockImplementation(() =>
    Promise.resolve(parts.map(part => ({ lines: null, base: [], ours: [], theirs: [], ...part })))
  );
  await expect(world.context.save()).rejects.toMatchObject({ name: 'ModalCancelError' });
  return world;
}

function placeOf({ conflict }: PageFile): MergedPart {
  const [place] = conflict?.places ?? [];
  if (place === undefined) {
    throw new Error('There is no conflict.');
  }
  return place;
}

describe('edits of one place', () => {
  it('are saved only once a person has decided', async () => {
    const { file } = await inConflict();
    expect(world.onDisk).toBe(TEXT.replace('two', 'HER two'));
    expect(world.text).toBe(TEXT.replace('two', 'MY two'));
    expect(world.states).toEqual(['started', 'failed']);
    expect(world.reveal).toHaveBeenCalledTimes(1);
    await file.resolve();
    expect(world.onDisk).toBe(TEXT.replace('two', 'HER two'));
    file.conflict?.take(placeOf(file), 'both');
    await file.resolve();
    expect(world.onDisk).toBe('one\nMY two\nHER two\nthree\n');
    expect(world.text).toBe(world.onDisk);
    expect(file.conflict).toBeNull();
    expect([...world.drafts.values()]).toEqual(['']);
  });

  it.each([
    ['mine', 'MY two'],
    ['theirs', 'HER two'],
    ['written', 'OUR two']
  ] as const)('take %s', async (take, line) => {
    const { file } = await inConflict();
    const place = placeOf(file);
    file.conflict?.take(place, 'both');
    file.conflict?.take(place, take);
    if (take === 'written') {
      expect(file.conflict?.writtenAt(place)).toBe('MY two\nHER two');
      file.conflict?.write(place, 'OUR two');
    }
    await file.resolve();
    expect(world.onDisk).toBe(TEXT.replace('two', line));
  });

  it('come back after a reload', async () => {
    await inConflict();
    world.file.dispose();
    world.model.fromString(world.onDisk);
    world.model.dirty = false;
    world.context.save = world.saved;
    world.file = world.open();
    await world.file.look();
    expect(world.text).toBe(TEXT.replace('two', 'MY two'));
    expect(world.model.dirty).toBe(true);
    expect(world.file.conflict?.left).toBe(1);
  });

  it('are one place as a whole where the server cannot merge', async () => {
    world = new World();
    await world.file.look();
    world.type('A', 'one');
    world.onDisk = `${TEXT}four\n`;
    await expect(world.context.save()).rejects.toThrow('Cancel');
    expect(world.file.conflict?.places).toHaveLength(1);
    expect(world.onDisk).toBe(`${TEXT}four\n`);
  });
});

it('leaves everything to live co-editing where there is that', async () => {
  const model = new DocumentModel({ collaborationEnabled: true });
  world = new World();
  world.file.dispose();
  Object.assign(world.context, { model, save: world.saved });
  world.file = world.open();
  await world.file.look();
  await world.context.save();
  expect(model.collaborative).toBe(true);
  expect(world.saved).toHaveBeenCalledTimes(1);
});
