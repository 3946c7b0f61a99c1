import { describe, expect, it, vi } from 'vitest';
import { Refused } from '../../../core/errors';
import type { IDrafts, Schemas } from '../../../core/tokens';
import { Merging } from '../model';
import { Saving, type IMergedFile } from '../saving';
import { argumentsOf, INTO_NOTEBOOK, OF_CONFLICT, openingOf, type ThreeSides } from '../sides';
import type { MergeAnswer, ResolveRequest } from '../tokens';
import { answer, BOTH_EDITED, DELETED, EDITED_DELETED, OPEN_LINES } from './merge';

/** What a browser keeps. */
class Kept implements IDrafts {
  readonly texts = new Map<string, string>();
  get = (key: string): Promise<string> => Promise.resolve(this.texts.get(key) ?? '');
  set = (key: string, text: string): Promise<void> => {
    this.texts.set(key, text);
    return Promise.resolve();
  };
}

const TWO = answer({
  rows: [BOTH_EDITED, { ...DELETED, conflicts: [1] }],
  conflicts: [OPEN_LINES, { ...EDITED_DELETED, rows: [1] }]
});

interface IStage {
  readonly merging: Merging;
  readonly kept: Kept;
  readonly asked: ResolveRequest[];
  readonly merge: ReturnType<
    typeof vi.fn<(path: string, sides: ThreeSides) => Promise<MergeAnswer>>
  >;
  readonly resolve: ReturnType<typeof vi.fn<(id: string) => Promise<unknown>>>;
}

async function begin(kept = new Kept(), merged = TWO, sides = OF_CONFLICT): Promise<IStage> {
  const asked: ResolveRequest[] = [];
  const merge = vi.fn<(path: string, sides: ThreeSides) => Promise<MergeAnswer>>(() =>
    Promise.resolve(merged)
  );
  const resolve = vi.fn<(id: string) => Promise<unknown>>(() =>
    Promise.resolve({ path: merged.path, content: '{"cells": []}', problem: null })
  );
  const merging = new Merging({
    requests: {
      conflicts: () => Promise.resolve({ notebooks: [], operation: 'rebase' as const }),
      merge,
      resolve: (id, request) => {
        asked.push(request);
        return resolve(id) as Promise<Schemas['ResolvedNotebook']>;
      },
      payload: () => Promise.reject(new Error('not asked for'))
    },
    drafts: kept,
    id: 'view',
    path: merged.path,
    sides,
    sideOf: choice =>
      Promise.resolve(
        choice.kind === 'open'
          ? { kind: 'live', path: merged.path, content: '{}' }
          : { ...choice, path: merged.path }
      )
  });
  await merging.load();
  return { merging, kept, asked, merge, resolve };
}

describe('a merge', () => {
  it('says what is left and what git is doing', async () => {
    const { merging } = await begin();
    expect(merging.left).toEqual([0, 1]);
    expect(merging.operation).toBe('rebase');
    merging.decide(0, 'both');
    expect(merging.left).toEqual([1]);
    merging.undo(0);
    expect(merging.left).toEqual([0, 1]);
  });

  it('asks for what was taken and what was written', async () => {
    const { merging, asked } = await begin();
    merging.decide(0, 'theirs');
    merging.write(1, 'mine');
    merging.decide(1, 'written');
    await merging.resolved('before');
    expect(asked).toEqual([
      {
        resolutions: [{ conflict: 0, take: 'theirs' }],
        sources: [{ row: 1, source: 'mine' }],
        fileSha256: 'before'
      }
    ]);
  });

  it('sends no text that something else was taken for, and keeps it', async () => {
    const { merging, asked } = await begin();
    merging.write(1, 'mine');
    merging.decide(1, 'written');
    merging.decide(1, 'theirs');
    merging.decide(0, 'ours');
    await merging.resolved(null);
    expect(asked[0]?.sources).toEqual([]);
    expect(merging.sourceOf(1)).toBe('mine');
  });

  it('takes one side for what is left only', async () => {
    const { merging } = await begin();
    merging.decide(0, 'both');
    merging.takeRest('theirs');
    expect([merging.decisionOf(0), merging.decisionOf(1)]).toEqual(['both', 'theirs']);
  });

  it('takes another version for each part of a source', async () => {
    const { kept, merging, asked } = await begin();
    merging.decide(1, 'ours');
    merging.decidePart(0, 0, 'theirs');
    expect(merging.left).toEqual([0]);
    const { merging: again, asked: askedAgain } = await begin(kept);
    expect(again.partsOf(0)).toEqual(['theirs', null]);
    again.decidePart(0, 1, 'both');
    expect(again.left).toEqual([]);
    await again.resolved(null);
    expect(askedAgain[0]?.sources).toEqual([{ row: 0, source: 'a\nβ\nc\nD\nd\nd' }]);
    expect(askedAgain[0]?.resolutions).toEqual([{ conflict: 1, take: 'ours' }]);
    // What was taken for the whole holds for the parts nobody looked at.
    merging.decide(0, 'ours');
    merging.decidePart(0, 1, 'theirs');
    await merging.resolved(null);
    expect(asked[0]?.sources).toEqual([{ row: 0, source: 'a\nB\nc\nd\nd' }]);
    merging.undo(0);
    expect(merging.partsOf(0)).toEqual([null, null]);
  });

  it('takes one side for the parts that are left only', async () => {
    const { merging } = await begin();
    merging.decidePart(0, 0, 'both');
    merging.takeRest('theirs');
    expect([merging.partsOf(0), merging.decisionOf(1)]).toEqual([['both', 'theirs'], 'theirs']);
    expect(merging.left).toEqual([]);
  });

  it('has all decisions after a reload, until the result is saved', async () => {
    const { kept, merging } = await begin();
    merging.decide(0, 'both');
    merging.write(1, 'mine');
    merging.decide(1, 'written');
    const { merging: again } = await begin(kept);
    expect([again.decisionOf(0), again.sourceOf(1)]).toEqual(['both', 'mine']);
    again.forget();
    expect((await begin(kept)).merging.left).toEqual([0, 1]);
  });

  it('does not take them over to other conflicts', async () => {
    const { kept, merging } = await begin();
    merging.decide(0, 'both');
    const other = answer({ ...TWO, conflicts: [{ ...OPEN_LINES, hunks: [] }] });
    expect((await begin(kept, other)).merging.left).toEqual([0]);
  });

  it('is made again when the server keeps it no more', async () => {
    const { merging, merge, resolve, asked } = await begin();
    merging.takeRest('ours');
    merge.mockResolvedValueOnce({ ...TWO, id: 'two' });
    resolve.mockRejectedValueOnce(new Refused('not_found', 'This merge is not kept.', 404));
    await expect(merging.resolved(null)).resolves.toMatchObject({ path: TWO.path });
    expect(resolve.mock.calls.map(([id]) => id)).toEqual(['one', 'two']);
    expect(asked[1]).toEqual(asked[0]);
  });

  it('keeps what is shown when it cannot be made again', async () => {
    const { merging, merge } = await begin();
    merge.mockRejectedValueOnce(new Refused('unreachable', 'The server does not answer.', 0));
    await merging.load();
    expect(merging.problem).toBe('The server does not answer.');
    expect(merging.items).toHaveLength(2);
  });
});

describe('a merge of chosen versions', () => {
  const chosen = async (): Promise<IStage> => {
    const stage = await begin(new Kept(), TWO, INTO_NOTEBOOK);
    expect(stage.merge).not.toHaveBeenCalled();
    return stage;
  };

  it('begins once all are known, from what ours and theirs have in common', async () => {
    const { merging, merge } = await chosen();
    await expect(merging.choose('theirs', { kind: 'revision', revision: 'week' })).resolves.toBe(
      null
    );
    const path = TWO.path;
    expect(merge.mock.calls.map(([, sides]) => sides)).toEqual([
      {
        base: { kind: 'merge_base', one: 'HEAD', other: 'week', path },
        ours: { kind: 'live', path, content: '{}' },
        theirs: { kind: 'revision', revision: 'week', path }
      }
    ]);
    expect(merging.left).toEqual([0, 1]);
    // Git is not asked what it is in the midst of.
    expect(merging.operation).toBe(null);
  });

  it('waits for a base that cannot be told', async () => {
    const { merging, merge } = await chosen();
    await merging.choose('theirs', { kind: 'file', path: 'churn/other.ipynb' });
    expect(merge).not.toHaveBeenCalled();
    await merging.choose('base', { kind: 'checkpoint', checkpoint: null });
    expect(merge).toHaveBeenCalledTimes(1);
  });

  it('stays as it was when a version cannot be had', async () => {
    const { merging, merge } = await chosen();
    await merging.choose('theirs', { kind: 'revision', revision: 'week' });
    merge.mockRejectedValueOnce(new Refused('not_found', 'Git knows no commit “moth”.', 404));
    await expect(merging.choose('theirs', { kind: 'revision', revision: 'moth' })).resolves.toBe(
      'Git knows no commit “moth”.'
    );
    expect(merging.sides.theirs).toEqual({ kind: 'revision', revision: 'week' });
    expect([merging.problem, merging.isLoading]).toEqual([null, false]);
  });
});

describe('versions as arguments of a command', () => {
  it('come back as they were', () => {
    const sides = {
      base: { kind: 'merge_base', one: 'HEAD', other: 'week' },
      ours: { kind: 'open' },
      theirs: { kind: 'file', path: 'churn/other.ipynb' }
    } as const;
    const opening = { path: 'churn/train.ipynb', sides };
    expect(openingOf(argumentsOf(opening))).toEqual(opening);
  });

  it('are those of a conflict when none is named', () => {
    expect(openingOf({ path: 'train.ipynb' })?.sides).toEqual(OF_CONFLICT);
    expect(openingOf({})).toBe(null);
  });
});

/** A file that takes what is written, and may be open with edits. */
class File implements IMergedFile {
  isUnsaved = false;
  readonly written: string[] = [];
  write(content: string): Promise<void> {
    this.written.push(content);
    return Promise.resolve();
  }
}

async function decided(merged = TWO): Promise<IStage & { saving: Saving; file: File }> {
  const stage = await begin(new Kept(), merged);
  stage.merging.takeRest('ours');
  const file = new File();
  return { ...stage, file, saving: new Saving(stage.merging, file) };
}

describe('saving the result', () => {
  it('writes what the server checked, and forgets the decisions', async () => {
    const { saving, file, kept, asked } = await decided();
    await saving.save();
    expect(saving.state).toEqual({ kind: 'saved', problem: null });
    expect(file.written).toEqual(['{"cells": []}']);
    expect(asked[0]?.fileSha256).toBe('before');
    expect([...kept.texts.values()]).toEqual(['']);
  });

  it('knows its own file when it is saved once more', async () => {
    const { saving, asked } = await decided();
    await saving.save();
    await saving.save();
    // SHA-256 of `{"cells": []}`
    expect(asked[1]?.fileSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(asked[1]?.fileSha256).not.toBe(asked[0]?.fileSha256);
  });

  it('asks before edits of the file are lost, each time', async () => {
    const { saving, file } = await decided({ ...TWO, fileEdited: true });
    await saving.save();
    expect(saving.state).toEqual({ kind: 'asking', question: 'edited' });
    saving.cancel();
    await saving.save();
    expect(saving.state).toEqual({ kind: 'asking', question: 'edited' });
    expect(file.written).toEqual([]);
    await saving.agree();
    expect(file.written).toHaveLength(1);
  });

  it('asks before unsaved edits in a tab are lost, and then about the file', async () => {
    const { saving, file } = await decided({ ...TWO, fileEdited: true });
    file.isUnsaved = true;
    await saving.save();
    expect(saving.state).toEqual({ kind: 'asking', question: 'unsaved' });
    await saving.agree();
    expect(saving.state).toEqual({ kind: 'asking', question: 'edited' });
    await saving.agree();
    expect(file.written).toHaveLength(1);
  });

  it('asks about a file that changed meanwhile, and again when it changed once more', async () => {
    const { saving, file, resolve, asked } = await decided();
    const changed = (hash: string): Refused =>
      new Refused('conflict', 'The file has changed.', 409, { fileSha256: hash });
    resolve.mockRejectedValueOnce(changed('second')).mockRejectedValueOnce(changed('third'));
    await saving.save();
    await saving.agree();
    expect(saving.state).toEqual({ kind: 'asking', question: 'changed' });
    await saving.agree();
    expect(asked.map(({ fileSha256 }) => fileSha256)).toEqual(['before', 'second', 'third']);
    expect(file.written).toHaveLength(1);
  });

  it('does not take a refusal to replace the changed file for consent later', async () => {
    const { saving, resolve, asked } = await decided();
    resolve.mockRejectedValueOnce(
      new Refused('conflict', 'The file has changed.', 409, { fileSha256: 'second' })
    );
    await saving.save();
    saving.cancel();
    await saving.save();
    expect(asked.map(({ fileSha256 }) => fileSha256)).toEqual(['before', 'before']);
  });

  it('says why it failed and keeps the decisions', async () => {
    const { saving, merging, resolve, kept } = await decided();
    resolve.mockRejectedValueOnce(new Refused('invalid', 'Cell 1 has no outputs.', 422));
    await saving.save();
    expect(saving.state).toEqual({ kind: 'failed', sentence: 'Cell 1 has no outputs.' });
    expect(merging.left).toEqual([]);
    expect([...kept.texts.values()].join('')).toContain('ours');
  });
});
