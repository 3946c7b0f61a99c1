import type { ILauncher } from '@jupyterlab/launcher';
import { Signal } from '@lumino/signaling';
import { expect, it } from 'vitest';
import type { Pages } from '../pages';
import { StartingPoint } from '../startingpoint';

it('is offered only while the project has a page to begin with', () => {
  const tiles: ILauncher.IItemOptions[] = [];
  const launcher = {
    add: (tile: ILauncher.IItemOptions) => {
      tiles.push(tile);
      return { dispose: () => tiles.splice(tiles.indexOf(tile), 1) };
    }
  } as unknown as ILauncher;
  const pages = { startPage: null as unknown };
  const changed = new Signal<object, void>(pages);
  const begin = (startPage: unknown): void => {
    pages.startPage = startPage;
    changed.emit();
  };
  new StartingPoint(Object.assign(pages, { changed }) as unknown as Pages, launcher, 'open-it');
  expect(tiles).toEqual([]);
  begin({ path: 'pages/a.md' });
  begin({ path: 'pages/b.md' });
  expect(tiles.map(({ command }) => command)).toEqual(['open-it']);
  begin(null);
  expect(tiles).toEqual([]);
});
