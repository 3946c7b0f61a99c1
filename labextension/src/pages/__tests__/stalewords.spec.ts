import { nullTranslator } from '@jupyterlab/translation';
import { expect, it } from 'vitest';
import { staleWords } from '../stalewords';
import type { Citation } from '../tokens';

const trans = nullTranslator.load('jupyter_mlcollab');

it.each<[Citation['state'][], string]>([
  [[], ''],
  [['current', 'kept'], ''],
  [['changed', 'current'], '1 citation changed'],
  [['moved'], '1 citation moved'],
  [['lost', 'lost'], '2 citations lost'],
  [['moved', 'changed', 'moved', 'lost'], '1 citation changed, 2 citations moved, 1 citation lost']
])('citations that are %j are called “%s”', (states, words) => {
  expect(
    staleWords(
      states.map(state => ({ state })),
      trans
    )
  ).toBe(words);
});
