import { Signal } from '@lumino/signaling';
import { expect, it } from 'vitest';
import { Selection } from '../selection';

it('keeps the order of choosing, and ends with the project', () => {
  const projects = {};
  const projectChanged = new Signal<object, null>(projects);
  const selection = new Selection(projectChanged);
  selection.toggle('cards/b/card.json');
  selection.toggle('cards/a/card.json');
  expect(selection.paths).toEqual(['cards/b/card.json', 'cards/a/card.json']);
  projectChanged.emit(null);
  expect(selection.paths).toEqual([]);
});
