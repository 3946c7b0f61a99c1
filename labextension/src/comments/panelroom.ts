import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Widget } from '@lumino/widgets';
import type { IApi, IEvents, IOutbox, IPeople, IProjects, ITeam, Project } from '../core/tokens';
import { Announcer } from './announce';
import { composingOn, wholeOf } from './entries';
import { InboxActions } from './inbox';
import { addPanelCommands, PanelCommands } from './panelcommands';
import { createCommentsPanel, createInboxSection, LookBanners } from './panels';
import type { IPanelServices } from './panelservices';
import type { IComments, IListedThreads, InboxItem, INotebookThreads, Thread } from './tokens';

const COMMENTS_RANK = 900;
const INBOX_RANK = 10;

export interface IPanelRoomServices {
  readonly app: JupyterFrontEnd;
  readonly api: IApi;
  readonly comments: IComments;
  readonly events: IEvents;
  readonly outbox: IOutbox;
  readonly people: IPeople;
  readonly projects: IProjects;
  readonly trans: TranslationBundle;
}

/** Puts panels, commands and banners where JupyterLab shows them. */
export class PanelRoom {
  constructor(private readonly _services: IPanelRoomServices) {
    const { api, comments } = _services;
    this._actions = new InboxActions(api, comments, (project, path) => this._open(project, path));
  }

  /** The panel, in the right side bar. */
  addCommentsPanel(): Widget {
    const { app } = this._services;
    const panel = createCommentsPanel(this._panelServices());
    app.shell.add(panel, 'right', { rank: COMMENTS_RANK });
    this._panel = panel;
    return panel;
  }

  /** Adds the *Inbox*, and returns what shows it. */
  addInbox(team: ITeam): () => void {
    const { comments, projects, trans } = this._services;
    const section = createInboxSection({ comments, projects, actions: this._actions, trans });
    const added = team.addSection(section, INBOX_RANK);
    section.disposed.connect(() => added.dispose());
    const count = (): void => team.setBadge(comments.inbox?.unread ?? 0);
    comments.inboxChanged.connect(count);
    count();
    return () => team.reveal(section);
  }

  addCommands(palette: ICommandPalette | null, showInbox: (() => void) | null): void {
    const { app, comments, people, projects, trans } = this._services;
    const showComments = (): void => app.shell.activateById(this._panel?.id ?? '');
    addPanelCommands({
      app,
      comments,
      people,
      projects,
      palette,
      trans,
      showComments,
      showInbox
    });
  }

  /** Every notebook gets its banner when it is first in view. */
  addBanners(): void {
    const { comments, trans } = this._services;
    const banners = new LookBanners(comments, trans, () =>
      this._run('mlcollab:comment-on-notebook')
    );
    const add = (): void => {
      if (comments.current) {
        banners.addTo(comments.current.panel);
      }
    };
    comments.currentChanged.connect(add);
    add();
  }

  /** Tells what happens elsewhere, as long as the *Comments* panel lives. */
  announce(
    settings: Promise<ISettingRegistry.ISettings> | null,
    showInbox: (() => void) | null
  ): void {
    const { comments, projects, trans } = this._services;
    let isOn = (): boolean => true;
    settings?.then(
      known => {
        isOn = () => known.get('notifications').composite !== false;
      },
      // Without settings the default stands.
      () => undefined
    );
    const announcer = new Announcer({
      comments,
      projects,
      trans,
      isOn: () => isOn(),
      open: item => this._openItem(item),
      openInbox: () => showInbox?.()
    });
    this._panel?.disposed.connect(() => announcer.dispose());
  }

  private _panelServices(): IPanelServices {
    return {
      ...this._services,
      ask: unsent => this._run(PanelCommands.askForLook, unsent ? { unsent: unsent.id } : {}),
      comment: threads => this._comment(threads),
      pick: (notebook, { thread }) => void this._pick(notebook, thread)
    };
  }

  private _comment(threads: IListedThreads): void {
    const whole = wholeOf(threads);
    if (threads.file === null) {
      this._run('mlcollab:comment-on-notebook');
    } else if (threads.text !== null) {
      void threads.text.begin(null);
    } else if (whole !== null) {
      threads.compose(composingOn(whole));
    }
  }

  private async _pick(threads: INotebookThreads, thread: Thread): Promise<void> {
    const { pickPlace } = await import('./picking');
    pickPlace(threads, thread, this._services.trans);
  }

  private _openItem(item: InboxItem): void {
    const project = this._services.projects.current;
    if (project) {
      void this._actions.open(project, item);
    }
  }

  private _open(project: Project, path: string): void {
    const serverPath = this._services.projects.serverPath(project, path);
    if (serverPath !== null) {
      this._run('docmanager:open', { path: serverPath });
    }
  }

  private _run(command: string, args: Record<string, string> = {}): void {
    void this._services.app.commands.execute(command, args);
  }

  private readonly _actions: InboxActions;
  private _panel: Widget | null = null;
}
