import { URLExt } from '@jupyterlab/coreutils';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { choiceOf, textOf, type Choice } from './choice';

const NOTEBOOK = 'mlcollab-compare';
const SIDES = ['old', 'new'] as const;

/** Two sides of a notebook, as a link and the layout of tabs remember them. */
export interface IOpening {
  /** The notebook as JupyterLab names it. */
  readonly path: string;

  /** Null where a person is still to choose. */
  readonly old: Choice | null;
  readonly new: Choice | null;
}

/** A link that opens the comparison in JupyterLab, without a token. */
export function linkTo(baseUrl: string, opening: IOpening): string {
  const address = new URL(URLExt.join(baseUrl, 'lab'), location.href);
  const parameters = [[NOTEBOOK, opening.path]];
  for (const side of SIDES) {
    const choice = opening[side];
    if (choice !== null) {
      parameters.push([side, textOf(choice)]);
    }
    if (choice?.path !== undefined) {
      parameters.push([`${side}-path`, choice.path]);
    }
  }
  address.search = parameters
    .map(([name = '', text = '']) => `${name}=${readable(text)}`)
    .join('&');
  return address.href;
}

/** The comparison in the page's address, which is then gone from it: a reload does not open it again. */
export function takeOpening(): IOpening | null {
  const address = new URL(location.href);
  const { searchParams } = address;
  const path = searchParams.get(NOTEBOOK);
  if (path === null) {
    return null;
  }
  const [old, now] = SIDES.map(side =>
    choiceOf(searchParams.get(side) ?? '', searchParams.get(`${side}-path`) ?? undefined)
  );
  [NOTEBOOK, ...SIDES, ...SIDES.map(side => `${side}-path`)].forEach(name =>
    searchParams.delete(name)
  );
  history.replaceState(history.state, '', address);
  return { path, old: old ?? null, new: now ?? null };
}

/** An opening as arguments of a command. */
export function argumentsOf({ path, ...sides }: IOpening): ReadonlyPartialJSONObject {
  const written = SIDES.flatMap(side => {
    const choice = sides[side];
    return choice === null
      ? []
      : [
          [side, textOf(choice)],
          [`${side}Path`, choice.path]
        ];
  });
  return { path, ...(Object.fromEntries(written) as ReadonlyPartialJSONObject) };
}

/** What `argumentsOf` wrote; null for arguments without a notebook. */
export function openingOf(args: ReadonlyPartialJSONObject): IOpening | null {
  const text = (name: string): string | undefined => {
    const value = args[name];
    return typeof value === 'string' ? value : undefined;
  };
  const path = text('path');
  return path === undefined
    ? null
    : {
        path,
        old: choiceOf(text('old') ?? '', text('oldPath')),
        new: choiceOf(text('new') ?? '', text('newPath'))
      };
}

/** Escaped only where an address needs it: people see these in chats. */
function readable(text: string): string {
  return encodeURIComponent(text).replace(/%(?:3A|2F)/g, decodeURIComponent);
}
