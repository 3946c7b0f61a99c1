import { PathExt } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Choice, Which } from './choice';
import type { Changes } from './model';

const HASH = /^[0-9a-f]{40,}/;

/** *Staged*, or which side of a conflict. */
export function stageLabel(stage: number, trans: TranslationBundle): string {
  const conflict = [
    trans.__('Staged'),
    trans.__('Common ancestor'),
    trans.__('Ours'),
    trans.__('Theirs')
  ];
  return conflict[stage] ?? '';
}

/** What a side is called before the server said it. */
export function choiceLabel(choice: Choice | null, trans: TranslationBundle): string {
  switch (choice?.kind) {
    case undefined:
      return trans.__('Choose…');
    case 'open':
      return trans.__('Unsaved');
    case 'file':
      return trans.__('Saved');
    case 'checkpoint':
      return trans.__('Checkpoint');
    case 'index':
      return stageLabel(choice.stage, trans);
    case 'merge_base':
      return trans.__('Common to %1 and %2', choice.one, choice.other);
    case 'revision':
      return choice.revision.replace(HASH, hash => hash.slice(0, 7));
  }
}

/** Whether the sides are of two notebooks, or of one by two names, so that both have to be said. */
function areTwo([old, now]: readonly [Choice | null, Choice | null]): boolean {
  const isOther = (choice: Choice | null): boolean =>
    choice?.kind === 'file' && choice.path !== undefined;
  const areCommits = old?.kind === 'revision' && now?.kind === 'revision';
  return isOther(old) || isOther(now) || (areCommits && old.path !== now.path);
}

/** What stands in the header for a side, and more of it for the tooltip. */
export function sideWords(
  { comparison, sides }: Changes,
  which: Which,
  trans: TranslationBundle
): { label: string; detail: string } {
  const choice = sides[which === 'old' ? 0 : 1];
  const info = comparison?.[which];
  const title = info?.title ?? choiceLabel(choice, trans);
  const path = info?.path ?? choice?.path;
  if (path === undefined || !areTwo(sides)) {
    return { label: title, detail: info?.detail ?? '' };
  }
  const name = PathExt.basename(path);
  const label = choice?.kind === 'file' ? name : trans.__('%1 (%2)', name, title);
  return { label, detail: `${title}: ${path}` };
}
