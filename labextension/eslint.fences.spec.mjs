import { describe, expect, it } from 'vitest';

import { fencesOf } from './eslint.fences.mjs';

const refused = (folder, path) =>
  fencesOf(folder).some(({ regex }) => new RegExp(regex).test(path));

describe('fences between the folders of src', () => {
  it.each([
    ['core', '../comments/tokens'],
    ['core', '../ui/button'],
    ['contract', '../core/api'],
    ['ui', '../../access/model'],
    ['anchors', '../comments/tokens'],
    ['anchors', '../comments'],
    ['comments', '../anchors/model'],
    ['comments', '../../anchors/tokens/more'],
    ['comments', '../anchors'],
    ['comments', '../index']
  ])('%s may not import %s', (folder, path) => {
    expect(refused(folder, path)).toBe(true);
  });

  it.each([
    ['core', '../contract/types'],
    ['core', './api'],
    ['ui', '../core/errors'],
    ['comments', '../anchors/tokens'],
    ['comments', '../../access/tokens'],
    ['comments', '../model'],
    ['comments', '../core/api'],
    ['comments', '@jupyterlab/notebook']
  ])('%s may import %s', (folder, path) => {
    expect(refused(folder, path)).toBe(false);
  });
});
