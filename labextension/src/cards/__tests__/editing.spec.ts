import { beforeEach, expect, it } from 'vitest';
import { Refused } from '../../core/errors';
import type { IDrafts } from '../../core/tokens';
import { Editing } from '../editing';
import { textOf, valueOf, type IValues } from '../fields';
import type { CardFile } from '../requests';
import { card, file } from './samples';

class KeptDrafts implements IDrafts {
  readonly texts = new Map<string, string>();

  get(key: string): Promise<string> {
    return Promise.resolve(this.texts.get(key) ?? '');
  }

  set(key: string, text: string): Promise<void> {
    this.texts.set(key, text);
    return Promise.resolve();
  }
}

let drafts: KeptDrafts;
let onDisk: CardFile;
let saved: [string, IValues][];

beforeEach(() => {
  drafts = new KeptDrafts();
  onDisk = file(card({ conclusion: 'Wait.', next: ['One', 'Two'] }), 'first');
  saved = [];
});

function begin(): Editing {
  return new Editing(onDisk, {
    drafts,
    draftKey: 'key',
    save: ({ fileSha256 }, values) => {
      if (fileSha256 !== onDisk.fileSha256) {
        return Promise.reject(new Refused('conflict', 'The card was changed meanwhile.', 409));
      }
      saved.push([fileSha256, values]);
      return Promise.resolve();
    },
    reload: () => Promise.resolve(onDisk)
  });
}

it('saves what was changed and nothing else', async () => {
  const editing = begin();
  editing.write('conclusion', ' Adopt. ');
  editing.write('next', 'One\n\n  Three');
  editing.write('summary', 'Run');
  editing.write('summary', '');
  expect(editing.isDirty).toBe(true);
  expect(await editing.save()).toBe(true);
  expect(saved).toEqual([['first', { conclusion: 'Adopt.', next: ['One', 'Three'] }]]);
  expect(drafts.texts.get('key')).toBe('');
});

it('brings back what was not saved', async () => {
  begin().write('conclusion', 'Adopt.');
  const again = begin();
  await again.restore();
  expect(again.text('conclusion')).toBe('Adopt.');
  expect(again.text('next')).toBe('One\nTwo');
  again.discard();
  expect(drafts.texts.get('key')).toBe('');
});

it('keeps both when somebody else wrote the same field', async () => {
  const editing = begin();
  editing.write('conclusion', 'Mine.');
  editing.write('summary', 'Ran it.');
  onDisk = file(card({ conclusion: 'Theirs.', next: ['One', 'Two'] }), 'second');
  expect(await editing.save()).toBe(false);
  expect(editing.problem).toBe('The card was changed meanwhile.');
  expect([editing.text('conclusion'), editing.theirs('conclusion')]).toEqual(['Mine.', 'Theirs.']);
  expect(editing.theirs('summary')).toBeNull();
  expect(await editing.save()).toBe(true);
  expect(saved).toEqual([['second', { conclusion: 'Mine.', summary: 'Ran it.' }]]);
});

it('reads and writes every kind of field as text', () => {
  const made = card({ tags: ['a', 'b\nc'], risks: null, outcome: 'failed' });
  expect(textOf(made, 'tags')).toBe('a\nb c');
  expect([textOf(made, 'risks'), textOf(made, 'outcome')]).toEqual(['', 'failed']);
  expect([valueOf('risks', ' '), valueOf('tags', ''), valueOf('title', '')]).toEqual([
    null,
    [],
    ''
  ]);
});

it('saves notes whole, and captions of the figures that got another', async () => {
  const figures = ['a', 'b'].map(name => ({
    path: `figures/${name}.png`,
    sha256: '0',
    caption: name
  }));
  onDisk = file(card({ notes: ['One', 'Two'], figures }), 'first');
  const editing = begin();
  expect([editing.notes, editing.text('note 1'), editing.text('note 2')]).toEqual([2, 'Two', '']);
  editing.write('note 0', '');
  editing.write('note 2', '# Three\n\nmore');
  editing.write('caption figures/b.png', 'The second');
  expect(editing.notes).toBe(3);
  expect(editing.isChanged('caption figures/a.png')).toBe(false);
  await editing.save();
  expect(saved).toEqual([
    [
      'first',
      { notes: ['', 'Two', '# Three\n\nmore'], captions: { 'figures/b.png': 'The second' } }
    ]
  ]);
});

it('shows the caption that somebody else wrote meanwhile', async () => {
  const figures = [{ path: 'figures/a.png', sha256: '0', caption: 'A' }];
  onDisk = file(card({ figures }), 'first');
  const editing = begin();
  editing.write('caption figures/a.png', 'Mine');
  onDisk = file(
    card({ figures: [{ path: 'figures/a.png', sha256: '0', caption: 'Theirs' }] }),
    'second'
  );
  expect(await editing.save()).toBe(false);
  expect(editing.theirs('caption figures/a.png')).toBe('Theirs');
});
