import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it, vi } from 'vitest';
import { Refused } from '../../core/errors';
import type { Project } from '../../core/tokens';
import type { MakeContent } from '../../ui/HoverCard';
import { ThreadLinks, type IThreadLinksServices } from '../threadlinks';

const trans = nullTranslator.load('jupyter_mlcollab');
const ADDRESS = 'https://hub.example/user/bo/mlcollab/open/p/thread/t1';
const THREAD = {
  path: 'train.ipynb',
  status: 'resolved',
  blocking: true,
  comments: [
    { body: 'Does the split leak?\nIt looks so.', author: { displayName: 'Bo Lindqvist' } },
    { body: 'No.', author: { displayName: 'Ana López' } }
  ]
};

/** A page with a link to a thread, as it was drawn in a project. */
function drawn(projectId: string, found: unknown = THREAD) {
  const host = document.createElement('div');
  host.innerHTML = `<a href="${ADDRESS}">leak</a> <a href="https://example.org/">else</a>`;
  document.body.replaceChildren(host);
  const shown: MakeContent[] = [];
  const opened: unknown[][] = [];
  const links = new ThreadLinks({
    trans,
    api: {
      client: { GET: () => found },
      got: (answer: unknown) =>
        answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
    card: { attach: (_: HTMLElement, make: MakeContent) => shown.push(make) },
    comments: {
      openThread: (project: Project, path: string, id: string) => {
        opened.push([project.id, path, id]);
        return Promise.resolve();
      }
    }
  } as unknown as IThreadLinksServices);
  links.equip(host, () => ({ id: projectId }) as Project);
  const press = (init: MouseEventInit = {}): boolean => {
    const event = new MouseEvent('click', { bubbles: true, cancelable: true, ...init });
    host.querySelector('a')?.dispatchEvent(event);
    return event.defaultPrevented;
  };
  const said = async (): Promise<string | undefined> =>
    (await shown[0]?.())?.textContent ?? undefined;
  return { opened, press, said, shown };
}

describe('a link to a thread', () => {
  it('shows its first comment and its state, whatever server it was copied on', async () => {
    const { said, shown } = drawn('p');
    expect(shown).toHaveLength(1);
    expect(await said()).toBe(
      'Bo LindqvistResolved · Blocking · 1 reply · train.ipynbDoes the split leak?\nIt looks so.'
    );
  });

  it('opens it here', async () => {
    const { opened, press } = drawn('p');
    expect(press()).toBe(true);
    await vi.waitFor(() => expect(opened).toEqual([['p', 'train.ipynb', 't1']]));
    expect(press({ ctrlKey: true })).toBe(false);
  });

  it('says why there is nothing to show', async () => {
    const { said } = drawn('p', new Refused('not_found', 'This comment was deleted.', 404));
    expect(await said()).toBe('This comment was deleted.');
  });

  it('of another project is a link like any other', async () => {
    const { opened, press, said } = drawn('q');
    expect(await said()).toBeUndefined();
    expect(press()).toBe(false);
    expect(opened).toEqual([]);
  });
});
