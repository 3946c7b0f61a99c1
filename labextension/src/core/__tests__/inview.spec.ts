import { Signal } from '@lumino/signaling';
import { expect, it } from 'vitest';
import { followShell } from '../inview';

const LAUNCHER = { context: undefined };
const NOTEBOOK = { context: { path: 'rows/load.ipynb' } };

type Shown = typeof LAUNCHER | typeof NOTEBOOK | null;

/** JupyterLab with something in view and a file browser; what is asked to be followed, in order. */
function lab(shown: Shown, opened: string) {
  const shell = { currentWidget: shown, currentChanged: new Signal<object, void>({}) };
  const model = { path: opened, pathChanged: new Signal<object, void>({}) };
  const followed: string[] = [];
  const contents = { localPath: (path: string) => path.replace(/^RTC:/, '') };
  followShell(
    { shell, serviceManager: { contents } } as never,
    { contextForWidget: (widget: Shown) => widget?.context } as never,
    {
      follow: path => {
        followed.push(path);
        return Promise.resolve();
      }
    },
    { model } as never
  );
  return {
    followed,
    show(widget: Shown) {
      shell.currentWidget = widget;
      shell.currentChanged.emit();
    },
    openFolder(path: string) {
      model.path = path;
      model.pathChanged.emit();
    }
  };
}

it('follows the folder of the file browser while no document is in view', () => {
  const { followed, openFolder, show } = lab(LAUNCHER, '');
  openFolder('RTC:churn');
  show(NOTEBOOK);
  openFolder('elsewhere');
  show(LAUNCHER);
  openFolder('churn/pages');
  expect(followed).toEqual(['', 'churn/', 'rows/load.ipynb', 'rows/load.ipynb', 'churn/pages/']);
});

it('begins with the folder that is open', () => {
  expect(lab(null, 'churn').followed).toEqual(['churn/']);
});
