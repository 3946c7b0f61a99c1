import type { TranslationBundle } from '@jupyterlab/translation';
import type { Citation } from './tokens';

/** What of a page's citations somebody has to look at, each kind by its name; empty where nothing is. */
export function staleWords(
  citations: readonly Pick<Citation, 'state'>[],
  trans: TranslationBundle
): string {
  const count = (wanted: Citation['state']): number =>
    citations.filter(({ state }) => state === wanted).length;
  const [changed, moved, lost] = [count('changed'), count('moved'), count('lost')];
  return [
    changed > 0 && trans._n('%1 citation changed', '%1 citations changed', changed),
    moved > 0 && trans._n('%1 citation moved', '%1 citations moved', moved),
    lost > 0 && trans._n('%1 citation lost', '%1 citations lost', lost)
  ]
    .filter(Boolean)
    .join(', ');
}
