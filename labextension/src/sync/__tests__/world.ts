import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { Signal } from '@lumino/signaling';
import { vi } from 'vitest';
import { apiAnswering, type ICall } from '../../core/__tests__/answers';
import type { IEvents, IPeople, IProjects, Project, Schemas } from '../../core/tokens';
import { Sharing } from '../sharing';

export const PROJECT: Project = {
  id: 'p',
  name: 'churn',
  serverFolder: '',
  pathPrefix: '',
  kept: 'computer',
  settingsProblem: null
};

export function state(changes: Partial<Schemas['SharingState']> = {}): Schemas['SharingState'] {
  return {
    remote: 'origin',
    address: '/srv/churn.git',
    remotes: ['origin'],
    problem: null,
    agreed: true,
    replica: '0190c0de',
    leaving: { threads: 0, looks: 0, cards: 0, events: 0, people: [] },
    sharedAt: null,
    fetchedAt: null,
    replicas: [],
    ...changes
  };
}

export function synced(changes: Partial<Schemas['Synced']> = {}): Schemas['Synced'] {
  return {
    arrived: [],
    erased: 0,
    shared: 0,
    problems: [],
    notes: [],
    state: state(),
    ...changes
  };
}

interface IWorldOptions {
  readonly can?: readonly string[];
  readonly standing?: (call: ICall) => Schemas['SharingState'];
  readonly exchange?: (call: ICall) => Promise<Schemas['Synced']> | Schemas['Synced'];
}

/** A project in view, with a server that answers as the options say. */
export function world({
  can = ['read', 'moderate'],
  standing = () => state(),
  exchange = () => synced()
}: IWorldOptions = {}) {
  const api = apiAnswering(call => (call.method === 'POST' ? exchange(call) : standing(call)));
  const events = { changed: new Signal<object, { project: string; change: null }>({}) };
  const projects = {
    current: PROJECT as Project | null,
    currentChanged: new Signal<object, Project | null>({})
  };
  const people = { me: () => Promise.resolve({ can }) } as unknown as IPeople;
  const sharing = new Sharing({
    api,
    events: events as unknown as IEvents,
    people,
    projects: projects as unknown as IProjects
  });
  return {
    sharing,
    /** What was exchanged, by what was asked for. */
    exchanges: () => api.calls.filter(({ method }) => method === 'POST').map(({ body }) => body),
    /** How often was asked how it stands. */
    questions: () => api.calls.filter(({ method }) => method === 'GET').length,
    happen: () => events.changed.emit({ project: PROJECT.id, change: null }),
    show: (project: Project | null) => {
      projects.current = project;
      projects.currentChanged.emit(project);
    }
  };
}

/** JupyterLab's settings of sharing. */
export function settings(chosen: Record<string, unknown>) {
  const changed = new Signal<object, void>({});
  return {
    settings: {
      changed,
      get: (name: string) => ({ composite: chosen[name] })
    } as unknown as ISettingRegistry.ISettings,
    choose: (more: Record<string, unknown>) => {
      Object.assign(chosen, more);
      changed.emit();
    }
  };
}

/** Hides the window, as another tab in front of it does, or shows it. */
export function hide(isHidden: boolean): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden);
  document.dispatchEvent(new Event('visibilitychange'));
}
