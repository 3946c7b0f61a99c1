import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { IPeople, IProjects, KnownPerson, Me, Project } from '../../core/tokens';
import { TeamPanel } from '../TeamPanel';

const PROJECT: Project = {
  id: 'p',
  name: 'churn',
  serverFolder: '',
  pathPrefix: '',
  kept: 'computer',
  settingsProblem: null
};

let panel: TeamPanel | null = null;

function team(signedIn: number, project: Project = PROJECT) {
  const list = vi.fn(() =>
    Promise.resolve(
      Array.from({ length: signedIn }, () => ({ source: 'signed_in' }) as KnownPerson)
    )
  );
  const sharedChanged = new Signal<object, void>({});
  const projects = {
    current: project,
    currentChanged: new Signal<object, Project | null>({}),
    isShared: false,
    sharedChanged
  };
  const people = { list, meChanged: new Signal<object, Me>({}) } as unknown as IPeople;
  const activate = vi.fn();
  panel = new TeamPanel({
    projects: projects as unknown as IProjects,
    people,
    translator: nullTranslator,
    activate
  });
  const share = (): void => {
    projects.isShared = true;
    sharedChanged.emit();
  };
  return { shown: panel, list, activate, share };
}

function look(shown: TeamPanel): void {
  Widget.attach(shown, document.body);
  shown.hide();
  shown.show();
}

afterEach(() => panel?.dispose());

describe('the Team panel', () => {
  it('stacks sections by rank and lets go of them', () => {
    const { shown } = team(1);
    const named = (label: string): Widget => {
      const section = new Widget();
      section.title.label = label;
      return section;
    };
    shown.addSection(named('Cards'), 30);
    const reviews = shown.addSection(named('Reviews'), 20);
    shown.addSection(named('Inbox'), 10);
    shown.addSection(named('Pages'), 40);
    const labels = (): string[] => shown.widgets.map(({ title }) => title.label);
    expect(labels()).toEqual(['Inbox', 'Reviews', 'Cards', 'Pages']);
    reviews.dispose();
    expect(labels()).toEqual(['Inbox', 'Cards', 'Pages']);
  });

  it('keeps the side bar’s own marks beside its number', () => {
    const { shown } = team(1);
    shown.title.dataset = { ...shown.title.dataset, id: shown.id };
    shown.setBadge(3);
    expect(shown.title.dataset).toEqual({ id: shown.id, 'mlc-badge': '3' });
    expect(shown.title.caption).toBe('Team: 3 wait');
    shown.setBadge(150);
    expect(shown.title.dataset['mlc-badge']).toBe('99+');
    shown.setBadge(0);
    expect(shown.title.dataset).toEqual({ id: shown.id });
    expect(shown.title.caption).toBe('Team');
  });

  it('asks the server nothing before it is looked at', async () => {
    const { shown, list } = team(1);
    shown.hide();
    Widget.attach(shown, document.body);
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(list).not.toHaveBeenCalled();
  });

  it('says to who is alone what it is for, and where things are kept', async () => {
    const { shown } = team(1);
    look(shown);
    await vi.waitFor(() => expect(shown.node.textContent).toContain('jupyter mlcollab demo'));
    expect(shown.node.textContent).toContain('Kept on this computer');
  });

  it('says so once it is shared through git', async () => {
    const { shown, share } = team(1);
    look(shown);
    await vi.waitFor(() => expect(shown.node.textContent).toContain('Kept on this computer'));
    expect(shown.node.textContent).not.toContain('shared through git');
    share();
    await vi.waitFor(() =>
      expect(shown.node.textContent).toContain('Kept on this computer and shared through git')
    );
  });

  it('takes no room for that once a section holds something', async () => {
    const { shown } = team(1);
    const section = new Widget();
    const added = shown.addSection(section, 10);
    look(shown);
    await vi.waitFor(() => expect(shown.node.textContent).toContain('jupyter mlcollab demo'));
    shown.setFilled(section, true);
    await vi.waitFor(() => expect(shown.node.textContent).not.toContain('jupyter mlcollab demo'));
    expect(shown.node.textContent).toContain('Kept on this computer');
    added.dispose();
    await vi.waitFor(() => expect(shown.node.textContent).toContain('jupyter mlcollab demo'));
  });

  it('says to the others only where things are kept', async () => {
    const { shown, list } = team(2, { ...PROJECT, kept: 'server' });
    look(shown);
    await vi.waitFor(() => expect(shown.node.textContent).toContain('Kept on this server'));
    await vi.waitFor(() => expect(list).toHaveBeenCalled());
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(shown.node.textContent).not.toContain('jupyter mlcollab demo');
  });
});
