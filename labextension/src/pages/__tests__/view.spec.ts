import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Pages } from '../pages';
import { InView } from '../view';

/** Two projects with a notebook of the same path; the first answers when it is told to. */
class World {
  project = 'slow';
  answer: () => void = () => undefined;
  readonly tracker = {
    currentChanged: new Signal<unknown, void>({}),
    activeCellChanged: new Signal<unknown, void>({}),
    currentWidget: { context: { localPath: 'train.ipynb' } },
    activeCell: null
  };
  readonly view = new InView(
    this.pages(),
    this.tracker as unknown as INotebookTracker,
    { currentWidget: null } as unknown as JupyterFrontEnd.IShell
  );

  private pages(): Pages {
    const page = (path: string): unknown[] => [{ path, nearness: 'notebook', cell: null }];
    const around = (): Promise<unknown> =>
      this.project === 'slow'
        ? new Promise(resolve => (this.answer = () => resolve(page('of-slow'))))
        : Promise.resolve(page('of-fast'));
    const facts = {
      changed: new Signal<unknown, void>({}),
      pathIn: (path: string) => path,
      requests: { around }
    };
    return Object.defineProperty(facts, 'project', {
      get: () => ({ id: this.project })
    }) as unknown as Pages;
  }
}

describe('the pages about what is in view', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are not those of a notebook of the same path in the project before', async () => {
    const world = new World();
    world.view.start();
    await vi.advanceTimersByTimeAsync(60);
    world.project = 'fast';
    world.tracker.currentChanged.emit();
    await vi.advanceTimersByTimeAsync(60);
    world.answer();
    await vi.advanceTimersByTimeAsync(1);
    expect(world.view.around?.map(({ path }) => path)).toEqual(['of-fast']);
  });
});
