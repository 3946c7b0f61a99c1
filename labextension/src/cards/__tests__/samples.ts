import { readCard } from '../reading';
import type { CardFile } from '../requests';
import type { Card, CardMetric, CardRow } from '../tokens';

export function card(changes: Record<string, unknown> = {}): Card {
  const made = readCard({ title: 'Trees beat lines', owner: 'Ana', ...changes });
  if (made === null) {
    throw new Error('The sample is no card.');
  }
  return made;
}

export function metric(name: string, value: CardMetric['value'], changes = {}): CardMetric {
  const [made] = card({ metrics: [{ name, value, ...changes }] }).metrics;
  if (made === undefined) {
    throw new Error('The sample has no metric.');
  }
  return made;
}

export function row(path: string, changes: Partial<CardRow> = {}): CardRow {
  return {
    conclusion: null,
    created: '2026-11-20T09:30:00Z',
    kind: 'experiment',
    metrics: [],
    notebook: 'train.ipynb',
    openThreads: 0,
    outcome: null,
    owner: 'Ana',
    path,
    problem: null,
    status: 'draft',
    tags: [],
    thumbnail: null,
    title: path,
    ...changes
  };
}

export function file(of: Card, fileSha256 = 'a'): CardFile {
  return {
    baseline: null,
    card: of,
    conflicts: [],
    notebookChanged: null,
    digest: 'd',
    fileSha256,
    path: 'cards/trees/card.json',
    standing: {
      approvals: 0,
      can: [],
      needed: 0,
      status: 'draft',
      steps: [],
      supersededBy: null,
      verification: null,
      verdicts: []
    }
  };
}
