import { expect, it } from 'vitest';
import { commitCommand } from '../committing';

it('commits the folder of the card and nothing else', () => {
  expect(commitCommand('cards/trees/card.json', 'Trees')).toBe(
    "git add -- cards/trees && git commit -m 'Publish card: Trees' -- cards/trees"
  );
});

it('gives a shell nothing to run, and no line to end', () => {
  expect(commitCommand("it's/-a b/card.json", "$(rm)\n'; rm\u202e")).toBe(
    "git add -- 'it'\\''s/-a b' && git commit -m 'Publish card: $(rm) '\\''; rm' -- 'it'\\''s/-a b'"
  );
});
