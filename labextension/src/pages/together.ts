import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { Contents } from '@jupyterlab/services';
import type { Widget } from '@lumino/widgets';
import { Signal, type ISignal } from '@lumino/signaling';
import type { IDrafts, IEvents, IProjects, Project } from '../core/tokens';
import { PageHistory } from './history';
import { PageFile } from './pagefile';
import { SUFFIX } from './pages';
import { Presence } from './presence';
import type { Requests } from './requests';

type Context = DocumentRegistry.Context;

export interface ITogetherServices {
  readonly contents: Contents.IManager;
  readonly drafts: IDrafts;
  readonly events: IEvents;
  readonly projects: IProjects;
  requests(project: Project): Requests;

  /** Shows the file as a page, where a conflict is decided. */
  reveal(context: Context): void;
}

/** What several people who write one page need: its file, which nobody overwrites, its history, and who is there. */
export class Together {
  constructor(services: ITogetherServices, context: Context, widgets: ReadonlySet<Widget>) {
    const { contents, drafts, events, projects, requests } = services;
    this.file = new PageFile({
      context: context as DocumentRegistry.CodeContext,
      contents,
      drafts,
      merge: async (base, ours, theirs) => {
        const project = await projects.at(context.localPath);
        return requests(project).merged(base, ours, theirs);
      },
      reveal: () => services.reveal(context),
      isInView: () => [...widgets].some(widget => widget.isVisible)
    });
    this.presence = new Presence({
      context: context as DocumentRegistry.CodeContext,
      events,
      file: this.file,
      projects
    });
    this.history = new PageHistory({
      contents,
      context,
      drafts,
      file: this.file,
      projects,
      requests
    });
    context.saveState.connect((_, state) => {
      if (state === 'completed') {
        this.history.refreshSoon();
      }
    });
    this.file.changed.connect(this._emit, this);
    this.history.changed.connect(this._emit, this);
    this.presence.changed.connect(this._emit, this);
    context.disposed.connect(() => this.presence.dispose());
  }

  readonly file: PageFile;
  readonly history: PageHistory;
  readonly presence: Presence;

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  private _emit(): void {
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
}

/** Watches over every Markdown file that is open, in the editor or as a page: one for each file, whatever shows it. */
export class Togethers implements DocumentRegistry.WidgetExtension {
  constructor(private readonly _services: ITogetherServices) {}

  createNew(widget: Widget, context: Context): void {
    if (context.localPath.endsWith(SUFFIX)) {
      const { widgets } = this._at(context);
      widgets.add(widget);
      widget.disposed.connect(() => widgets.delete(widget));
    }
  }

  of(context: Context): Together {
    return this._at(context).together;
  }

  private _at(context: Context): IKept {
    let kept = this._kept.get(context);
    if (kept === undefined) {
      const widgets = new Set<Widget>();
      kept = { widgets, together: new Together(this._services, context, widgets) };
      this._kept.set(context, kept);
    }
    return kept;
  }

  private readonly _kept = new WeakMap<Context, IKept>();
}

interface IKept {
  readonly together: Together;
  readonly widgets: Set<Widget>;
}
