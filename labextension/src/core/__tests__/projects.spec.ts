import { describe, expect, it } from 'vitest';
import { Projects } from '../projects';
import type { Project } from '../tokens';
import { apiAnswering, unreachable } from './answers';

function project(serverFolder: string, pathPrefix: string, id = 'p'): Project {
  return { id, name: id, serverFolder, pathPrefix, kept: 'computer', settingsProblem: null };
}

describe('paths', () => {
  const projects = new Projects(apiAnswering(() => null));

  it.each([
    ['the server shows the project', '', '', 'train/a.ipynb', 'train/a.ipynb'],
    ['the project lies in a folder', 'work/churn', '', 'work/churn/train/a.ipynb', 'train/a.ipynb'],
    ['the server shows a part of the project', '', 'notebooks/', 'a.ipynb', 'notebooks/a.ipynb']
  ])('%s', (_name, folder, prefix, serverPath, path) => {
    const here = project(folder, prefix);
    expect(projects.pathIn(here, serverPath)).toBe(path);
    expect(projects.serverPath(here, path)).toBe(serverPath);
  });

  it('has no server path for what the server does not show', () => {
    expect(projects.serverPath(project('', 'notebooks/'), 'src/a.ipynb')).toBeNull();
    expect(projects.serverPath(project('', 'notebooks/'), 'notebooks2/a.ipynb')).toBeNull();
  });
});

describe('at', () => {
  it('asks once for each folder', async () => {
    const api = apiAnswering(({ query }) => project(String(query.path), ''));
    const projects = new Projects(api);
    const found = await Promise.all([
      projects.at('work/a.ipynb'),
      projects.at('work/b.ipynb'),
      projects.at('work/'),
      projects.at('c.ipynb')
    ]);
    expect(found.map(({ serverFolder }) => serverFolder)).toEqual(['work', 'work', 'work', '']);
    expect(api.calls).toHaveLength(2);
  });

  it('asks again after a failure', async () => {
    let fails = true;
    const projects = new Projects(
      apiAnswering(() => {
        if (fails) {
          throw unreachable();
        }
        return project('', '');
      })
    );
    await expect(projects.at('a.ipynb')).rejects.toThrow('No answer.');
    fails = false;
    await expect(projects.at('a.ipynb')).resolves.toMatchObject({ id: 'p' });
  });
});

describe('the project in view', () => {
  it('changes only with the project, and stays when nothing is found', async () => {
    const api = apiAnswering(({ query }) => {
      if (query.path === 'gone') {
        throw unreachable();
      }
      return project('', '', query.path === 'other' ? 'q' : 'p');
    });
    const projects = new Projects(api);
    const seen: (string | undefined)[] = [];
    projects.currentChanged.connect((_, current) => seen.push(current?.id));
    for (const path of ['a.ipynb', 'deep/b.ipynb', 'other/c.ipynb', 'gone/d.ipynb']) {
      await projects.follow(path);
    }
    expect(seen).toEqual(['p', 'q']);
    expect(projects.current?.id).toBe('q');
  });

  it('is shared as far as was said of it, and of no other', async () => {
    const api = apiAnswering(({ query }) => project('', '', query.path === 'other' ? 'q' : 'p'));
    const projects = new Projects(api);
    const seen: boolean[] = [];
    projects.sharedChanged.connect(() => seen.push(projects.isShared));
    await projects.follow('a.ipynb');
    projects.setShared(true);
    await projects.follow('deep/b.ipynb');
    expect(projects.isShared).toBe(true);
    await projects.follow('other/c.ipynb');
    expect(seen).toEqual([true, false]);
  });
});
