import type { TranslationBundle } from '@jupyterlab/translation';
import type { Schemas } from '../core/tokens';
import { asCheckpoint, asHead, asOpen, asSaved, type Choice } from './choice';
import { stageLabel } from './sidewords';

/** What is known of the versions a side can be. */
export interface IKnown {
  /** Whether the notebook is open in the browser. */
  readonly isOpen: boolean;

  /** Null without git; `gitProblem` then says why. */
  readonly versions: Schemas['Versions'] | null;
  readonly gitProblem: string | null;

  /** The newest commits that touched the notebook. */
  readonly commits: readonly Schemas['Commit'][];

  /** Other notebooks near it, by their paths in the project. */
  readonly notebooks: readonly string[];
}

/** One version to choose. */
export interface IOffer {
  readonly key: string;
  readonly label: string;
  readonly detail: string;

  /** When it was made, as the server writes times; null of what changes. */
  readonly at: string | null;

  /** Null of a path that was typed: only the server knows where it leads. */
  readonly choice: Choice | null;
}

export interface ISection {
  readonly title: string;
  readonly offers: readonly IOffer[];

  /** How many more there are: typing finds them. */
  readonly more: number;
}

const MOST_UNFILTERED = 6;
const MOST_FILTERED = 30;
const SUFFIX = '.ipynb';

/** The versions that hold every word typed, by kind; what was typed itself comes last. */
export function sectionsOf(known: IKnown, typed: string, trans: TranslationBundle): ISection[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const most = words.length === 0 ? MOST_UNFILTERED : MOST_FILTERED;
  const sections: [string, IOffer[]][] = [
    [trans.__('This notebook'), ofNotebook(known, trans)],
    [trans.__('Commits of this notebook'), known.commits.map(ofCommit)],
    [trans.__('Branches'), refs(known, 'branch')],
    [trans.__('Branches elsewhere'), refs(known, 'remote')],
    [trans.__('Tags'), refs(known, 'tag')],
    [trans.__('Where a branch began'), bases(known, trans)],
    [trans.__('Other notebooks'), known.notebooks.map(ofFile)]
  ];
  const found = sections.map(([title, offers]) => {
    const fitting = offers.filter(offer => words.every(word => textIn(offer).includes(word)));
    return { title, offers: fitting.slice(0, most), more: Math.max(0, fitting.length - most) };
  });
  const own = { title: trans.__('As typed'), offers: asTyped(typed.trim(), trans), more: 0 };
  return [...found, own].filter(({ offers }) => offers.length > 0);
}

function textIn({ label, detail }: IOffer): string {
  return `${label} ${detail}`.toLowerCase();
}

function offer(
  choice: Choice,
  key: string,
  label: string,
  detail = '',
  at: string | null = null
): IOffer {
  return { key, label, detail, at, choice };
}

function ofNotebook({ isOpen, versions }: IKnown, trans: TranslationBundle): IOffer[] {
  const offers = [
    offer(asSaved, 'file', trans.__('Saved'), trans.__('the file')),
    offer(asCheckpoint, 'checkpoint', trans.__('Checkpoint'), trans.__('put aside by Jupyter'))
  ];
  if (isOpen) {
    offers.unshift(offer(asOpen, 'open', trans.__('Unsaved'), trans.__('as it stands in its tab')));
  }
  const head = versions?.head?.slice(0, 7);
  if (head !== undefined) {
    const detail = versions?.branch ? `${head}, ${versions.branch}` : head;
    offers.push(offer(asHead, 'HEAD', 'HEAD', detail));
  }
  const staged = (versions?.stages ?? []).map(stage =>
    offer({ kind: 'index', stage }, `index ${stage}`, stageLabel(stage, trans), trans.__('index'))
  );
  return [...offers, ...staged];
}

function ofCommit({ hash, shortHash, author, at, subject, path }: Schemas['Commit']): IOffer {
  const choice = { kind: 'revision', revision: hash, path } as const;
  return offer(choice, hash, subject, `${shortHash}, ${author}`, at);
}

function refs({ versions }: IKnown, wanted: Schemas['Ref']['kind']): IOffer[] {
  return (versions?.refs ?? [])
    .filter(({ kind }) => kind === wanted)
    .map(({ kind, name, shortHash, at }) =>
      offer({ kind: 'revision', revision: name }, `${kind} ${name}`, name, shortHash, at)
    );
}

function bases({ versions }: IKnown, trans: TranslationBundle): IOffer[] {
  return (versions?.refs ?? [])
    .filter(({ kind, name }) => kind !== 'tag' && name !== versions?.branch)
    .map(({ name }) => {
      const choice = { kind: 'merge_base', one: 'HEAD', other: name } as const;
      return offer(choice, `base ${name}`, trans.__('Common to HEAD and %1', name));
    });
}

function ofFile(path: string): IOffer {
  const cut = path.lastIndexOf('/') + 1;
  return offer({ kind: 'file', path }, `file ${path}`, path.slice(cut), path.slice(0, cut));
}

function asTyped(typed: string, trans: TranslationBundle): IOffer[] {
  if (typed === '') {
    return [];
  }
  if (typed.endsWith(SUFFIX)) {
    const label = trans.__('Notebook %1', typed);
    return [{ key: 'typed', label, detail: trans.__('saved'), at: null, choice: null }];
  }
  const choice = { kind: 'revision', revision: typed } as const;
  return [offer(choice, 'typed', trans.__('Revision %1', typed), trans.__('as git takes it'))];
}
