import { Dialog } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { afterEach, expect, it, vi } from 'vitest';
import { OpenedInConflict } from '../opening';

class Panel extends Widget {
  readonly context: object;

  constructor(folder: string) {
    super();
    const ready = new Promise(() => undefined);
    this.context = { isReady: false, localPath: `${folder}/train.ipynb`, ready };
  }
}

type Options = ConstructorParameters<typeof OpenedInConflict>[0];
const open = vi.fn(() => Promise.resolve());
const known = { look: () => Promise.resolve([{ isMergeable: true }]) };

async function opened(...panels: readonly Panel[]): Promise<void> {
  const options = { known, open, restored: Promise.resolve(), translator: nullTranslator };
  const extension = new OpenedInConflict(options as unknown as Options);
  await Promise.resolve();
  for (const panel of panels) {
    extension.createNew(panel as unknown as Parameters<OpenedInConflict['createNew']>[0]);
  }
  await vi.waitFor(() => expect(open).toHaveBeenCalledTimes(panels.length));
  open.mockClear();
}

/** As JupyterLab says it. */
function fail(): Promise<unknown> {
  return new Dialog({ title: 'File Load Error for train.ipynb', body: 'No JSON' }).launch();
}

afterEach(() => Dialog.flush());

it('takes the place of the failure of its own notebook alone', async () => {
  const first = new Panel('models');
  await opened(first);
  await fail();
  expect(first.isDisposed).toBe(true);
  // Another one of that name, opened soon after.
  const second = new Panel('features');
  const said = fail();
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(document.querySelector('.jp-Dialog')).not.toBeNull();
  await opened(second);
  await said;
  expect(second.isDisposed).toBe(true);
  expect(document.querySelector('.jp-Dialog')).toBeNull();
});
